//! Compiles `.proto` files with `protox`, so that nothing has to be installed.

use std::cell::RefCell;
use std::collections::HashMap;

use prost_reflect::DescriptorPool;
use protox::file::{File, FileResolver, GoogleFileResolver};
use protox::{Compiler, Error};

use crate::locate::Sources;
use crate::parallel;

/// What was compiled, and what couldn't be.
pub(crate) struct Compiled {
    /// The descriptors of the files that are valid, and of all that they import.
    pub(crate) pool: DescriptorPool,
    /// Those of the wanted files that are valid.
    pub(crate) files: Vec<String>,
    /// What is wrong with the others.
    pub(crate) errors: Vec<Error>,
}

impl Compiled {
    /// Contracts that come compiled.
    pub(crate) fn new(pool: DescriptorPool, files: &[String]) -> Self {
        Self {
            pool,
            files: files.to_owned(),
            errors: Vec::new(),
        }
    }
}

/// Compiles these files and all that they import. A file with an error doesn't
/// keep the others from being looked at.
pub(crate) fn compile(sources: &Sources, wanted: &[String]) -> Compiled {
    let mut compiler = Compiler::with_file_resolver(Parsed::new(sources, wanted));
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for file in wanted {
        match compiler.open_file(file) {
            Ok(_) => files.push(file.clone()),
            Err(error) => errors.push(error),
        }
    }
    Compiled {
        // The compiler's own pool: it keeps what other forms lose, such as options
        // that only reflection knows (ours, `buf.validate`) and `debug_redact`.
        pool: compiler.descriptor_pool(),
        files,
        errors,
    }
}

/// Parsed files: the compiler takes each one once, in the order of imports.
struct Parsed {
    sources: Sources,
    google: GoogleFileResolver,
    files: RefCell<HashMap<String, Result<File, Error>>>,
}

impl Parsed {
    /// Parsing takes as long as all the rest, and each file is on its own.
    fn new(sources: &Sources, files: &[String]) -> Self {
        let parsed = parallel::map(files, |name| parse(sources, name));
        Self {
            sources: sources.clone(),
            google: GoogleFileResolver::new(),
            files: RefCell::new(files.iter().cloned().zip(parsed).collect()),
        }
    }
}

impl FileResolver for Parsed {
    /// What protobuf itself defines comes from the compiler: a vendored copy of
    /// `descriptor.proto` may be written in a newer language than it parses.
    fn open_file(&self, name: &str) -> Result<File, Error> {
        if let Ok(file) = self.google.open_file(name) {
            return Ok(file);
        }
        let parsed = self.files.borrow_mut().remove(name);
        parsed.unwrap_or_else(|| parse(&self.sources, name))
    }
}

fn parse(sources: &Sources, name: &str) -> Result<File, Error> {
    match &sources.file(name).text {
        Some(text) => File::from_source(name, text),
        None => Err(Error::file_not_found(name)),
    }
}
