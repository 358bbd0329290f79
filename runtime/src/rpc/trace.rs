//! W3C Trace Context: the `traceparent` that joins the spans of one trace.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The length of `00-<32 hex digits>-<16 hex digits>-<2 hex digits>`.
const LENGTH: usize = 55;

/// The flags that have a meaning: sampled, and random trace id (level 2 of the
/// specification). All others must be sent as zero.
const KNOWN_FLAGS: u8 = 0b11;

/// The `traceparent` of a trace that begins here, marked as sampled.
pub(super) fn start() -> String {
    let trace_id = uuid::Uuid::new_v4().as_u128();
    format!("00-{trace_id:032x}-{:016x}-01", span_id())
}

/// The `traceparent` of a span below the one that `parent` names: the same
/// trace and flags, a fresh span id. A malformed one starts a new trace, as the
/// specification asks for. The child has the version that is known here,
/// whichever its parent has.
pub(super) fn child_of(parent: &str) -> String {
    let Some(parent) = Parent::read(parent) else {
        return start();
    };
    let flags = parent.flags & KNOWN_FLAGS;
    format!("00-{}-{:016x}-{flags:02x}", parent.trace_id, span_id())
}

/// The 32 hex digits of the trace's id; `None` of a malformed `traceparent`.
pub(super) fn trace_id(traceparent: &str) -> Option<&str> {
    Some(Parent::read(traceparent)?.trace_id)
}

/// What is used of a `traceparent`.
struct Parent<'t> {
    trace_id: &'t str,
    flags: u8,
}

impl<'t> Parent<'t> {
    /// Reads version 00, and of a later version the part that is as in 00: what
    /// it adds stands behind a further dash. Version ff is invalid.
    fn read(traceparent: &'t str) -> Option<Self> {
        let bytes = traceparent.as_bytes();
        let (known, rest) = bytes.split_at_checked(LENGTH)?;
        let version = &known[..2];
        let ends_well = match version {
            b"00" => rest.is_empty(),
            b"ff" => false,
            _ => rest.first().is_none_or(|next| *next == b'-'),
        };
        let is_well_formed = ends_well
            && is_hex(version)
            && [2, 35, 52].into_iter().all(|dash| known[dash] == b'-')
            && is_id(&known[3..35])
            && is_id(&known[36..52])
            && is_hex(&known[53..]);
        if !is_well_formed {
            return None;
        }
        Some(Self {
            trace_id: &traceparent[3..35],
            flags: u8::from_str_radix(&traceparent[53..LENGTH], 16).ok()?,
        })
    }
}

/// Whether these are lower-case hex digits.
fn is_hex(digits: &[u8]) -> bool {
    digits
        .iter()
        .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether this is an id; one of only zeros is invalid.
fn is_id(digits: &[u8]) -> bool {
    is_hex(digits) && digits.iter().any(|digit| *digit != b'0')
}

/// An id that no other span has: a keyed hash of a counter, since asking the
/// operating system for randomness would cost a system call for every call.
fn span_id() -> u64 {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNTER: AtomicU64 = AtomicU64::new(1);
    KEY.hash_one(COUNTER.fetch_add(1, Ordering::Relaxed)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_stays_in_its_trace_under_a_span_of_its_own() {
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        let child = child_of(parent);
        assert_eq!(trace_id(&child), Some("0af7651916cd43dd8448eb211c80319c"));
        assert_ne!(child[36..52], parent[36..52]);
        assert!(child.ends_with("-00"), "the flags are kept: {child}");
        assert_ne!(child, child_of(parent));
    }

    #[test]
    fn a_malformed_parent_starts_a_new_trace() {
        for malformed in [
            "",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-ßf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
            "c-00af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert_eq!(trace_id(malformed), None, "{malformed}");
            assert!(trace_id(&child_of(malformed)).is_some(), "{malformed}");
        }
    }

    #[test]
    fn a_parent_of_a_later_version_is_read_as_far_as_it_is_known() {
        for later in [
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-05",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-f1-what comes later",
        ] {
            let child = child_of(later);
            let (head, rest) = child.split_at(36);
            assert_eq!(head, "00-0af7651916cd43dd8448eb211c80319c-", "{later}");
            assert_eq!(&rest[16..], "-01", "{later}");
        }
    }
}
