//! Operations end in time, and a closed store says so.

use std::time::Duration;

use counterpart::rpc::{Code, Context};
use counterpart::store::Filter;

use super::bed::{Bed, specimen};

pub(crate) async fn an_operation_ends_with_the_call_that_it_is_made_in(bed: Bed) {
    let stored = bed.insert(specimen()).await;
    let over = Context::root().with_timeout(Duration::ZERO);
    let specimens = &bed.specimens;
    over.scope(async {
        let late = |code| assert_eq!(code, Code::DeadlineExceeded);
        late(specimens.get(&stored.id).await.unwrap_err().code());
        late(specimens.insert(specimen()).await.unwrap_err().code());
        late(specimens.replace(stored.clone()).await.unwrap_err().code());
        late(specimens.delete(&stored.id, "").await.unwrap_err().code());
        late(specimens.count(Filter::all()).await.unwrap_err().code());
        late(
            specimens
                .list(Filter::all())
                .page(0, "")
                .await
                .unwrap_err()
                .code(),
        );
    })
    .await;
    assert_eq!(specimens.list(Filter::all()).all().await.unwrap(), [stored]);
}

pub(crate) async fn a_closed_store_is_unavailable(bed: Bed) {
    let stored = bed.insert(specimen()).await;
    bed.store.check().await.unwrap();
    bed.store.close().await;
    assert_eq!(
        bed.store.check().await.unwrap_err().code(),
        Code::Unavailable
    );
    let status = bed.specimens.get(&stored.id).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    let status = bed.specimens.insert(specimen()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
}

pub(crate) async fn a_store_that_is_opened_again_has_what_was_stored(bed: Bed) {
    let stored = bed.insert(specimen()).await;
    bed.store.close().await;
    let again = Bed::reopen(&bed.url, &bed.service).await;
    assert_eq!(again.specimens.get(&stored.id).await.unwrap(), stored);
    assert!(again.insert(specimen()).await.id > stored.id);
}

pub(crate) async fn two_instances_share_a_database(bed: Bed) {
    let other = Bed::reopen(&bed.url, &bed.service).await;
    let mine = bed.insert(specimen()).await;
    let theirs = other.insert(specimen()).await;
    assert_eq!(other.specimens.get(&mine.id).await.unwrap(), mine);
    assert_eq!(bed.specimens.get(&theirs.id).await.unwrap(), theirs);
    let inserts = |bed: &Bed| {
        let specimens = bed.specimens.clone();
        async move {
            for _ in 0..20 {
                specimens.insert(specimen()).await.unwrap();
            }
        }
    };
    tokio::join!(inserts(&bed), inserts(&other));
    assert_eq!(bed.specimens.count(Filter::all()).await.unwrap(), 42);
}
