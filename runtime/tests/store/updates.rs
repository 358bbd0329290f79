//! Changes are made as they say, or not at all.

use counterpart::message::Timestamp;
use counterpart::rpc::{Code, StatusExt};
use futures::future::join_all;

use super::bed::{Bed, is_stale, mask, specimen};
use super::specimen::{Part, Specimen};

pub(crate) async fn an_update_changes_what_its_mask_names_and_nothing_else(bed: Bed) {
    let before = bed
        .insert(Specimen {
            title: "old".into(),
            nickname: Some("Nick".into()),
            part: Some(Part {
                name: "handle".into(),
                size: 1,
                note: Some("n".into()),
                inner: None,
            }),
            moment: Some(Timestamp {
                seconds: 1,
                nanos: 1,
            }),
            tags: vec!["a".into()],
            ..specimen()
        })
        .await;
    let changes = Specimen {
        id: before.id.clone(),
        title: "new".into(),
        part: Some(Part {
            name: "ignored".into(),
            size: 2,
            ..Part::default()
        }),
        tags: vec!["ignored".into()],
        moment: Some(Timestamp {
            seconds: 2,
            nanos: 0,
        }),
        ..Specimen::default()
    };
    let paths = ["title", "part.size", "nickname", "moment"];
    let after = bed.specimens.update(changes, &mask(&paths)).await.unwrap();
    let expected = Specimen {
        title: "new".into(),
        nickname: None,
        part: Some(Part {
            size: 2,
            ..before.part.clone().unwrap()
        }),
        moment: Some(Timestamp {
            seconds: 2,
            nanos: 0,
        }),
        update_time: after.update_time,
        etag: after.etag.clone(),
        ..before.clone()
    };
    assert_eq!(after, expected);
    assert_ne!(after.etag, before.etag);
    assert_eq!(bed.stored(&before.id).await, after);
}

pub(crate) async fn an_update_that_names_no_field_is_refused(bed: Bed) {
    let kept = bed.insert(specimen()).await;
    for paths in [
        &["nonsense"][..],
        &["part.nonsense"],
        &["id"],
        &["create_time"],
        &[],
    ] {
        let changes = Specimen {
            id: kept.id.clone(),
            ..specimen()
        };
        let status = bed
            .specimens
            .update(changes, &mask(paths))
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{paths:?}");
        assert_eq!(status.violated_fields(), ["update_mask"], "{paths:?}");
    }
    assert_eq!(bed.stored(&kept.id).await, kept);
}

pub(crate) async fn an_update_with_a_stale_etag_is_aborted(bed: Bed) {
    let read = bed.insert(specimen()).await;
    let update = async |title: &str, etag: &str| {
        let changes = Specimen {
            id: read.id.clone(),
            title: title.into(),
            etag: etag.into(),
            ..Specimen::default()
        };
        bed.specimens.update(changes, &mask(&["title"])).await
    };
    let first = update("first", &read.etag).await.unwrap();
    is_stale(&update("second", &read.etag).await.unwrap_err());
    assert_eq!(bed.stored(&read.id).await, first);
    assert_eq!(update("third", &first.etag).await.unwrap().title, "third");
    assert_eq!(update("fourth", "").await.unwrap().title, "fourth");
}

pub(crate) async fn updates_of_different_fields_at_the_same_time_all_survive(bed: Bed) {
    let before = bed
        .insert(Specimen {
            part: Some(Part::default()),
            ..specimen()
        })
        .await;
    let change = |paths: &'static [&'static str], change: fn(&mut Specimen)| {
        let mut changes = Specimen {
            id: before.id.clone(),
            part: Some(Part::default()),
            ..Specimen::default()
        };
        change(&mut changes);
        let specimens = bed.specimens.clone();
        tokio::spawn(async move { specimens.update(changes, &mask(paths)).await })
    };
    let updates = [
        change(&["title"], |own| own.title = "title".into()),
        change(&["small"], |own| own.small = 1),
        change(&["large"], |own| own.large = 2),
        change(&["nickname"], |own| own.nickname = Some("Nick".into())),
        change(&["part.name"], |own| {
            own.part.as_mut().unwrap().name = "name".into();
        }),
        change(&["part.size"], |own| own.part.as_mut().unwrap().size = 3),
    ];
    for update in join_all(updates).await {
        update.unwrap().unwrap();
    }
    let after = bed.stored(&before.id).await;
    let expected = Specimen {
        title: "title".into(),
        small: 1,
        large: 2,
        nickname: Some("Nick".into()),
        part: Some(Part {
            name: "name".into(),
            size: 3,
            ..Part::default()
        }),
        update_time: after.update_time,
        etag: after.etag.clone(),
        ..before
    };
    assert_eq!(after, expected);
}

pub(crate) async fn of_two_updates_with_the_same_etag_one_wins(bed: Bed) {
    let read = bed.insert(specimen()).await;
    let update = |number| {
        let changes = Specimen {
            large: number,
            ..read.clone()
        };
        let specimens = bed.specimens.clone();
        async move { specimens.update(changes, &mask(&["large"])).await }
    };
    let outcomes = join_all((1..=8).map(update)).await;
    let won: Vec<&Specimen> = outcomes
        .iter()
        .filter_map(|outcome| outcome.as_ref().ok())
        .collect();
    assert_eq!(won.len(), 1);
    for lost in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        is_stale(lost);
    }
    assert_eq!(&bed.stored(&read.id).await, won[0]);
}

pub(crate) async fn an_entity_is_replaced_only_in_the_state_that_was_read(bed: Bed) {
    let read = bed
        .insert(Specimen {
            nickname: Some("Nick".into()),
            ..specimen()
        })
        .await;
    let changed = Specimen {
        title: "new".into(),
        nickname: None,
        ..read.clone()
    };
    let replaced = bed.specimens.replace(changed.clone()).await.unwrap();
    assert_eq!(replaced.title, "new");
    assert_eq!(bed.stored(&read.id).await, replaced);
    is_stale(&bed.specimens.replace(changed).await.unwrap_err());
    let unread = Specimen {
        etag: String::new(),
        ..replaced.clone()
    };
    let status = bed.specimens.replace(unread).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["etag"]);
    assert_eq!(bed.stored(&read.id).await, replaced);
}

pub(crate) async fn an_entity_is_deleted_once_and_only_with_its_etag(bed: Bed) {
    let one = bed.insert(specimen()).await;
    let two = bed.insert(specimen()).await;
    is_stale(&bed.specimens.delete(&one.id, "stale").await.unwrap_err());
    bed.specimens.delete(&one.id, &one.etag).await.unwrap();
    bed.specimens.delete(&two.id, "").await.unwrap();
    for gone in [one, two] {
        assert_eq!(bed.specimens.find(&gone.id).await.unwrap(), None);
        let status = bed.specimens.delete(&gone.id, "").await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound);
    }
}
