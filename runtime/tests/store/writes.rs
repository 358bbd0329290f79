//! Writes happen as they say, or not at all.

use counterpart::message::{FieldMask, Timestamp};
use counterpart::rpc::{Code, Reason, Status, StatusExt};
use counterpart::store::{Entity, Filter};
use futures::future::join_all;

use super::bed::{Bed, specimen};
use super::specimen::{self as fields, Part, SPECIMEN, Specimen, SpecimenId};

pub(crate) fn mask(paths: &[&str]) -> FieldMask {
    FieldMask {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    }
}

fn is_stale(status: &Status) {
    assert_eq!(status.code(), Code::Aborted, "{status}");
    assert!(status.has_reason(Reason::EtagMismatch), "{status}");
}

async fn stored(bed: &Bed, id: &SpecimenId) -> Specimen {
    bed.specimens.get(id).await.expect("it is stored")
}

pub(crate) async fn a_new_entity_gets_an_id_times_and_an_etag(bed: Bed) {
    let one = bed.insert(specimen()).await;
    let two = bed.insert(specimen()).await;
    assert!(!one.id.is_empty() && one.id < two.id);
    assert!(!one.etag.is_empty() && one.etag != two.etag);
    assert!(one.create_time.is_some());
    assert_eq!(one.create_time, one.update_time);
    assert_eq!(stored(&bed, &one.id).await, one);
}

pub(crate) async fn an_id_that_is_given_is_kept(bed: Bed) {
    for id in ["soap", "$set", "a/b", "Ü", "with space", "0", "{\"$gt\":1}"] {
        let id = SpecimenId::from(id);
        bed.insert(Specimen {
            id: id.clone(),
            ..specimen()
        })
        .await;
        assert_eq!(stored(&bed, &id).await.id(), &id);
    }
}

pub(crate) async fn an_unknown_id_is_not_found(bed: Bed) {
    use tonic_types::StatusExt as _;

    let id = SpecimenId::from("nobody");
    let status = bed.specimens.get(&id).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let resource = status.get_details_resource_info().unwrap();
    assert_eq!(resource.resource_type, SPECIMEN.name);
    assert_eq!(resource.resource_name, "nobody");
    assert_eq!(bed.specimens.find(&id).await.unwrap(), None);
    assert_eq!(
        bed.specimens.delete(&id, "").await.unwrap_err().code(),
        Code::NotFound
    );
    let nobody = Specimen {
        id,
        etag: "x".into(),
        ..specimen()
    };
    let update = bed
        .specimens
        .update(nobody.clone(), &mask(&["title"]))
        .await;
    assert_eq!(update.unwrap_err().code(), Code::NotFound);
    assert_eq!(
        bed.specimens.replace(nobody).await.unwrap_err().code(),
        Code::NotFound
    );
}

pub(crate) async fn a_value_that_is_taken_is_refused_by_its_field(bed: Bed) {
    let first = bed
        .insert(Specimen {
            code: "A".into(),
            serial: Some("1".into()),
            ..specimen()
        })
        .await;
    let refused = async |second: Specimen, field: &str| {
        let status = bed.specimens.insert(second).await.unwrap_err();
        assert_eq!(status.code(), Code::AlreadyExists, "{status}");
        assert_eq!(status.violated_fields(), [field]);
    };
    refused(
        Specimen {
            id: first.id.clone(),
            ..specimen()
        },
        "id",
    )
    .await;
    // Stored under the name that it had when it was released first.
    refused(
        Specimen {
            code: "A".into(),
            ..specimen()
        },
        "code",
    )
    .await;
    refused(
        Specimen {
            serial: Some("1".into()),
            ..specimen()
        },
        "serial",
    )
    .await;
    assert_eq!(bed.specimens.count(Filter::all()).await.unwrap(), 1);

    let second = bed
        .insert(Specimen {
            code: "B".into(),
            ..specimen()
        })
        .await;
    let changes = Specimen {
        id: second.id.clone(),
        code: "A".into(),
        ..Specimen::default()
    };
    let status = bed
        .specimens
        .update(changes, &mask(&["code"]))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
    assert_eq!(status.violated_fields(), ["code"]);
    assert_eq!(stored(&bed, &second.id).await, second);
}

pub(crate) async fn what_is_absent_is_not_the_same_as_what_else_is_absent(bed: Bed) {
    bed.insert(Specimen {
        serial: None,
        ..specimen()
    })
    .await;
    bed.insert(Specimen {
        serial: None,
        ..specimen()
    })
    .await;
    bed.insert(Specimen {
        serial: Some(String::new()),
        ..specimen()
    })
    .await;
    let status = bed
        .specimens
        .insert(Specimen {
            serial: Some(String::new()),
            ..specimen()
        })
        .await;
    assert_eq!(status.unwrap_err().code(), Code::AlreadyExists);
    let found = bed
        .specimens
        .find_one(fields::serial().eq(""))
        .await
        .unwrap();
    assert_eq!(found.unwrap().serial.as_deref(), Some(""));
}

pub(crate) async fn inserts_at_the_same_time_are_all_stored_and_one_of_two_equal_ones(bed: Bed) {
    let inserts = (0..60).map(|number: usize| {
        let code = format!("code {}", number / 2);
        bed.specimens.insert(Specimen { code, ..specimen() })
    });
    let outcomes = join_all(inserts).await;
    let stored: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| outcome.as_ref().ok())
        .collect();
    assert_eq!(stored.len(), 30);
    for refused in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        assert_eq!(refused.code(), Code::AlreadyExists);
    }
    assert_eq!(bed.specimens.count(Filter::all()).await.unwrap(), 30);
}

pub(crate) async fn an_entity_that_breaks_its_contract_is_never_stored(bed: Bed) {
    let long = "x".repeat(201);
    let broken = Specimen {
        title: long.clone(),
        ..specimen()
    };
    let status = bed.specimens.insert(broken).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["title"]);
    let mut kept = bed.insert(specimen()).await;
    let changes = Specimen {
        id: kept.id.clone(),
        title: long.clone(),
        ..Specimen::default()
    };
    let status = bed
        .specimens
        .update(changes, &mask(&["title"]))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(stored(&bed, &kept.id).await, kept);
    kept.title = long;
    let status = bed.specimens.replace(kept).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["title"]);
}

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
    assert_eq!(stored(&bed, &before.id).await, after);
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
    assert_eq!(stored(&bed, &kept.id).await, kept);
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
    assert_eq!(stored(&bed, &read.id).await, first);
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
    let after = stored(&bed, &before.id).await;
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
    assert_eq!(&stored(&bed, &read.id).await, won[0]);
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
    assert_eq!(stored(&bed, &read.id).await, replaced);
    is_stale(&bed.specimens.replace(changed).await.unwrap_err());
    let unread = Specimen {
        etag: String::new(),
        ..replaced.clone()
    };
    let status = bed.specimens.replace(unread).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["etag"]);
    assert_eq!(stored(&bed, &read.id).await, replaced);
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

pub(crate) async fn a_batch_writes_everything(bed: Bed) {
    let replaced = bed.insert(specimen()).await;
    let touched = bed.insert(specimen()).await;
    let deleted = bed.insert(specimen()).await;
    let written = bed
        .specimens
        .batch()
        .insert(Specimen {
            title: "new".into(),
            ..specimen()
        })
        .replace(Specimen {
            title: "changed".into(),
            ..replaced.clone()
        })
        .delete(&deleted)
        .replace_all(Some(touched.clone()))
        .commit()
        .await
        .unwrap();
    let titles: Vec<&str> = written
        .iter()
        .map(|written| written.title.as_str())
        .collect();
    assert_eq!(titles, ["new", "changed", ""]);
    assert_ne!(written[2].etag, touched.etag);
    for written in &written {
        assert_eq!(&stored(&bed, &written.id).await, written);
    }
    assert_eq!(bed.specimens.find(&deleted.id).await.unwrap(), None);
    assert_eq!(bed.specimens.batch().commit().await.unwrap(), []);
}

pub(crate) async fn a_batch_with_one_write_that_fails_writes_nothing(bed: Bed) {
    let one = bed
        .insert(Specimen {
            code: "A".into(),
            ..specimen()
        })
        .await;
    let two = bed
        .insert(Specimen {
            code: "B".into(),
            ..specimen()
        })
        .await;
    let before = bed.specimens.list(Filter::all()).all().await.unwrap();
    let changed = || Specimen {
        title: "changed".into(),
        ..one.clone()
    };
    let stale = Specimen {
        etag: "stale".into(),
        ..two.clone()
    };
    let gone = Specimen {
        id: SpecimenId::from("gone"),
        ..two.clone()
    };
    let taken = Specimen {
        code: "A".into(),
        ..specimen()
    };
    let batch = || bed.specimens.batch().insert(specimen()).replace(changed());

    is_stale(&batch().replace(stale.clone()).commit().await.unwrap_err());
    is_stale(&batch().delete(&stale).commit().await.unwrap_err());
    let status = batch().insert(taken.clone()).commit().await.unwrap_err();
    assert_eq!(status.violated_fields(), ["code"]);
    let status = batch()
        .replace(Specimen {
            code: "A".into(),
            ..two.clone()
        })
        .commit()
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
    assert_eq!(
        batch()
            .replace(gone.clone())
            .commit()
            .await
            .unwrap_err()
            .code(),
        Code::NotFound
    );
    assert_eq!(
        batch().delete(&gone).commit().await.unwrap_err().code(),
        Code::NotFound
    );
    // A second write of the same entity finds a newer etag than it was read with.
    is_stale(&batch().delete(&one).commit().await.unwrap_err());

    assert_eq!(
        bed.specimens.list(Filter::all()).all().await.unwrap(),
        before
    );
}

pub(crate) async fn batches_at_the_same_time_leave_no_half(bed: Bed) {
    let (one, two) = (
        bed.insert(Specimen {
            large: 100,
            ..specimen()
        })
        .await
        .id,
        bed.insert(specimen()).await.id,
    );
    let transfer = async |amount: i64| {
        for _ in 0..100 {
            let (mut from, mut to) = (stored(&bed, &one).await, stored(&bed, &two).await);
            from.large -= amount;
            to.large += amount;
            match bed.specimens.replace_all(vec![from, to]).await {
                Ok(_) => return,
                Err(status) => assert_eq!(status.code(), Code::Aborted, "{status}"),
            }
        }
        panic!("others were in the way a hundred times");
    };
    join_all((1..=8).map(transfer)).await;
    let (one, two) = (stored(&bed, &one).await, stored(&bed, &two).await);
    assert_eq!((one.large, two.large), (100 - 36, 36));
}
