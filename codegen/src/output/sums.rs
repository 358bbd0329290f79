//! The list of generated files with their digests, by which a file that a
//! person wrote or changed is told from one that is merely old.
//!
//! It is a `SHA256SUMS` file in the output folder, which `sha256sum -c` checks.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{Content, Files};
use crate::parallel;

/// Digests of files by their paths from the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    sums: BTreeMap<String, String>,
}

impl Sums {
    /// The name of the file in the output folder.
    pub(crate) const FILE: &str = "SHA256SUMS";

    /// Whether a folder holds what was generated before.
    pub(crate) fn lie_in(folder: &Path) -> bool {
        folder.join(Self::FILE).exists()
    }

    /// The digests of these files.
    pub(crate) fn of(files: &Files) -> Self {
        let files: Vec<(&str, &Content)> = files.iter().collect();
        let sums = parallel::map(&files, |(path, content)| {
            ((*path).to_owned(), digest(content.as_bytes()))
        });
        Self {
            sums: sums.into_iter().collect(),
        }
    }

    /// Reads a list. Lines that aren't of its form, such as the marks of a
    /// merge, are passed over: the list is written anew by every run.
    pub(crate) fn parse(text: &str) -> Self {
        let sums = text
            .lines()
            .filter_map(|line| line.split_once("  "))
            .filter(|(sum, _)| sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()))
            .map(|(sum, path)| (path.to_owned(), sum.to_owned()))
            .collect();
        Self { sums }
    }

    /// The text of the list.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, sum) in &self.sums {
            writeln!(text, "{sum}  {path}").expect("a string takes all that is written");
        }
        text
    }

    /// The digest of a file, if the list names it.
    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.sums.get(path).map(String::as_str)
    }

    /// Whether the list names a file.
    pub(crate) fn contains(&self, path: &str) -> bool {
        self.sums.contains_key(path)
    }

    /// Whether a file is just as it was written, apart from line ends in text.
    pub(crate) fn matches(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(sum) = self.sums.get(path) else {
            return false;
        };
        digest(bytes) == *sum || digest(&without_carriage_returns(bytes)) == *sum
    }
}

/// Whether what is on disk is what was generated, apart from line ends in text.
pub(super) fn is_same(content: &Content, found: &[u8]) -> bool {
    let content = content.as_bytes();
    content == found || (found.contains(&b'\r') && content == without_carriage_returns(found))
}

fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .copied()
        .filter(|byte| *byte != b'\r')
        .collect()
}

/// The SHA-256 digest, in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes all that is written");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums() -> Sums {
        let mut files = Files::default();
        files.text("a.rs", "abc\n".to_owned());
        Sums::of(&files)
    }

    #[test]
    fn the_list_has_the_form_of_sha256sum() {
        let sum = "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb";
        assert_eq!(sums().to_text(), format!("{sum}  a.rs\n"));
        assert_eq!(Sums::parse(&sums().to_text()), sums());
    }

    #[test]
    fn line_ends_make_no_difference() {
        assert!(sums().matches("a.rs", b"abc\r\n"));
        assert!(!sums().matches("a.rs", b"abd\n"));
        assert!(!sums().matches("b.rs", b"abc\n"));
    }

    #[test]
    fn marks_of_a_merge_are_passed_over() {
        let text = format!(
            "<<<<<<< ours\n{}=======\n>>>>>>> theirs\n",
            sums().to_text()
        );
        assert_eq!(Sums::parse(&text), sums());
    }
}
