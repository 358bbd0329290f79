//! Rules of strings. Lengths are in characters (Unicode code points).

use crate::validate::{Field, Pattern};

const KIND: &str = "string";

impl Field<'_, str> {
    /// `len`: exactly this many characters.
    pub fn len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "len",
            |text| text.chars().count() == len,
            || format!("must be {len} characters"),
        )
    }

    /// `min_len`: at least this many characters.
    pub fn min_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_len",
            |text| text.chars().count() >= len,
            || format!("must be at least {len} characters"),
        )
    }

    /// `max_len`: at most this many characters.
    pub fn max_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_len",
            // Bytes are never fewer than characters, and they needn't be counted.
            |text| text.len() <= len || text.chars().count() <= len,
            || format!("must be at most {len} characters"),
        )
    }

    /// `len_bytes`: exactly this many bytes of UTF-8.
    pub fn len_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "len_bytes",
            |text| text.len() == len,
            || format!("must be {len} bytes"),
        )
    }

    /// `min_bytes`: at least this many bytes of UTF-8.
    pub fn min_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_bytes",
            |text| text.len() >= len,
            || format!("must be at least {len} bytes"),
        )
    }

    /// `max_bytes`: at most this many bytes of UTF-8.
    pub fn max_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_bytes",
            |text| text.len() <= len,
            || format!("must be at most {len} bytes"),
        )
    }

    /// `pattern`: the pattern is found in the text.
    pub fn pattern(&mut self, pattern: &'static Pattern) -> &mut Self {
        self.expect(
            KIND,
            "pattern",
            |text| pattern.is_match(text),
            || format!("does not match regex pattern `{}`", pattern.source()),
        )
    }

    /// `prefix`: begins with this.
    pub fn prefix(&mut self, prefix: &str) -> &mut Self {
        self.expect(
            KIND,
            "prefix",
            |text| text.starts_with(prefix),
            || format!("does not have prefix `{prefix}`"),
        )
    }

    /// `suffix`: ends with this.
    pub fn suffix(&mut self, suffix: &str) -> &mut Self {
        self.expect(
            KIND,
            "suffix",
            |text| text.ends_with(suffix),
            || format!("does not have suffix `{suffix}`"),
        )
    }

    /// `contains`: has this in it.
    pub fn contains(&mut self, part: &str) -> &mut Self {
        self.expect(
            KIND,
            "contains",
            |text| text.contains(part),
            || format!("does not contain substring `{part}`"),
        )
    }

    /// `not_contains`: doesn't have this in it.
    pub fn not_contains(&mut self, part: &str) -> &mut Self {
        self.expect(
            KIND,
            "not_contains",
            |text| !text.contains(part),
            || format!("contains substring `{part}`"),
        )
    }
}
