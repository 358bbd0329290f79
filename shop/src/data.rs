//! The folder for data.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf, absolute};

use counterpart::service::{Result, ServiceError};

/// The folder for data, which no other shop uses: each has a bus of its own
/// inside, so neither would hear what the other one says.
pub(crate) struct Data {
    /// Its whole path.
    pub(crate) folder: PathBuf,
    /// The system frees it when the process ends, however that happens.
    _lock: File,
}

impl Data {
    /// Makes the folder if it is missing. Fails if another shop has it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        let failed = |error| failed(folder, &error);
        let folder = absolute(folder).map_err(failed)?;
        fs::create_dir_all(&folder).map_err(failed)?;
        let lock = File::create(folder.join("shop.lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                folder,
                _lock: lock,
            }),
            Err(TryLockError::Error(error)) => Err(failed(error)),
            Err(TryLockError::WouldBlock) => Err(error(format!(
                "another shop uses {}; stop it, or name another folder with --data",
                folder.display()
            ))),
        }
    }
}

fn failed(folder: &Path, cause: &io::Error) -> ServiceError {
    error(format!("{} can't hold data: {cause}", folder.display()))
}

fn error(text: String) -> ServiceError {
    ServiceError::Task {
        name: "the data folder".to_owned(),
        error: text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_serves_one_shop_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("new");
        let first = Data::take(&folder).unwrap();
        let second = Data::take(&folder).err().expect("it is in use");
        assert_eq!(
            second.to_string(),
            format!(
                "the data folder: another shop uses {}; stop it, or name another folder with --data",
                folder.display()
            )
        );
        drop(first);
        assert!(Data::take(&folder).is_ok());
    }

    #[test]
    fn a_folder_that_can_not_be_made_is_named() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("file");
        fs::write(&file, "").unwrap();
        let refused = Data::take(&file.join("data"))
            .err()
            .expect("a file is no folder");
        assert!(refused.to_string().contains("can't hold data"), "{refused}");
    }
}
