//! Where database files lie.

use std::path::{Path, PathBuf};

use super::connection::Durability;
use crate::store::StoreError;

/// A folder of database files.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    durability: Durability,
}

impl Folder {
    /// This folder, which is made if it doesn't exist.
    pub(super) fn lasting(path: PathBuf) -> Result<Self, StoreError> {
        Self::make(path, Durability::Full)
    }

    /// A new folder that is removed when nothing uses it any more.
    pub(super) fn temporary() -> Result<Self, StoreError> {
        let name = format!("counterpart-{}", uuid::Uuid::new_v4().simple());
        Self::make(std::env::temp_dir().join(name), Durability::None)
    }

    fn make(path: PathBuf, durability: Durability) -> Result<Self, StoreError> {
        match std::fs::create_dir_all(&path) {
            Ok(()) => Ok(Self { path, durability }),
            Err(error) => Err(StoreError::Mismatch(format!(
                "the folder {} can't be made: {error}",
                path.display()
            ))),
        }
    }

    /// The path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether what is written in the folder must last.
    pub(super) fn durability(&self) -> Durability {
        self.durability
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.durability == Durability::None
            && let Err(error) = std::fs::remove_dir_all(&self.path)
        {
            tracing::warn!(%error, folder = %self.path.display(), "a temporary folder stays");
        }
    }
}
