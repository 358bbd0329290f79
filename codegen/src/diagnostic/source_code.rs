//! Excerpts of source files.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::locate::SourceFile;

impl SourceCode for SourceFile {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.text.as_deref().unwrap_or_default();
        let excerpt = text.read_span(span, lines_before, lines_after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            excerpt.data(),
            *excerpt.span(),
            excerpt.line(),
            excerpt.column(),
            excerpt.line_count(),
        )))
    }
}
