//! One thing that people should know.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Code;
use crate::locate::Place;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Code is generated, and something needs a look.
    Warning,
}

impl Severity {
    /// `error` or `warning`
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that people should know: the reason, the place and the fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and why.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to say under the marked place.
    pub label: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: None,
            help: None,
        }
    }

    /// A warning without a place.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says something under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `error` or `warning`, and the code: `error[C0107]`.
    pub(super) fn kind(&self) -> String {
        format!("{}[{}]", self.severity.word(), self.code.id())
    }

    /// The file with line and column, as far as they are known, and a colon;
    /// empty without a place.
    pub(super) fn head(&self) -> String {
        let Some(place) = &self.place else {
            return String::new();
        };
        let path = &place.file.path;
        match place.position() {
            Some((line, column)) => format!("{path}:{line}:{column}: "),
            None => format!("{path}: "),
        }
    }

    /// What the order of a report goes by: file, line, column and code, and then
    /// whatever makes it the same in every run.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let place = self.place.as_ref();
        (
            place.map(|place| place.file.path.clone()),
            place.and_then(Place::position),
            self.code,
            self.severity,
            self.message.clone(),
        )
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Where there is no excerpt, nothing else tells the place.
        if self
            .place
            .as_ref()
            .is_some_and(|place| !place.has_excerpt())
        {
            f.write_str(&self.head())?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code.id()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_deref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        let file = &self.place.as_ref()?.file;
        file.text.as_ref()?;
        Some(&**file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let place = self.place.as_ref()?;
        place.file.text.as_ref()?;
        let span = place.span.clone()?;
        let label = miette::LabeledSpan::new_with_span(self.label.clone(), span);
        Some(Box::new(std::iter::once(label)))
    }
}
