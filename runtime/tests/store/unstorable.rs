//! What no store can keep is refused.

use counterpart::rpc::{Code, StatusExt};

use super::bed::{Bed, specimen};
use super::round_trip::{is_kept, time};
use super::specimen::{Part, Specimen};

pub(crate) async fn a_moment_that_protobuf_does_not_allow_is_refused(bed: Bed) {
    for moment in [
        time(i64::MAX, 0),
        time(i64::MIN, 0),
        time(0, -1),
        time(0, 1_000_000_000),
    ] {
        let status = bed
            .specimens
            .insert(Specimen {
                moments: vec![time(0, 0), moment],
                ..specimen()
            })
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(status.violated_fields(), ["moments[1]"]);
    }
}

fn nested(depth: usize) -> Part {
    (0..depth).fold(Part::default(), |inner, size| Part {
        size: i64::try_from(size).unwrap(),
        inner: Some(Box::new(inner)),
        ..Part::default()
    })
}

pub(crate) async fn messages_in_messages_are_kept_up_to_a_depth(bed: Bed) {
    let deep = |depth| Specimen {
        part: Some(nested(depth)),
        ..specimen()
    };
    is_kept(&bed, deep(98)).await;
    let status = bed.specimens.insert(deep(99)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}
