//! The grammar of path templates.

use counterpart::message::{FieldDescriptor, Kind, Label, MessageDescriptor, json};

use super::{Segment, Template, Variable};

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

impl Template {
    /// Reads a template whose variables are fields of this message.
    pub(in crate::http_rule) fn parse(
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
        let fields = resolve(request, name)?;
        // A descriptor stands at one place for as long as the program runs.
        let is_same = |known: &Variable| {
            known.fields.len() == fields.len()
                && std::iter::zip(&known.fields, &fields)
                    .all(|(one, other)| std::ptr::eq(*one, *other))
        };
        if self.variables.iter().any(is_same) {
            return Err(TemplateError::Syntax("each variable stands in a path once"));
        }
        self.variables.push(Variable {
            fields,
            segments: start..self.segments.len(),
        });
        Ok(())
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
