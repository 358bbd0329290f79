//! Notices, while compiling, that a contract changed after its crates were
//! generated.
//!
//! Each generated crate asserts that the digest of its `.proto` files is still
//! the one that it was generated from, so that a stale crate doesn't compile.

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The digest of files: FNV-1a over their bytes, with a zero byte between two
/// files, so that what moves from one to the next is noticed.
///
/// Carriage returns are skipped: a checkout on Windows may add them. The digest
/// guards against forgetting, not against intent.
pub const fn digest(files: &[&[u8]]) -> u64 {
    let mut hash = OFFSET_BASIS;
    let mut index = 0;
    // A `for` loop is not possible in a constant function.
    while index < files.len() {
        if index > 0 {
            hash = step(hash, 0);
        }
        hash = file(hash, files[index]);
        index += 1;
    }
    hash
}

const fn file(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] != b'\r' {
            hash = step(hash, bytes[index]);
        }
        index += 1;
    }
    hash
}

const fn step(hash: u64, byte: u8) -> u64 {
    // Widening is lossless; `u64::from` is not possible in a constant function.
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_fnv_1a() {
        // From the test vectors of the algorithm's authors.
        assert_eq!(digest(&[]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(digest(&[b""]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(digest(&[b"a"]), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(digest(&[b"foobar"]), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn line_ends_of_windows_change_nothing() {
        assert_eq!(digest(&[b"one\r\ntwo\r\n"]), digest(&[b"one\ntwo\n"]));
    }

    #[test]
    fn what_moves_to_the_next_file_is_noticed() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }

    #[test]
    fn the_digest_is_known_while_compiling() {
        const DIGEST: u64 = digest(&[b"foobar", b""]);
        assert_ne!(DIGEST, digest(&[b"foobar"]));
    }
}
