//! The comments above declarations.

use std::collections::HashMap;

use prost_reflect::FileDescriptor;

use crate::model::Origin;

/// The comments of one file, by the path of what they stand above.
pub(super) struct Comments {
    file: String,
    by_path: HashMap<Vec<i32>, String>,
    positions: HashMap<Vec<i32>, (i32, i32)>,
}

impl Comments {
    pub(super) fn of(file: &FileDescriptor) -> Self {
        let info = file.file_descriptor_proto().source_code_info.as_ref();
        let locations = || info.into_iter().flat_map(|info| &info.location);
        let positions = locations()
            .filter_map(|location| match location.span[..] {
                [line, column, ..] => Some((location.path.clone(), (line, column))),
                _ => None,
            })
            .collect();
        let by_path = locations()
            .filter_map(|location| {
                let text = clean(location.leading_comments.as_deref()?);
                Some((location.path.clone(), text))
            })
            .collect();
        Self {
            file: file.name().to_owned(),
            by_path,
            positions,
        }
    }

    /// The comment above the element with this path, and where it is declared.
    pub(super) fn at(&self, path: &[i32]) -> (String, Origin) {
        let docs = self.by_path.get(path).cloned().unwrap_or_default();
        let origin = Origin {
            file: self.file.clone(),
            path: path.to_vec(),
            position: self.positions.get(path).copied().unwrap_or_default(),
        };
        (docs, origin)
    }
}

/// A comment without the blank that follows each comment mark, and without
/// blank lines at its ends.
fn clean(comment: &str) -> String {
    let lines: Vec<&str> = comment
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_keeps_its_indentation_and_loses_its_marks() {
        assert_eq!(
            clean(" One.\n\n   - two  \n three\n"),
            "One.\n\n  - two\nthree"
        );
    }
}
