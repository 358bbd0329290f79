//! MongoDB keeps what every store promises, in types that its tools know, and
//! answers when it can't be reached.

mod store;

use std::time::Duration;

use bson::{Bson, Document, doc};
use counterpart::message::Timestamp;
use counterpart::rpc::{Code, Context, Status};
use counterpart::store::{MongoStore, Repository};
use futures::{FutureExt as _, TryFutureExt as _};
use mongodb::Client;
use store::bed::{Bed, specimen};
use store::specimen::{Grade, Museum, SPECIMENS, Specimen, SpecimenId};

/// The URL of the replica set that `scripts/test` starts.
fn replica_set_url() -> String {
    std::env::var("COUNTERPART_TEST_MONGODB_URL").expect(
        "COUNTERPART_TEST_MONGODB_URL names no replica set: run scripts/test, which starts one",
    )
}

async fn bed() -> Bed {
    Bed::open(&replica_set_url(), None).await
}

store::promises!(bed);

/// The only specimen in a database, as tools see it.
async fn raw(database: &str) -> Document {
    let client = Client::with_uri_str(replica_set_url())
        .await
        .expect("the URL is right");
    let specimens = client
        .database(database)
        .collection::<Document>("specimens");
    let found = specimens.find_one(doc! {}).await;
    found
        .expect("the replica set answers")
        .expect("a specimen is stored")
}

#[tokio::test]
async fn a_document_has_types_that_tools_know() {
    let bed = Bed::open(&replica_set_url(), None).await;
    let stored = bed
        .insert(Specimen {
            small: 1,
            large: 2,
            unsigned_large: u64::MAX,
            grade: Grade::Fine,
            data: bytes::Bytes::from_static(b"x"),
            moment: Some(Timestamp {
                seconds: 1,
                nanos: 2_000_003,
            }),
            labels: [("$a.b".to_owned(), "c".to_owned())].into(),
            ..specimen()
        })
        .await;
    let raw = raw(&bed.service).await;
    assert_eq!(raw.get_str("_id").unwrap(), stored.id.as_str());
    assert!(!raw.contains_key("id"));
    assert_eq!(raw.get("small"), Some(&Bson::Int32(1)));
    assert_eq!(raw.get("large"), Some(&Bson::Int64(2)));
    let unsigned = raw.get("unsigned_large").unwrap();
    assert!(matches!(unsigned, Bson::Decimal128(_)), "{unsigned:?}");
    assert_eq!(raw.get_str("grade").unwrap(), "GRADE_FINE");
    assert_eq!(raw.get_binary_generic("data").unwrap(), b"x");
    let moment = raw.get_datetime("moment").unwrap();
    assert_eq!(moment.timestamp_millis(), 1002);
    assert_eq!(raw.get("moment+ns"), Some(&Bson::Int32(3)));
    assert!(raw.get_datetime("create_time").is_ok());
    assert!(!raw.contains_key("create_time+ns"));
    let labels = raw.get_document("labels").unwrap();
    assert_eq!(labels.get_str("%24a%2Eb").unwrap(), "c");
}

#[tokio::test]
async fn a_moment_that_loses_its_nanoseconds_leaves_none_behind() {
    let bed = Bed::open(&replica_set_url(), None).await;
    let mut stored = bed
        .insert(Specimen {
            moment: Some(Timestamp {
                seconds: 1,
                nanos: 1,
            }),
            ..specimen()
        })
        .await;
    stored.moment = Some(Timestamp {
        seconds: 1,
        nanos: 0,
    });
    let stored = bed.specimens.replace(stored).await.unwrap();
    assert!(!raw(&bed.service).await.contains_key("moment+ns"));
    let read = bed.specimens.get(&stored.id).await.unwrap();
    assert_eq!(read.moment, stored.moment);
}

#[tokio::test]
async fn a_batch_outlasts_a_transaction_that_holds_its_entity() {
    let bed = bed().await;
    let (held, free) = (bed.insert(specimen()).await, bed.insert(specimen()).await);
    let client = Client::with_uri_str(replica_set_url()).await.unwrap();
    let mut session = client.start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    let specimens = client
        .database(&bed.service)
        .collection::<Document>("specimens");
    specimens
        .update_one(
            doc! { "_id": held.id.as_str() },
            doc! { "$set": { "title": "theirs" } },
        )
        .session(&mut session)
        .await
        .unwrap();
    let batch = bed.specimens.replace_all(vec![held.clone(), free]);
    let release = async {
        // Longer than all attempts would take without pauses.
        tokio::time::sleep(Duration::from_millis(300)).await;
        session.abort_transaction().await.unwrap();
    };
    let (written, ()) = tokio::join!(batch, release);
    assert_eq!(written.unwrap().len(), 2);
    assert_ne!(bed.stored(&held.id).await.etag, held.etag);
}

#[tokio::test]
async fn the_database_in_the_url_comes_before_the_service() {
    let prefix = format!("shop{}", uuid::Uuid::new_v4().simple());
    let url = replica_set_url().replace("/?", &format!("/{prefix}?"));
    let bed = Bed::reopen(&url, "museum").await;
    let stored = bed.insert(specimen()).await;
    let raw = raw(&format!("{prefix}_museum")).await;
    assert_eq!(raw.get_str("_id").unwrap(), stored.id.as_str());
}

#[tokio::test]
async fn servers_that_cannot_be_reached_are_unavailable() {
    // A port that was free a moment ago, and that nobody listens on.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .unwrap()
        .port();
    let url = format!("mongodb://127.0.0.1:{port}/?replicaSet=none");
    let store = counterpart::store::open(&url).await.unwrap();
    let database = store.database("museum").await.unwrap();
    let specimens = Repository::<Museum, Specimen>::open(&database);
    let address = format!("127.0.0.1:{port}");
    let within = |operation| {
        let context = Context::root().with_timeout(Duration::from_secs(3));
        context.scope(operation)
    };
    let callers_are_told = |status: &Status| {
        assert_eq!(status.code(), Code::Unavailable, "{status}");
        assert_eq!(status.message(), "the database is out of reach");
    };
    let operators_are_told = |status: &Status| {
        assert_eq!(status.code(), Code::Unavailable, "{status}");
        let line = status.message();
        assert!(
            line.contains(&format!("{address}: Connection refused")),
            "{line}"
        );
        assert!(!line.contains(['\n', '{']) && line.len() < 160, "{line}");
    };
    let check = within(store.check().boxed()).await;
    operators_are_told(&check.unwrap_err());
    let id = SpecimenId::from("x");
    let get = within(specimens.get(&id).map_ok(drop).boxed()).await;
    callers_are_told(&get.unwrap_err());
    let insert = within(specimens.insert(specimen()).map_ok(drop).boxed()).await;
    callers_are_told(&insert.unwrap_err());
    let apply = within(database.apply(&[&SPECIMENS]).map_ok(drop).boxed()).await;
    operators_are_told(&apply.unwrap_err());
}

#[tokio::test]
async fn servers_of_another_replica_set_are_told_apart_from_absent_ones() {
    let url = replica_set_url().replace("replicaSet=", "replicaSet=not-");
    let store = counterpart::store::open(&url).await.unwrap();
    let checked = Context::root()
        .with_timeout(Duration::from_secs(3))
        .scope(store.check())
        .await;
    let status = checked.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert!(
        status.message().contains("is a member of the replica set"),
        "{status}"
    );
}

#[tokio::test]
async fn a_url_that_is_none_is_refused_without_its_password() {
    for url in [
        "mongodb://",
        "mongodb://user:secret@",
        "mongodb://user:secret@127.0.0.1:x/",
        "mongodb://user:secret@127.0.0.1/?retryWrites=perhaps",
    ] {
        let status = MongoStore::open(url).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{url}");
        assert!(!status.message().contains("secret"), "{}", status.message());
    }
}
