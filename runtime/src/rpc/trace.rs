//! W3C Trace Context: the `traceparent` that joins the spans of one trace.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The length of `00-<32 hex digits>-<16 hex digits>-<2 hex digits>`.
const LENGTH: usize = 55;

/// The `traceparent` of a trace that begins here, marked as sampled.
pub(super) fn start() -> String {
    let trace_id = uuid::Uuid::new_v4().as_u128();
    format!("00-{trace_id:032x}-{:016x}-01", span_id())
}

/// The `traceparent` of a span below the one that `parent` names: the same
/// trace and flags, a fresh span id. A malformed one starts a new trace, as the
/// specification asks for.
pub(super) fn child_of(parent: &str) -> String {
    let Some(trace_id) = trace_id(parent) else {
        return start();
    };
    let flags = &parent[LENGTH - 2..];
    let mut child = String::with_capacity(LENGTH);
    // Writing to a string can't fail.
    let _ = write!(child, "00-{trace_id}-{:016x}-{flags}", span_id());
    child
}

/// The 32 hex digits of the trace's id; `None` of a malformed `traceparent`.
pub(super) fn trace_id(traceparent: &str) -> Option<&str> {
    let bytes = traceparent.as_bytes();
    let is_hex = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_well_formed = bytes.len() == LENGTH
        && bytes.starts_with(b"00-")
        && bytes[35] == b'-'
        && bytes[52] == b'-'
        && is_hex(3..35)
        && is_hex(36..52)
        && is_hex(53..55)
        && bytes[3..35].iter().any(|byte| *byte != b'0');
    is_well_formed.then(|| &traceparent[3..35])
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
            "00-ßf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert_eq!(trace_id(malformed), None, "{malformed}");
            assert!(trace_id(&child_of(malformed)).is_some(), "{malformed}");
        }
    }
}
