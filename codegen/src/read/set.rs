//! Contracts that come compiled: a `google.protobuf.FileDescriptorSet`, as
//! `buf build -o` and `protoc -o` write it.

use prost_reflect::DescriptorPool;

use super::editions::{self, EditionError};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Reads a set of descriptors, files of editions included. People know it by
/// `path`.
pub(crate) fn set(path: &str, bytes: &[u8]) -> Result<DescriptorPool, Report> {
    let lowered = editions::lower(bytes).map_err(|error| match error {
        EditionError::Undecodable(error) => undecodable(path, bytes, &error),
        EditionError::Unknown { .. } => Diagnostic::error(Code::Edition, error.to_string())
            .help("write the file in an edition that is, or in proto3"),
    })?;
    DescriptorPool::decode(lowered.as_slice()).map_err(|error| {
        let message = format!("{path} is no complete set of descriptors: {error}");
        let diagnostic = Diagnostic::error(Code::DescriptorsInvalid, message).help(
            "a set holds all files that its files import: `buf build` adds them, `protoc` does \
             with `--include_imports`",
        );
        Report::from(diagnostic)
    })
}

fn undecodable(path: &str, bytes: &[u8], error: &dyn std::fmt::Display) -> Diagnostic {
    /// The first bytes of what gzip wrote (RFC 1952).
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    let help = if bytes.starts_with(&GZIP) {
        "it is compressed: write it with a name that ends in `.binpb`, or run `gunzip`"
    } else {
        "write it in binary form: `buf build -o contracts.binpb`, or \
         `protoc --include_imports --include_source_info -o contracts.binpb FILES`"
    };
    let message = format!("{path} is no set of descriptors: {error}");
    Diagnostic::error(Code::DescriptorsInvalid, message).help(help)
}
