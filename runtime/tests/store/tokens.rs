//! A page token goes on with its own list, and with nothing else.

use counterpart::rpc::{Code, Status, StatusExt};
use counterpart::store::{Filter, Page};

use super::bed::{Bed, specimen};
use super::specimen::{self as fields, Specimen};

async fn first_token(bed: &Bed, filter: Filter<Specimen>) -> String {
    let page = bed.specimens.list(filter).page(1, "").await.unwrap();
    assert!(!page.next_page_token.is_empty());
    page.next_page_token
}

fn is_refused(outcome: Result<Page<Specimen>, Status>) {
    let status = outcome.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["page_token"]);
}

pub(crate) async fn a_token_of_another_list_or_service_is_refused(bed: Bed) {
    for _ in 0..3 {
        bed.insert(specimen()).await;
    }
    let token = first_token(&bed, Filter::all()).await;
    let list = || bed.specimens.list(Filter::all());
    assert!(list().page(1, &token).await.is_ok());
    is_refused(
        bed.specimens
            .list(fields::large().eq(0))
            .page(1, &token)
            .await,
    );
    is_refused(
        list()
            .order_by(fields::large().ascending())
            .page(1, &token)
            .await,
    );
    is_refused(list().order_by_text("id desc").page(1, &token).await);
    let other = Bed::open(&bed.url, None).await;
    is_refused(other.specimens.list(Filter::all()).page(1, &token).await);
}

pub(crate) async fn a_token_that_was_changed_is_refused(bed: Bed) {
    for _ in 0..3 {
        bed.insert(specimen()).await;
    }
    let token = first_token(&bed, Filter::all()).await;
    for index in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        is_refused(bed.specimens.list(Filter::all()).page(1, &changed).await);
    }
    for nonsense in [
        "x",
        "AAAA",
        "\u{0}",
        "{}",
        &token[1..],
        &format!("{token}A"),
    ] {
        is_refused(bed.specimens.list(Filter::all()).page(1, nonsense).await);
    }
}

pub(crate) async fn a_token_goes_on_at_any_instance_of_the_service(bed: Bed) {
    for _ in 0..3 {
        bed.insert(specimen()).await;
    }
    let token = first_token(&bed, Filter::all()).await;
    let other = Bed::reopen(&bed.url, &bed.service).await;
    let here = bed
        .specimens
        .list(Filter::all())
        .page(9, &token)
        .await
        .unwrap();
    let there = other
        .specimens
        .list(Filter::all())
        .page(9, &token)
        .await
        .unwrap();
    assert_eq!(here, there);
    assert_eq!(there.items.len(), 2);
}
