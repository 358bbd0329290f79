//! Path templates as `google.api.http` defines them:
//! <https://github.com/googleapis/googleapis/blob/master/google/api/http.proto>.

/// A path template, such as `/v1/{parent=shelves/*}/books/{book.id}:move`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Template<'a> {
    /// Words, `*` and `**`, those of variables too.
    segments: Vec<&'a str>,
    pub(super) variables: Vec<Variable<'a>>,
    /// What stands behind the last colon.
    verb: Option<&'a str>,
}

/// A part of a path that sets a field of the request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable<'a> {
    /// The path of the field.
    pub(super) field: &'a str,
}

impl<'a> Template<'a> {
    /// Reads a template. The error is the reason why it can't be read.
    pub(super) fn parse(text: &'a str) -> Result<Self, &'static str> {
        let rest = text.strip_prefix('/').ok_or("it doesn't begin with `/`")?;
        let last = rest.rfind(['/', '}']).unwrap_or(0);
        let (path, verb) = match rest[last..].rfind(':') {
            Some(at) => (&rest[..last + at], Some(&rest[last + at + 1..])),
            None => (rest, None),
        };
        if verb == Some("") {
            return Err("nothing stands behind `:`");
        }
        let mut template = Self {
            segments: Vec::new(),
            variables: Vec::new(),
            verb,
        };
        for part in parts(path)? {
            template.add(part)?;
        }
        let open = template
            .segments
            .iter()
            .position(|segment| *segment == "**");
        match open {
            Some(at) if at + 1 < template.segments.len() => Err("`**` must stand at the end"),
            _ => Ok(template),
        }
    }

    fn add(&mut self, part: &'a str) -> Result<(), &'static str> {
        let Some(inner) = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        else {
            self.segments.push(segment(part)?);
            return Ok(());
        };
        let (field, pattern) = inner.split_once('=').unwrap_or((inner, "*"));
        for part in pattern.split('/') {
            self.segments.push(segment(part)?);
        }
        if self.variables.iter().any(|known| known.field == field) {
            return Err("one of its variables stands in it twice");
        }
        self.variables.push(Variable { field });
        Ok(())
    }

    /// The template without the names of its variables: templates in which this
    /// is the same match the same paths.
    pub(super) fn normalised(&self) -> String {
        let path = self.segments.join("/");
        match self.verb {
            Some(verb) => format!("/{path}:{verb}"),
            None => format!("/{path}"),
        }
    }
}

/// Splits a path at the slashes outside of braces.
fn parts(path: &str) -> Result<Vec<&str>, &'static str> {
    let mut parts = Vec::new();
    let (mut start, mut is_inside) = (0, false);
    for (index, letter) in path.char_indices() {
        match (letter, is_inside) {
            ('{', false) => is_inside = true,
            ('}', true) => is_inside = false,
            ('{', true) | ('}', false) => return Err("its braces don't match"),
            ('/', false) => {
                parts.push(&path[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    if is_inside {
        return Err("its braces don't match");
    }
    parts.push(&path[start..]);
    Ok(parts)
}

fn segment(part: &str) -> Result<&str, &'static str> {
    match part {
        "" => Err("a part between two slashes is empty"),
        "*" | "**" => Ok(part),
        _ if part.contains(['{', '}', '*', '=']) => {
            Err("a part is a word, `*`, `**` or a field in braces")
        }
        _ => Ok(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Vec<&str>), &'static str> {
        let template = Template::parse(text)?;
        let fields = template
            .variables
            .iter()
            .map(|variable| variable.field)
            .collect();
        Ok((template.normalised(), fields))
    }

    #[test]
    fn variables_stand_for_one_part_or_a_pattern() {
        let expected = |path: &str, fields: &[&'static str]| Ok((path.to_owned(), fields.to_vec()));
        assert_eq!(read("/v1/a"), expected("/v1/a", &[]));
        assert_eq!(read("/v1/a/{id}:move"), expected("/v1/a/*:move", &["id"]));
        assert_eq!(read("/v1/{a.b=x/*}/c"), expected("/v1/x/*/c", &["a.b"]));
        assert_eq!(read("/v1/{rest=**}"), expected("/v1/**", &["rest"]));
    }

    #[test]
    fn what_is_no_path_has_its_reason() {
        for wrong in [
            "", "v1/a", "/v1//a", "/v1/{id", "/v1/id}", "/v1/a:", "/**/a", "/a/b{c}",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
