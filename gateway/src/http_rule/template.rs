//! Path templates, such as `/v1/{parent=shelves/*}/books/{book.id}:move`.

use std::ops::Range;

use counterpart::message::{FieldDescriptor, Kind, Label, MessageDescriptor, json};
use percent_encoding::percent_decode_str;

/// Why a path template can't be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It doesn't follow the grammar of `google.api.http`.
    #[error("{0}")]
    Syntax(&'static str),
    /// A variable names no field that a path can set.
    #[error("the variable {{{variable}}} {reason}")]
    Variable {
        /// The variable, as the template has it.
        variable: String,
        /// What is wrong with it.
        reason: String,
    },
}

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
    /// Reads a template whose variables are fields of this message.
    pub(super) fn parse(
        text: &'static str,
        request: &'static MessageDescriptor,
    ) -> Result<Self, TemplateError> {
        let rest = text
            .strip_prefix('/')
            .ok_or(TemplateError::Syntax("a path begins with `/`"))?;
        let (path, verb) = split_verb(rest);
        if verb == Some("") {
            return Err(TemplateError::Syntax("no verb stands behind `:`"));
        }
        let mut template = Self {
            segments: Vec::new(),
            variables: Vec::new(),
            verb,
        };
        for part in split_parts(path)? {
            template.add(part, request)?;
        }
        let rest = template
            .segments
            .iter()
            .position(|segment| *segment == Segment::Rest);
        if rest.is_some_and(|index| index + 1 < template.segments.len()) {
            return Err(TemplateError::Syntax("`**` stands at the end"));
        }
        Ok(template)
    }

    fn add(
        &mut self,
        part: &'static str,
        request: &'static MessageDescriptor,
    ) -> Result<(), TemplateError> {
        let Some(variable) = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        else {
            self.segments.push(Segment::parse(part)?);
            return Ok(());
        };
        let (name, pattern) = variable.split_once('=').unwrap_or((variable, "*"));
        let start = self.segments.len();
        for part in pattern.split('/') {
            self.segments.push(Segment::parse(part)?);
        }
        self.variables.push(Variable {
            fields: resolve(request, name)?,
            segments: start..self.segments.len(),
        });
        Ok(())
    }

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
    /// first: with a verb before without, a word before a wildcard.
    pub(super) fn precedence(&self) -> impl Ord + use<> {
        let kinds: Vec<_> = self
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Literal(_) => 0,
                Segment::One => 1,
                Segment::Rest => 2,
            })
            .collect();
        (self.verb.is_none(), kinds)
    }

    /// The fields that the path sets.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[&'static FieldDescriptor]> {
        self.variables
            .iter()
            .map(|variable| variable.fields.as_slice())
    }
}

impl Segment {
    fn parse(text: &'static str) -> Result<Self, TemplateError> {
        match text {
            "" => Err(TemplateError::Syntax("a segment of the path is empty")),
            "*" => Ok(Self::One),
            "**" => Ok(Self::Rest),
            literal if literal.contains(['{', '}', '*', '=']) => Err(TemplateError::Syntax(
                "a segment is a word, `*`, `**` or a variable in braces",
            )),
            literal => Ok(Self::Literal(literal)),
        }
    }

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
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.to_ascii_lowercase().find("%2f") {
        let (before, slash) = rest.split_at(at);
        result.push_str(&percent_decode_str(before).decode_utf8().ok()?);
        result.push_str(&slash[..3]);
        rest = &slash[3..];
    }
    result.push_str(&percent_decode_str(rest).decode_utf8().ok()?);
    Some(result)
}

/// The verb stands behind a colon of the last segment, outside of braces.
fn split_verb(text: &'static str) -> (&'static str, Option<&'static str>) {
    let last = text.rfind(['/', '}']).unwrap_or(0);
    match text[last..].rfind(':') {
        Some(at) => (&text[..last + at], Some(&text[last + at + 1..])),
        None => (text, None),
    }
}

/// Splits at the slashes outside of braces.
fn split_parts(text: &'static str) -> Result<Vec<&'static str>, TemplateError> {
    let mut parts = Vec::new();
    let (mut start, mut is_inside) = (0, false);
    for (index, character) in text.char_indices() {
        match (character, is_inside) {
            ('{', false) => is_inside = true,
            ('}', true) => is_inside = false,
            ('{', true) | ('}', false) => {
                return Err(TemplateError::Syntax("the braces don't match"));
            }
            ('/', false) => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    if is_inside {
        return Err(TemplateError::Syntax("the braces don't match"));
    }
    parts.push(&text[start..]);
    Ok(parts)
}

fn resolve(
    request: &'static MessageDescriptor,
    name: &str,
) -> Result<Vec<&'static FieldDescriptor>, TemplateError> {
    let fail = |reason: String| TemplateError::Variable {
        variable: name.to_owned(),
        reason,
    };
    let fields = json::resolve(request, name).map_err(|error| match error {
        json::ReadError::Value { message, .. } => fail(message),
        syntax @ json::ReadError::Syntax { .. } => fail(syntax.to_string()),
    })?;
    match fields.last() {
        Some(field)
            if !matches!(field.kind, Kind::Message(_))
                && matches!(field.label, Label::Singular | Label::Optional) =>
        {
            Ok(fields)
        }
        _ => Err(fail("is no single value".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static BOOK: MessageDescriptor = MessageDescriptor::new(
        "test.v1.Book",
        &[
            FieldDescriptor::new(1, "id", "id", Kind::Text),
            FieldDescriptor::new(2, "tags", "tags", Kind::Text).repeated(),
        ],
    );

    static REQUEST: MessageDescriptor = MessageDescriptor::new(
        "test.v1.Request",
        &[
            FieldDescriptor::new(1, "id", "id", Kind::Text),
            FieldDescriptor::new(2, "book", "book", Kind::Message(&BOOK)).optional(),
            FieldDescriptor::new(3, "parent", "parent", Kind::Text),
        ],
    );

    /// The variables' values as `id=value`, or `None` if the path doesn't fit.
    fn matched(template: &'static str, path: &str) -> Option<String> {
        let template = Template::parse(template, &REQUEST).expect("the template is right");
        let bound = template.matches(path)?;
        let shown: Vec<_> = bound
            .iter()
            .map(|bound| {
                let names: Vec<_> = bound.fields.iter().map(|field| field.name).collect();
                format!("{}={}", names.join("."), bound.text)
            })
            .collect();
        Some(shown.join(" "))
    }

    #[test]
    fn paths_fit_templates_as_google_api_http_says() {
        for (template, path, expected) in [
            ("/v1/books", "/v1/books", Some("")),
            ("/v1/books", "/v1/books/", None),
            ("/v1/books", "/v1/Books", None),
            ("/v1/books", "/v1/boo%6Bs", Some("")),
            ("/v1/books/{id}", "/v1/books/7", Some("id=7")),
            ("/v1/books/{id}", "/v1/books/", None),
            ("/v1/books/{id}", "/v1/books", None),
            ("/v1/books/{id}", "/v1/books/7/8", None),
            ("/v1/books/{id}", "/v1/books/a%2Fb%20c", Some("id=a/b c")),
            ("/v1/books/{id}", "/v1/books/%FF", None),
            ("/v1/books/{id}", "/v1/books/7:move", Some("id=7:move")),
            ("/v1/books/{book.id}", "/v1/books/7", Some("book.id=7")),
            ("/v1/books/{id}:move", "/v1/books/7:move", Some("id=7")),
            ("/v1/books/{id}:move", "/v1/books/7", None),
            ("/v1/books/{id}:move", "/v1/books/:move", None),
            ("/v1/books:count", "/v1/books:count", Some("")),
            ("/v1/*/{id}", "/v1/any/7", Some("id=7")),
            (
                "/v1/{parent=shelves/*}/books",
                "/v1/shelves/3/books",
                Some("parent=shelves/3"),
            ),
            ("/v1/{parent=shelves/*}/books", "/v1/boxes/3/books", None),
            ("/v1/{parent=**}", "/v1/a/b/c", Some("parent=a/b/c")),
            (
                "/v1/{parent=**}",
                "/v1/a/b%2Fc/%20",
                Some("parent=a/b%2Fc/ "),
            ),
            ("/v1/{parent=files/**}", "/v1/files", Some("parent=files")),
            (
                "/v1/{parent=shelves/*}/{id}",
                "/v1/shelves/3/7",
                Some("parent=shelves/3 id=7"),
            ),
        ] {
            let actual = matched(template, path);
            assert_eq!(actual.as_deref(), expected, "{template} and {path}");
        }
    }

    #[test]
    fn a_template_that_cannot_be_served_is_refused() {
        for (template, expected) in [
            ("v1/books", "a path begins with `/`"),
            ("/v1//books", "a segment of the path is empty"),
            ("/v1/books:", "no verb stands behind `:`"),
            ("/v1/{id", "the braces don't match"),
            ("/v1/id}", "the braces don't match"),
            (
                "/v1/a{id}",
                "a segment is a word, `*`, `**` or a variable in braces",
            ),
            ("/v1/{parent=**}/books", "`**` stands at the end"),
            (
                "/v1/{name}",
                "the variable {name} is no field of test.v1.Request",
            ),
            ("/v1/{book}", "the variable {book} is no single value"),
            (
                "/v1/{book.tags}",
                "the variable {book.tags} is no single value",
            ),
            (
                "/v1/{id.id}",
                "the variable {id.id} goes into id, which has no fields",
            ),
        ] {
            let error = Template::parse(template, &REQUEST).expect_err(template);
            assert_eq!(error.to_string(), expected, "{template}");
        }
    }
}
