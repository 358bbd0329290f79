//! SQLite keeps what every store promises, in files that people can read and
//! that outlive their process however it ends.

mod store;

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use counterpart::message::Timestamp;
use counterpart::rpc::{Code, Context};
use counterpart::store::{SqliteStore, Store};
use futures::FutureExt as _;
use rusqlite::Connection;
use store::bed::{Bed, specimen};
use store::specimen::{Grade, Specimen, SpecimenId};

async fn bed() -> Bed {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().display());
    Bed::open(&url, Some(folder)).await
}

store::promises!(bed);

const FOLDER: &str = "COUNTERPART_TEST_FOLDER";

#[tokio::test]
async fn what_was_answered_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Command::new(env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "writes_until_it_is_killed",
        ])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut answered: Vec<SpecimenId> = Vec::new();
    for line in lines {
        let line = line.unwrap();
        if let Some(id) = line.strip_prefix("stored ") {
            answered.push(SpecimenId::from(id));
        }
        if answered.len() == 100 {
            writer.kill().unwrap();
        }
    }
    assert!(!writer.wait().unwrap().success());
    assert!(answered.len() >= 100, "{} were answered", answered.len());

    let bed = Bed::reopen(&format!("sqlite:{}", folder.path().display()), "museum").await;
    for id in &answered {
        let stored = bed.specimens.get(id).await.unwrap();
        assert_eq!(stored.tags, ["whole"]);
    }
    bed.insert(specimen()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs in a process of its own, which the test above starts and kills"]
async fn writes_until_it_is_killed() {
    let folder = env::var(FOLDER).expect("the test above names the folder");
    let bed = Bed::reopen(&format!("sqlite:{folder}"), "museum").await;
    let write = async || {
        loop {
            let whole = Specimen {
                tags: vec!["whole".into()],
                title: "x".repeat(200),
                ..specimen()
            };
            let stored = bed.insert(whole).await;
            // One write per line, so that a line is whole or missing.
            let line = format!("\nstored {}\n", stored.id);
            std::io::stdout().write_all(line.as_bytes()).unwrap();
        }
    };
    tokio::join!(write(), write(), write(), write());
}

#[tokio::test]
async fn a_document_is_json_that_people_read() {
    let folder = tempfile::tempdir().unwrap();
    let bed = Bed::reopen(&format!("sqlite:{}", folder.path().display()), "museum").await;
    let stored = bed
        .insert(Specimen {
            title: "Soap".into(),
            large: i64::MAX,
            unsigned_large: 7,
            grade: Grade::Fine,
            data: bytes::Bytes::from_static(b"soap"),
            double: f64::INFINITY,
            moment: Some(Timestamp {
                seconds: 1_700_000_000,
                nanos: 5,
            }),
            code: "C".into(),
            ..Specimen::default()
        })
        .await;
    let file = Connection::open(folder.path().join("museum.sqlite3")).unwrap();
    let value = |path: &str| -> String {
        file.query_row(
            "SELECT CAST(json_extract(document, ?) AS TEXT) FROM specimens WHERE id = ?",
            [path, stored.id.as_str()],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert_eq!(value("$.title"), "Soap");
    assert_eq!(value("$.large"), "9223372036854775807");
    assert_eq!(value("$.unsigned_large"), "00000000000000000007");
    assert_eq!(value("$.grade"), "GRADE_FINE");
    assert_eq!(value("$.data"), "c29hcA==");
    assert_eq!(value("$.double"), "Infinity");
    assert_eq!(value("$.moment"), "2023-11-14T22:13:20.000000005Z");
    assert_eq!(value("$.number"), "C");
    let mode: String = file
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn a_file_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join("museum.sqlite3")).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let status = store.database("museum").await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert!(status.message().contains("newer"), "{}", status.message());
}

#[tokio::test]
async fn what_is_no_database_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("museum.sqlite3");
    std::fs::write(&file, "a letter to a friend, which is no database at all").unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let status = store.database("museum").await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .starts_with("a letter")
    );
}

#[tokio::test]
async fn callers_are_told_neither_files_nor_statements() {
    let folder = tempfile::tempdir().unwrap();
    let bed = Bed::reopen(&format!("sqlite:{}", folder.path().display()), "museum").await;
    let stored = bed.insert(specimen()).await;
    let file = folder.path().join("museum.sqlite3");
    let operator = Connection::open(&file).unwrap();
    operator.execute_batch("DROP TABLE specimens").unwrap();
    for status in [
        bed.specimens.get(&stored.id).await.unwrap_err(),
        bed.specimens.insert(specimen()).await.unwrap_err(),
    ] {
        assert_eq!(status.code(), Code::Internal, "{status}");
        assert_eq!(status.message(), "the store failed");
    }
    std::fs::remove_dir_all(folder.path()).unwrap();
    let again = SqliteStore::open(folder.path()).unwrap();
    std::fs::create_dir(&file).unwrap();
    let status = again.database("museum").await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition, "{status}");
    assert!(
        status.message().contains(&file.display().to_string()),
        "the operator is told the file: {status}"
    );
}

#[tokio::test]
async fn a_store_is_healthy_only_where_it_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let bed = Bed::reopen(&format!("sqlite:{}", folder.path().display()), "museum").await;
    let other = Connection::open(folder.path().join("museum.sqlite3")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let check = async |time| {
        let context = Context::root().with_timeout(time);
        context.scope(bed.store.check()).await
    };
    assert!(check(Duration::from_millis(100)).await.is_err());
    other.execute_batch("ROLLBACK").unwrap();
    check(Duration::from_secs(10)).await.unwrap();
}

#[tokio::test]
async fn a_database_is_opened_while_another_one_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let bed = Bed::reopen(&format!("sqlite:{}", folder.path().display()), "museum").await;
    let other = Connection::open(folder.path().join("museum.sqlite3")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut check = bed.store.check();
    assert!((&mut check).now_or_never().is_none(), "the file is locked");
    tokio::select! {
        biased;
        _ = check => panic!("the check did not wait for the file"),
        opened = bed.store.database("library") => drop(opened.unwrap()),
    }
}

#[tokio::test]
async fn a_temporary_store_leaves_nothing_behind() {
    let store = SqliteStore::temporary().unwrap();
    let folder = store.folder().to_owned();
    let database = store.database("museum").await.unwrap();
    assert!(folder.join("museum.sqlite3").exists());
    store.close().await;
    drop((store, database));
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_url_that_names_no_store_is_refused() {
    for url in ["", "sqlite", "sqlite:", "postgres://localhost", "/tmp/x"] {
        let status = counterpart::store::open(url).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{url}");
    }
    let status = counterpart::store::open("sqlite:/dev/null/x")
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let store = SqliteStore::temporary().unwrap();
    for service in ["", "../x", "a/b", "a b"] {
        let status = store.database(service).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{service}");
    }
}
