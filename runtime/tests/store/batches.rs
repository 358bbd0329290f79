//! A batch is written as a whole or not at all.

use counterpart::rpc::{Code, StatusExt};
use counterpart::store::{Filter, MAX_BATCH};
use futures::future::join_all;

use super::bed::{Bed, is_stale, specimen};
use super::specimen::{Specimen, SpecimenId};

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
        assert_eq!(&bed.stored(&written.id).await, written);
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
    is_stale(&batch().replace(changed()).commit().await.unwrap_err());
    let too_many = (0..=MAX_BATCH).fold(batch(), |batch, _| batch.delete(&two));
    let status = too_many.commit().await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);

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
            let (mut from, mut to) = (bed.stored(&one).await, bed.stored(&two).await);
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
    let (one, two) = (bed.stored(&one).await, bed.stored(&two).await);
    assert_eq!((one.large, two.large), (100 - 36, 36));
}

pub(crate) async fn batches_of_two_instances_leave_no_half(bed: Bed) {
    let other = Bed::reopen(&bed.url, &bed.service).await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(bed.insert(specimen()).await.id);
    }
    let count = async |bed: &Bed| {
        let mut counted = 0;
        while counted < 10 {
            let mut read = Vec::new();
            for id in &ids {
                read.push(bed.stored(id).await);
            }
            for specimen in &mut read {
                specimen.large += 1;
            }
            match bed.specimens.replace_all(read).await {
                Ok(_) => counted += 1,
                Err(status) => assert_eq!(status.code(), Code::Aborted, "{status}"),
            }
        }
    };
    tokio::join!(count(&bed), count(&other));
    for id in &ids {
        assert_eq!(bed.stored(id).await.large, 20);
    }
}
