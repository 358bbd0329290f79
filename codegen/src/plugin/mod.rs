//! The generator as a plugin of `protoc` and `buf`.

mod parameters;
mod request;

use std::path::Path;

use prost_reflect::prost::{DecodeError, Message as _};
use prost_reflect::prost_types::compiler::CodeGeneratorResponse;
use prost_reflect::prost_types::compiler::code_generator_response::{Feature, File};

use self::parameters::Parameters;
use self::request::Request;
use crate::diagnostic::Report;
use crate::locate::Sources;
use crate::lock::Lock;
use crate::output::{Content, Files};
use crate::pipeline::{Contracts, Freshness, Rendered};
use crate::read::{self, Compiled};

/// Answers an encoded `google.protobuf.compiler.CodeGeneratorRequest` with an
/// encoded response, and with what needs a look.
///
/// What is wrong with the contracts stands in the response. The error is that
/// of a request that is none.
pub fn plugin(request: &[u8]) -> Result<(Vec<u8>, Report), DecodeError> {
    let request = Request::decode(request)?;
    let mut response = CodeGeneratorResponse {
        supported_features: Some(Feature::Proto3Optional as u64),
        ..CodeGeneratorResponse::default()
    };
    let warnings = match answer(&request) {
        Ok(rendered) => {
            response.file = files(&rendered.files);
            rendered.warnings
        }
        Err(report) => {
            response.error = Some(report.short());
            Report::new()
        }
    };
    Ok((response.encode_to_vec(), warnings))
}

fn answer(request: &Request) -> Result<Rendered, Report> {
    let parameters = Parameters::parse(&request.parameter)?;
    let pool = read::set("the request", &request.set)?;
    let mut sources = Sources::new();
    for file in pool.files() {
        let path = match &parameters.root {
            Some(root) => format!("{root}/{}", file.name()),
            None => file.name().to_owned(),
        };
        sources.add_path(file.name(), &path);
    }
    let is_wanted = |name: &&String| {
        let file = pool.get_file_by_name(name);
        file.is_some_and(|file| parameters.wants(file.package_name()))
    };
    let wanted: Vec<String> = request.files.iter().filter(is_wanted).cloned().collect();
    let contracts = Contracts {
        compiled: Compiled::new(pool, &wanted),
        sources,
    };
    let path = parameters.lock.as_deref().map(Path::new);
    let (locked, text) = Lock::read(Path::new(""), path)?;
    let rendered = contracts.render(Ok(locked), Freshness::Unguarded)?;
    rendered.require_lock(path, &text)?;
    Ok(rendered)
}

fn files(files: &Files) -> Vec<File> {
    files
        .iter()
        .map(|(path, Content::Text(text))| File {
            name: Some(path.to_owned()),
            content: Some(text.clone()),
            ..File::default()
        })
        .collect()
}
