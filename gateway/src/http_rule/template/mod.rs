//! Path templates, such as `/v1/{parent=shelves/*}/books/{book.id}:move`.

mod parse;

use std::ops::Range;

use counterpart::message::FieldDescriptor;
use percent_encoding::percent_decode_str;

pub use parse::TemplateError;

/// A path template.
#[derive(Debug)]
pub(super) struct Template {
    segments: Vec<Segment>,
    variables: Vec<Variable>,
    /// What stands behind the last `:`.
    verb: Option<&'static str>,
}

/// What matches a part of a path between slashes. In order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(&'static str),
    /// `*`: any one.
    One,
    /// `**`: all that are left.
    Rest,
}

/// A part of the path that sets a field.
#[derive(Debug)]
struct Variable {
    fields: Vec<&'static FieldDescriptor>,
    segments: Range<usize>,
}

/// A field and the text that a path gives it.
#[derive(Debug)]
pub(crate) struct Bound<'t> {
    pub(super) fields: &'t [&'static FieldDescriptor],
    pub(super) text: String,
}

impl Template {
    /// The variables' values if the path fits; `path` is still percent-encoded.
    pub(super) fn matches<'t>(&'t self, path: &str) -> Option<Vec<Bound<'t>>> {
        let path = path.strip_prefix('/')?;
        let path = match self.verb {
            Some(verb) => path.strip_suffix(verb)?.strip_suffix(':')?,
            None => path,
        };
        let parts: Vec<_> = path.split('/').collect();
        let is_open = self.segments.last() == Some(&Segment::Rest);
        let fits = if is_open {
            parts.len() + 1 >= self.segments.len()
        } else {
            parts.len() == self.segments.len()
        };
        let all_match = fits
            && self
                .segments
                .iter()
                .zip(&parts)
                .all(|(segment, part)| segment.matches(part));
        if !all_match {
            return None;
        }
        self.variables
            .iter()
            .map(|variable| {
                variable.bind(
                    &parts,
                    is_open && variable.segments.end == self.segments.len(),
                )
            })
            .collect()
    }

    /// Whether every path that fits one template fits the other.
    pub(super) fn is_same_path(&self, other: &Self) -> bool {
        self.segments == other.segments && self.verb == other.verb
    }

    /// Sorts templates so that of two that fit a path, the more exact one comes
    /// first: with a verb before without, a word before a wildcard. (Two with
    /// different words in the same place fit no path both.)
    pub(super) fn precedence(&self) -> impl Ord + use<> {
        (self.verb.is_none(), self.segments.clone())
    }

    /// The fields that the path sets.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[&'static FieldDescriptor]> {
        self.variables
            .iter()
            .map(|variable| variable.fields.as_slice())
    }
}

impl Segment {
    fn matches(self, part: &str) -> bool {
        match self {
            Self::Literal(literal) => {
                part == literal || percent_decode_str(part).eq(literal.bytes())
            }
            Self::One => !part.is_empty(),
            Self::Rest => true,
        }
    }
}

impl Variable {
    /// The value that the parts of a path give; `None` if it isn't UTF-8.
    fn bind(&self, parts: &[&str], is_open: bool) -> Option<Bound<'_>> {
        let end = if is_open {
            parts.len()
        } else {
            self.segments.end
        };
        let text = match parts.get(self.segments.start..end)? {
            [part] => percent_decode_str(part).decode_utf8().ok()?.into_owned(),
            parts => decode_segments(&parts.join("/"))?,
        };
        Some(Bound {
            fields: &self.fields,
            text,
        })
    }
}

/// Decodes all but encoded slashes: in a value of several segments, they must
/// stay different from those between segments.
fn decode_segments(text: &str) -> Option<String> {
    let decode = |part| percent_decode_str(part).decode_utf8().ok();
    let is_slash = |at| matches!(text.as_bytes().get(at..at + 3), Some(b"%2f" | b"%2F"));
    let mut result = String::with_capacity(text.len());
    let mut rest = 0;
    for (slash, _) in text.match_indices('%').filter(|(at, _)| is_slash(*at)) {
        result.push_str(&decode(&text[rest..slash])?);
        rest = slash + 3;
        result.push_str(&text[slash..rest]);
    }
    result.push_str(&decode(&text[rest..])?);
    Some(result)
}

#[cfg(test)]
mod tests;
