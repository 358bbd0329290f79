//! The files of a run, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A proto file, as read.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that other files import it by (`shop/product/v1/product.proto`).
    pub name: String,
    /// The path that people know it by, from the project's folder
    /// (`proto/shop/product/v1/product.proto`).
    pub path: String,
    /// What it says. `None` for a file that has no source, such as one that
    /// the parser brings along.
    pub text: Option<String>,
}

impl SourceFile {
    /// The byte offset of a position, both counted from zero.
    ///
    /// A position past the end of the text gives the end.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let text = self.text.as_deref().unwrap_or_default();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        text.len().min(start + column)
    }

    /// Line and column of a byte offset, both counted from one, the column in
    /// characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let text = self.text.as_deref().unwrap_or_default();
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        (line, column)
    }
}

/// All files of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, Arc<SourceFile>>,
}

impl Sources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file by the name that others import it by, the path that people
    /// know it by, and its text.
    pub fn add(&mut self, name: &str, path: &str, text: &str) {
        let file = SourceFile {
            name: name.to_owned(),
            path: path.to_owned(),
            text: Some(text.to_owned()),
        };
        self.files.insert(name.to_owned(), Arc::new(file));
    }

    /// Adds a file of which only the name is known, and the path that people
    /// know it by.
    pub(crate) fn add_path(&mut self, name: &str, path: &str) {
        let file = SourceFile {
            name: name.to_owned(),
            path: path.to_owned(),
            text: None,
        };
        self.files.insert(name.to_owned(), Arc::new(file));
    }

    /// Whether there is a file with this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// All files, by name.
    pub(crate) fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values().map(Arc::as_ref)
    }

    /// The file with this name; one without text if it was never added.
    pub fn file(&self, name: &str) -> Arc<SourceFile> {
        self.files.get(name).cloned().unwrap_or_else(|| {
            Arc::new(SourceFile {
                name: name.to_owned(),
                path: name.to_owned(),
                text: None,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_positions_are_each_others_inverse() {
        let mut sources = Sources::new();
        sources.add("a.proto", "proto/a.proto", "one\r\ntwö x\n");
        let file = sources.file("a.proto");
        assert_eq!(file.offset(1, 0), 5);
        assert_eq!(file.position(5), (2, 1));
        assert_eq!(file.position(10), (2, 5), "columns are characters");
        assert_eq!(file.offset(9, 9), file.text.as_ref().map_or(0, String::len));
    }

    #[test]
    fn a_file_that_was_never_added_has_no_text() {
        let file = Sources::new().file("google/protobuf/any.proto");
        assert_eq!(file.text, None);
        assert_eq!(file.path, "google/protobuf/any.proto");
    }
}
