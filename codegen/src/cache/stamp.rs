//! What tells that a file has changed, without reading it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// What the file system knows of a file: what is written to it, or put in its
/// place, has another one. The same that git keeps in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    size: u64,
    /// When its content changed last.
    modified: SystemTime,
    /// When anything of it changed last, and which file it is; zeros where the
    /// system doesn't say.
    changed: (i64, i64),
    inode: u64,
}

impl Stamp {
    /// The stamp of a file; `None` if there is none, or it can't be looked at.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        Self::from_metadata(&fs::metadata(path).ok()?)
    }

    #[cfg(unix)]
    fn from_metadata(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Self {
            size: metadata.len(),
            modified: metadata.modified().ok()?,
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        })
    }

    #[cfg(not(unix))]
    fn from_metadata(metadata: &Metadata) -> Option<Self> {
        Some(Self {
            size: metadata.len(),
            modified: metadata.modified().ok()?,
            changed: (0, 0),
            inode: 0,
        })
    }

    /// Whether the file changed surely before this moment, so that any change
    /// after it gives another stamp.
    pub(super) fn is_before(&self, Moment(moment): Moment) -> bool {
        /// The coarsest time stamps that file systems keep are those of FAT.
        const COARSE: Duration = Duration::from_secs(2);
        let since = self.modified.duration_since(SystemTime::UNIX_EPOCH);
        let is_coarse = since.is_ok_and(|since| since.subsec_nanos() == 0);
        let margin = if is_coarse { COARSE } else { Duration::ZERO };
        self.modified + margin < moment
    }
}

/// A moment, by the clock of the file system: that of the machine may be ahead of
/// the one that time stamps are taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(SystemTime);

impl Moment {
    /// The present, told by a file that is written into this folder.
    pub(super) fn now(folder: &Path) -> Option<Self> {
        let path = folder.join("now");
        fs::write(&path, "").ok()?;
        fs::metadata(&path).ok()?.modified().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(modified: Duration) -> Stamp {
        Stamp {
            size: 1,
            modified: SystemTime::UNIX_EPOCH + modified,
            changed: (0, 0),
            inode: 0,
        }
    }

    #[test]
    fn a_change_in_the_same_moment_may_be_followed_by_another() {
        let moment = Moment(SystemTime::UNIX_EPOCH + Duration::from_nanos(5_000_000_007));
        let ago = |nanos: u64| stamp(Duration::from_nanos(5_000_000_007 - nanos));
        assert!(!ago(0).is_before(moment));
        assert!(ago(1).is_before(moment));
    }

    #[test]
    fn a_time_in_whole_seconds_may_be_that_of_a_later_change() {
        let moment = Moment(SystemTime::UNIX_EPOCH + Duration::from_millis(5_500));
        assert!(!stamp(Duration::from_secs(4)).is_before(moment));
        assert!(stamp(Duration::from_secs(3)).is_before(moment));
    }

    #[test]
    fn what_is_put_in_the_place_of_a_file_has_another_stamp() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "a").expect("writable");
        fs::write(&two, "b").expect("writable");
        let before = Stamp::of(&one);
        assert_eq!(Stamp::of(&one), before);
        fs::rename(&two, &one).expect("writable");
        assert_ne!(Stamp::of(&one), before);
        assert_eq!(Stamp::of(&two), None);
    }
}
