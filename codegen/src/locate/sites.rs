//! From the model's origins to places in the text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use prost_reflect::DescriptorPool;

use super::{Place, Site, SourceFile, Sources};
use crate::model::Origin;

/// Finds where elements of the model are declared.
#[derive(Debug)]
pub struct Sites<'a> {
    sources: &'a Sources,
    pool: &'a DescriptorPool,
    /// The table of spans of each file that something was looked up in.
    spans: HashMap<String, OnceLock<Spans>>,
}

/// Spans by the paths of elements in their file's descriptor.
type Spans = HashMap<Vec<i32>, Vec<i32>>;

impl<'a> Sites<'a> {
    /// Looks spans up in the descriptors, and text in the sources.
    pub fn new(sources: &'a Sources, pool: &'a DescriptorPool) -> Self {
        let names = pool.files().map(|file| file.name().to_owned());
        let spans = names.map(|name| (name, OnceLock::new())).collect();
        Self {
            sources,
            pool,
            spans,
        }
    }

    /// Where an element is declared.
    pub fn of(&self, origin: &Origin) -> Site {
        /// The number of the field `name` in each of the descriptor messages.
        const NAME: i32 = 1;
        let source = self.sources.file(&origin.file);
        let name_path = [origin.path.as_slice(), &[NAME]].concat();
        let span = self.span(&source, &origin.path);
        let name = self.span(&source, &name_path);
        if source.text.is_some() {
            return Site::new(source, span, name);
        }
        let lines = [name_path.as_slice(), &origin.path]
            .into_iter()
            .find_map(|path| self.lines(&source.name, path));
        let recorded = lines.map(|[line, column, ..]| (line + 1, column + 1));
        Site::new(source, span, name).recorded(recorded)
    }

    /// Where an extension is declared, and the full name of what it extends.
    pub fn extension(&self, full_name: &str) -> Option<(Place, String)> {
        let extension = self.pool.get_extension_by_name(full_name)?;
        let origin = Origin {
            file: extension.parent_file().name().to_owned(),
            path: extension.path().to_vec(),
            ..Origin::default()
        };
        let extended = extension.containing_message().full_name().to_owned();
        Some((self.of(&origin).name(), extended))
    }

    /// Where a descriptor path leads, in bytes of the file's text.
    fn span(&self, source: &SourceFile, path: &[i32]) -> Option<Range<usize>> {
        source.text.as_ref()?;
        let [line, column, end_line, end_column] = self.lines(&source.name, path)?;
        let span = source.offset(line, column)..source.offset(end_line, end_column);
        (span.start <= span.end).then_some(span)
    }

    /// Looks a descriptor path up in the file's table: first line and column,
    /// last line and the column behind it, all from zero.
    fn lines(&self, file: &str, path: &[i32]) -> Option<[usize; 4]> {
        let table = self.spans.get(file)?;
        let span = table.get_or_init(|| self.table(file)).get(path)?;
        // Three numbers if the element ends in the line that it starts in.
        let [line, column, end_line, end_column] = match span[..] {
            [line, column, end_column] => [line, column, line, end_column],
            [line, column, end_line, end_column] => [line, column, end_line, end_column],
            _ => return None,
        };
        let number = |number: i32| usize::try_from(number).ok();
        Some([
            number(line)?,
            number(column)?,
            number(end_line)?,
            number(end_column)?,
        ])
    }

    fn table(&self, file: &str) -> Spans {
        let mut spans = Spans::new();
        let file = self.pool.get_file_by_name(file);
        let info = file
            .as_ref()
            .and_then(|file| file.file_descriptor_proto().source_code_info.as_ref());
        for location in info.into_iter().flat_map(|info| &info.location) {
            // An element that is declared in parts, as an `extend`, has several.
            spans
                .entry(location.path.clone())
                .or_insert_with(|| location.span.clone());
        }
        spans
    }
}
