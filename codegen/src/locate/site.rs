//! Declared elements, and the places that diagnostics point at.

use std::ops::Range;
use std::sync::Arc;

use super::{SourceFile, option};

/// Where an element of a contract is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    file: Arc<SourceFile>,
    /// The whole declaration.
    span: Option<Range<usize>>,
    /// The declared name.
    name: Option<Range<usize>>,
    /// Line and column of the declaration, for files without text.
    position: Option<(usize, usize)>,
}

/// A stretch of a file. Where its text isn't known, a line and a column, or the
/// file alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The stretch, in bytes; `None` where the text isn't known.
    pub span: Option<Range<usize>>,
    /// Line and column, both from one, where they are known without the text.
    pub recorded: Option<(usize, usize)>,
}

impl Site {
    pub(super) fn new(
        file: Arc<SourceFile>,
        span: Option<Range<usize>>,
        name: Option<Range<usize>>,
    ) -> Self {
        Self {
            file,
            span,
            name,
            position: None,
        }
    }

    /// The same element with the line and column that its descriptor records.
    pub(super) fn recorded(self, position: Option<(usize, usize)>) -> Self {
        Self { position, ..self }
    }

    /// The file that declares the element.
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The element's name in its declaration.
    pub fn name(&self) -> Place {
        self.place(self.name.clone().or_else(|| self.span.clone()))
    }

    /// The whole declaration.
    pub fn whole(&self) -> Place {
        self.place(self.span.clone())
    }

    /// A value inside an option of the element.
    ///
    /// `extension` is the option's full name (`counterpart.v1.entity`) or that
    /// of a built-in one (`deprecated`), `path` the fields inside it
    /// (`["index", "fields"]`), `value` the text of the value itself, if one of
    /// several is meant. What can't be found gives the nearest thing around it:
    /// the field, the option, the element's name.
    pub fn option(&self, extension: &str, path: &[&str], value: Option<&str>) -> Place {
        let found = self
            .declaration()
            .and_then(|(text, base)| option::find(text, base, extension, path, value));
        found.map_or_else(|| self.name(), |span| self.place(Some(span)))
    }

    /// The name of the nth message inside an option of the element, counted from
    /// zero: of several `index: {...}`, the one that is meant.
    pub fn nth_option(&self, extension: &str, path: &[&str], nth: usize) -> Place {
        let found = self
            .declaration()
            .and_then(|(text, base)| option::find_nth(text, base, extension, path, nth));
        match found {
            Some(span) => self.place(Some(span)),
            None => self.option(extension, path, None),
        }
    }

    /// The first word of the declaration with this text, such as the type of a
    /// field; the element's name if the text says it in another way.
    pub fn word(&self, word: &str) -> Place {
        let found = self.declaration().and_then(|(text, base)| {
            let tokens = super::token::tokens(text, base);
            let token = tokens.into_iter().find(|token| token.text == word)?;
            Some(token.span)
        });
        found.map_or_else(|| self.name(), |span| self.place(Some(span)))
    }

    /// The text of the declaration and its offset.
    fn declaration(&self) -> Option<(&str, usize)> {
        let text = self.file.text.as_deref()?;
        let span = self.span.clone()?;
        let base = span.start;
        Some((text.get(span)?, base))
    }

    fn place(&self, span: Option<Range<usize>>) -> Place {
        Place {
            file: Arc::clone(&self.file),
            span,
            recorded: self.position,
        }
    }
}

impl Place {
    /// A stretch of a file whose text is known.
    pub(crate) fn new(file: Arc<SourceFile>, span: Range<usize>) -> Self {
        Self {
            file,
            span: Some(span),
            recorded: None,
        }
    }

    /// A file as a whole.
    pub(crate) fn of_file(file: Arc<SourceFile>) -> Self {
        Self {
            file,
            span: None,
            recorded: None,
        }
    }

    /// Line and column, both from one, as far as they are known.
    pub fn position(&self) -> Option<(usize, usize)> {
        match &self.span {
            Some(span) if self.has_excerpt() => Some(self.file.position(span.start)),
            _ => self.recorded,
        }
    }

    /// Line and column behind the stretch; `None` without text.
    pub fn end(&self) -> Option<(usize, usize)> {
        let span = self.span.as_ref()?;
        self.has_excerpt().then(|| self.file.position(span.end))
    }

    /// Whether the stretch can be shown.
    pub fn has_excerpt(&self) -> bool {
        self.file.text.is_some() && self.span.is_some()
    }

    /// The first word inside the place with this text; the place if there is none.
    #[must_use]
    pub(crate) fn narrowed(self, word: &str) -> Self {
        let found = self.span.clone().and_then(|span| {
            let text = self.file.text.as_deref()?.get(span.clone())?;
            let tokens = super::token::tokens(text, span.start);
            tokens.into_iter().find(|token| token.value() == word)
        });
        let span = found.map(|token| token.span);
        Self {
            span: span.or_else(|| self.span.clone()),
            ..self
        }
    }
}
