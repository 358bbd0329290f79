//! The digest by which a generated crate knows its contract again.

/// FNV-1a over the bytes of several files, with a zero byte between two of them
/// and without carriage returns, so that a checkout on Windows has the same
/// digest. The same function stands in the runtime, where the compiler
/// evaluates it: a generated crate in which both differ doesn't compile.
///
/// Source: Fowler, Noll, Vo, <http://www.isthe.com/chongo/tech/comp/fnv/>.
pub(crate) fn digest(files: &[&[u8]]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let separator: &[u8] = b"\0";
    let with_separators = files.iter().enumerate().flat_map(|(index, file)| {
        let before = if index == 0 { &[] } else { separator };
        before.iter().chain(*file)
    });
    with_separators
        .filter(|byte| **byte != b'\r')
        .fold(OFFSET_BASIS, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_fnv_1a() {
        assert_eq!(digest(&[b"foobar"]), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn line_ends_make_no_difference() {
        assert_eq!(digest(&[b"a\r\nb"]), digest(&[b"a\nb"]));
    }
}
