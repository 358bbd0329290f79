//! What is inserted is stored, unless something of it is taken.

use counterpart::rpc::{Code, StatusExt};
use counterpart::store::{Entity, Filter};
use futures::future::join_all;

use super::bed::{Bed, mask, specimen};
use super::specimen::{self as fields, SPECIMEN, Specimen, SpecimenId};

pub(crate) async fn a_new_entity_gets_an_id_times_and_an_etag(bed: Bed) {
    let one = bed.insert(specimen()).await;
    let two = bed.insert(specimen()).await;
    assert!(!one.id.is_empty() && one.id < two.id);
    assert!(!one.etag.is_empty() && one.etag != two.etag);
    assert!(one.create_time.is_some());
    assert_eq!(one.create_time, one.update_time);
    assert_eq!(bed.stored(&one.id).await, one);
}

pub(crate) async fn an_id_that_is_given_is_kept(bed: Bed) {
    for id in ["soap", "$set", "a/b", "Ü", "with space", "0", "{\"$gt\":1}"] {
        let id = SpecimenId::from(id);
        bed.insert(Specimen {
            id: id.clone(),
            ..specimen()
        })
        .await;
        assert_eq!(bed.stored(&id).await.id(), &id);
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
    assert_eq!(bed.stored(&second.id).await, second);
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
    assert_eq!(bed.stored(&kept.id).await, kept);
    kept.title = long;
    let status = bed.specimens.replace(kept).await.unwrap_err();
    assert_eq!(status.violated_fields(), ["title"]);
}
