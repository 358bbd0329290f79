//! Where the contracts of a project are.

use std::fmt;
use std::path::PathBuf;

use crate::slashed::slashed;

/// Where the contracts of a project are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Proto files below these folders, in which imports are looked up, too, the
    /// first one first.
    Roots(Vec<PathBuf>),
    /// A file with compiled contracts: a `google.protobuf.FileDescriptorSet`.
    Descriptors(PathBuf),
}

impl Input {
    /// The folders with proto files; none if the contracts come compiled.
    pub fn roots(&self) -> &[PathBuf] {
        match self {
            Self::Roots(roots) => roots,
            Self::Descriptors(_) => &[],
        }
    }
}

/// `below proto, vendor` or `in contracts.binpb`.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Roots(roots) => {
                let roots: Vec<String> = roots.iter().map(|root| slashed(root)).collect();
                write!(f, "below {}", roots.join(", "))
            }
            Self::Descriptors(file) => write!(f, "in {}", slashed(file)),
        }
    }
}
