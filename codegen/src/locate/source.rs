//! The files of a run, by name.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A proto file, as read.
#[derive(Debug)]
pub struct SourceFile {
    /// The name that other files import it by (`shop/product/v1/product.proto`).
    pub name: String,
    /// The path that people know it by, from the project's folder
    /// (`proto/shop/product/v1/product.proto`).
    pub path: String,
    /// What it says. `None` for a file that has no source, such as one that
    /// the parser brings along.
    pub text: Option<String>,
    /// Where each line begins, once somebody asked: a file may have a hundred
    /// thousand lines, and as many things are looked up in it.
    lines: OnceLock<Vec<usize>>,
}

/// Files are the same if what was read of them is.
impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.path, &self.text) == (&other.name, &other.path, &other.text)
    }
}

impl Eq for SourceFile {}

impl SourceFile {
    fn new(name: &str, path: &str, text: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            text: text.map(str::to_owned),
            lines: OnceLock::new(),
        }
    }

    /// The byte offset of a position, both counted from zero.
    ///
    /// A position past the end of the text gives the end.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let length = self.text.as_deref().map_or(0, str::len);
        match self.lines().get(line) {
            Some(start) => length.min(start + column),
            None => length,
        }
    }

    /// Line and column of a byte offset, both counted from one, the column in
    /// characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let text = self.text.as_deref().unwrap_or_default();
        let offset = if text.is_char_boundary(offset) {
            offset
        } else {
            text.len()
        };
        // The first line begins at zero, so that there is one before any offset.
        let line = self.lines().partition_point(|start| *start <= offset);
        let start = self.lines()[line - 1];
        (line, text[start..offset].chars().count() + 1)
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let text = self.text.as_deref().unwrap_or_default();
            let ends = text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(ends).collect()
        })
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
        let file = SourceFile::new(name, path, Some(text));
        self.files.insert(name.to_owned(), Arc::new(file));
    }

    /// Adds a file of which only the name is known, and the path that people
    /// know it by.
    pub(crate) fn add_path(&mut self, name: &str, path: &str) {
        let file = SourceFile::new(name, path, None);
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
        let known = self.files.get(name).cloned();
        known.unwrap_or_else(|| Arc::new(SourceFile::new(name, name, None)))
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
