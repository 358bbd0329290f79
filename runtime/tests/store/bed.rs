//! What each promise is tested on.

use std::sync::Arc;

use counterpart::message::FieldMask;
use counterpart::rpc::{Code, Reason, Status, StatusExt};
use counterpart::store::{Database, Repository, Store};

use tempfile::TempDir;

use super::specimen::{Museum, SPECIMENS, Specimen, SpecimenId};

/// A database of its own on some store.
pub(crate) struct Bed {
    pub(crate) url: String,
    pub(crate) service: String,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) database: Database,
    pub(crate) specimens: Repository<Museum, Specimen>,
    /// The folder that holds the files, if there is one; removed with the bed.
    _folder: Option<TempDir>,
}

impl Bed {
    /// Opens an empty database of the store that this URL names.
    pub(crate) async fn open(url: &str, folder: Option<TempDir>) -> Self {
        let service = format!("museum_{}", uuid::Uuid::new_v4().simple());
        Self {
            _folder: folder,
            ..Self::reopen(url, &service).await
        }
    }

    /// Opens a database that may be there already, as another instance of the
    /// same service does.
    pub(crate) async fn reopen(url: &str, service: &str) -> Self {
        let store = counterpart::store::open(url)
            .await
            .expect("the URL is right");
        // As a process does at its start: applying a contract waits for no server.
        store.check().await.expect("the store answers");
        let database = store
            .database(service)
            .await
            .expect("the store can be opened");
        let differences = database
            .apply(&[&SPECIMENS])
            .await
            .expect("indexes can be made");
        assert_eq!(differences, Vec::<String>::new());
        Self {
            url: url.to_owned(),
            service: service.to_owned(),
            specimens: Repository::open(&database),
            store,
            database,
            _folder: None,
        }
    }

    /// Stores a specimen.
    pub(crate) async fn insert(&self, specimen: Specimen) -> Specimen {
        self.specimens
            .insert(specimen)
            .await
            .expect("the specimen can be stored")
    }

    /// What is stored of a specimen.
    pub(crate) async fn stored(&self, id: &SpecimenId) -> Specimen {
        self.specimens.get(id).await.expect("it is stored")
    }
}

/// An update mask of these paths.
pub(crate) fn mask(paths: &[&str]) -> FieldMask {
    FieldMask {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    }
}

/// A write met somebody else's.
pub(crate) fn is_stale(status: &Status) {
    assert_eq!(status.code(), Code::Aborted, "{status}");
    assert!(status.has_reason(Reason::EtagMismatch), "{status}");
}

/// A specimen that can be stored beside others: its code is its own.
pub(crate) fn specimen() -> Specimen {
    Specimen {
        code: uuid::Uuid::new_v4().to_string(),
        ..Specimen::default()
    }
}
