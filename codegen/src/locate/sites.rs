//! From the model's origins to places in the text.

use std::ops::Range;

use prost_reflect::DescriptorPool;

use super::{Place, Site, SourceFile, Sources};
use crate::model::Origin;

/// Finds where elements of the model are declared.
#[derive(Clone, Copy, Debug)]
pub struct Sites<'a> {
    sources: &'a Sources,
    pool: &'a DescriptorPool,
}

impl<'a> Sites<'a> {
    /// Looks spans up in the descriptors, and text in the sources.
    pub fn new(sources: &'a Sources, pool: &'a DescriptorPool) -> Self {
        Self { sources, pool }
    }

    /// Where an element is declared.
    pub fn of(&self, origin: &Origin) -> Site {
        /// The number of the field `name` in each of the descriptor messages.
        const NAME: i32 = 1;
        let source = self.sources.file(&origin.file);
        let name_path = [origin.path.as_slice(), &[NAME]].concat();
        let span = self.span(&source, &origin.path);
        let name = self.span(&source, &name_path);
        Site::new(source, span, name)
    }

    /// Where an extension is declared, and the full name of what it extends.
    pub fn extension(&self, full_name: &str) -> Option<(Place, String)> {
        let extension = self.pool.get_extension_by_name(full_name)?;
        let origin = Origin {
            file: extension.parent_file().name().to_owned(),
            path: extension.path().to_vec(),
        };
        let extended = extension.containing_message().full_name().to_owned();
        Some((self.of(&origin).name(), extended))
    }

    /// Looks a descriptor path up in the file's table of spans.
    fn span(&self, source: &SourceFile, path: &[i32]) -> Option<Range<usize>> {
        source.text.as_ref()?;
        let file = self.pool.get_file_by_name(&source.name)?;
        let table = file.file_descriptor_proto().source_code_info.as_ref()?;
        let location = table.location.iter().find(|entry| entry.path == path)?;
        // Three numbers if the element ends in the line that it starts in.
        let [line, column, end_line, end_column] = match location.span[..] {
            [line, column, end_column] => [line, column, line, end_column],
            [line, column, end_line, end_column] => [line, column, end_line, end_column],
            _ => return None,
        };
        let at = |line: i32, column: i32| {
            Some(source.offset(line.try_into().ok()?, column.try_into().ok()?))
        };
        let span = at(line, column)?..at(end_line, end_column)?;
        (span.start <= span.end).then_some(span)
    }
}
