//! What a run leaves for the next one.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Stamp;
use super::snapshot::Snapshot;
use super::told::Told;

/// What a run has read, written and told.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) generator: Generator,
    /// The settings of the project.
    pub(super) project: String,
    pub(super) inputs: Snapshot,
    pub(super) outputs: Snapshot,
    pub(super) told: Told,
}

/// Which generator it was: each build of it may write something else.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Generator {
    version: String,
    executable: PathBuf,
    stamp: Stamp,
}

impl Generator {
    /// The one that runs; `None` if the system doesn't say.
    pub(super) fn this() -> Option<Self> {
        let executable = std::env::current_exe().ok()?;
        Some(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            stamp: Stamp::of(&executable)?,
            executable,
        })
    }
}

impl Record {
    /// The length of the digest that a record ends with.
    const DIGEST: usize = 32;

    /// The bytes of the record's file.
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let mut bytes = postcard::to_allocvec(self).ok()?;
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        Some(bytes)
    }

    /// Reads a record; `None` if it is damaged, or of a generator that keeps
    /// something else.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (bytes, digest) = bytes.split_at_checked(bytes.len().checked_sub(Self::DIGEST)?)?;
        if Sha256::digest(bytes)[..] != *digest {
            return None;
        }
        postcard::from_bytes(bytes).ok()
    }
}
