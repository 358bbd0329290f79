//! The files of a run.

use std::collections::BTreeMap;

/// Files by their paths from the output folder, with slashes.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<String, Content>,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, whose line ends make no difference.
    Text(String),
}

impl Content {
    /// The bytes to write.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
        }
    }
}

impl FromIterator<(String, Content)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Content)>>(files: I) -> Self {
        Self {
            files: files.into_iter().collect(),
        }
    }
}

impl Files {
    /// Adds all files of others.
    pub(crate) fn extend(&mut self, others: Self) {
        self.files.extend(others.files);
    }

    /// Adds a text file.
    pub fn text(&mut self, path: impl Into<String>, text: String) {
        self.files.insert(path.into(), Content::Text(text));
    }

    /// The file with this path.
    pub fn get(&self, path: &str) -> Option<&Content> {
        self.files.get(path)
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.files
            .iter()
            .map(|(path, content)| (path.as_str(), content))
    }
}
