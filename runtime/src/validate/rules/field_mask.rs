//! Rules of field masks.

use crate::message::FieldMask;
use crate::validate::Field;

const KIND: &str = "field_mask";

impl Field<'_, FieldMask> {
    /// `const`: exactly these paths.
    pub fn has_paths(&mut self, paths: &[&str]) -> &mut Self {
        self.expect(
            KIND,
            "const",
            |mask| mask.paths == paths,
            || format!("must equal paths [{}]", paths.join(", ")),
        )
    }

    /// `in`: only these paths, and what is in them.
    pub fn only_paths(&mut self, paths: &[&str]) -> &mut Self {
        self.expect(
            KIND,
            "in",
            |mask| mask.paths.iter().all(|path| is_within(path, paths)),
            || format!("must only contain paths in [{}]", paths.join(", ")),
        )
    }

    /// `not_in`: none of these paths, and nothing of what is in them.
    pub fn no_paths(&mut self, paths: &[&str]) -> &mut Self {
        self.expect(
            KIND,
            "not_in",
            |mask| !mask.paths.iter().any(|path| is_within(path, paths)),
            || format!("must not contain any paths in [{}]", paths.join(", ")),
        )
    }
}

/// Whether a path is one of these, or leads into one.
fn is_within(path: &str, paths: &[&str]) -> bool {
    paths.iter().any(|outer| {
        path.strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
