//! Collections and indexes follow the contract, and nothing is dropped.

use counterpart::rpc::Code;
use counterpart::store::{EntityDescriptor, Filter, IndexDescriptor, Repository};
use futures::future::join_all;

use super::bed::{Bed, specimen};
use super::specimen::{Museum, SPECIMEN, SPECIMENS, Specimen};

static WITHOUT_INDEXES: EntityDescriptor = EntityDescriptor::new(&SPECIMEN, "specimens");

static WITH_OTHER_INDEXES: EntityDescriptor = EntityDescriptor::new(&SPECIMEN, "specimens")
    .indexes(&[
        IndexDescriptor::new("title", &["large"]),
        IndexDescriptor::new("small", &["small"]),
    ]);

static WITH_UNIQUE_LIST: EntityDescriptor = EntityDescriptor::new(&SPECIMEN, "specimens")
    .indexes(&[IndexDescriptor::new("large_tags", &["large", "tags"]).unique()]);

pub(crate) async fn applying_a_contract_again_changes_nothing(bed: Bed) {
    let stored = bed.insert(specimen()).await;
    assert_eq!(
        bed.database.apply(&[&SPECIMENS]).await.unwrap(),
        Vec::<String>::new()
    );
    assert_eq!(bed.specimens.get(&stored.id).await.unwrap(), stored);
}

pub(crate) async fn instances_that_start_together_make_indexes_once(bed: Bed) {
    for round in 0..3 {
        let service = format!("{}_{round}", bed.service);
        let database = bed.store.database(&service).await.unwrap();
        // Each instance finds that indexes are missing, and makes them.
        database.apply(&[&WITHOUT_INDEXES]).await.unwrap();
        let instances = join_all((0..4).map(async |_| {
            let store = counterpart::store::open(&bed.url).await.unwrap();
            store.check().await.unwrap();
            store.database(&service).await.unwrap()
        }));
        let applied = instances.await.into_iter().map(|database| {
            tokio::spawn(async move { database.apply(&[&SPECIMENS]).await.unwrap() })
        });
        for differences in join_all(applied).await {
            assert_eq!(differences.unwrap(), Vec::<String>::new());
        }
    }
}

pub(crate) async fn a_unique_index_over_a_list_is_refused(bed: Bed) {
    let service = format!("{}_list", bed.service);
    let database = bed.store.database(&service).await.unwrap();
    let status = database.apply(&[&WITH_UNIQUE_LIST]).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("tags"), "{}", status.message());
}

pub(crate) async fn indexes_that_differ_are_told_and_stay(bed: Bed) {
    let differences = bed.database.apply(&[&WITH_OTHER_INDEXES]).await.unwrap();
    let about = |name: &str| {
        differences
            .iter()
            .filter(|difference| difference.contains(name))
            .count()
    };
    assert_eq!(
        about("index title of specimens differs"),
        1,
        "{differences:?}"
    );
    assert_eq!(about("serial"), 1, "{differences:?}");
    assert_eq!(about("small"), 0, "{differences:?}");
    // The unique index that this contract doesn't know still keeps codes apart.
    let first = bed.insert(specimen()).await;
    let second = Specimen {
        code: first.code,
        ..specimen()
    };
    let status = bed.specimens.insert(second).await.unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
}

pub(crate) async fn a_unique_index_over_equal_values_is_refused(bed: Bed) {
    let service = format!("{}_equal", bed.service);
    let database = bed.store.database(&service).await.unwrap();
    database.apply(&[&WITHOUT_INDEXES]).await.unwrap();
    let specimens: Repository<Museum, Specimen> = Repository::open(&database);
    for _ in 0..2 {
        let same = Specimen {
            code: "same".into(),
            ..specimen()
        };
        specimens.insert(same).await.unwrap();
    }
    let status = database.apply(&[&SPECIMENS]).await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert!(status.message().contains("number"), "{}", status.message());
    assert_eq!(specimens.count(Filter::all()).await.unwrap(), 2);
}
