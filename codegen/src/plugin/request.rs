//! What a compiler asks a plugin for.

use prost_reflect::prost::{DecodeError, Message as _};
use prost_reflect::{DescriptorPool, DynamicMessage, Value};

/// A `CodeGeneratorRequest`.
pub(super) struct Request {
    /// The options, as the caller writes them.
    pub(super) parameter: String,
    /// The files that code is generated for.
    pub(super) files: Vec<String>,
    /// An encoded set with their descriptors, and those of all that they import.
    pub(super) set: Vec<u8>,
}

impl Request {
    /// Reads a request by reflection, which keeps options that only it knows.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let pool = DescriptorPool::global();
        let message = |name| {
            pool.get_message_by_name(name)
                .expect("the global pool holds what protobuf itself defines")
        };
        let request = message("google.protobuf.compiler.CodeGeneratorRequest");
        let request = DynamicMessage::decode(request, bytes)?;
        let field = |name| {
            request
                .get_field_by_name(name)
                .map(std::borrow::Cow::into_owned)
        };
        let mut set = DynamicMessage::new(message("google.protobuf.FileDescriptorSet"));
        if let Some(files) = field("proto_file") {
            set.set_field_by_name("file", files);
        }
        Ok(Self {
            parameter: match field("parameter") {
                Some(Value::String(text)) => text,
                _ => String::new(),
            },
            files: match field("file_to_generate") {
                Some(Value::List(names)) => names
                    .into_iter()
                    .filter_map(|name| name.as_str().map(str::to_owned))
                    .collect(),
                _ => Vec::new(),
            },
            set: set.encode_to_vec(),
        })
    }
}
