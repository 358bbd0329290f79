//! Files of protobuf editions, told in words that reflection knows.
//!
//! An edition says by features what `proto2` and `proto3` say by their name:
//! whether a field tells unset from default, how a list stands on the wire.
//! Reflection reads no features. So a file of an edition is lowered to one of
//! the two older languages that means the same, before anything else reads it.
//!
//! What a feature asks and neither language has an own word for stays visible
//! where a check can see it: a delimited message becomes a group.

mod features;
mod fields;
mod file;
mod reflected;

use prost_reflect::prost::{DecodeError, Message as _};
use prost_reflect::{DescriptorPool, DynamicMessage};
use thiserror::Error;

use self::reflected::{each, text};

/// Why a set of descriptors can't be lowered.
#[derive(Clone, Debug, Error, PartialEq)]
pub(super) enum EditionError {
    /// The bytes are no set of descriptors.
    #[error("not a set of descriptors: {0}")]
    Undecodable(#[from] DecodeError),
    /// A file is of an edition that nobody here knows the features of.
    #[error("{file} is of an edition that isn't supported; 2023 and 2024 are")]
    Unknown {
        /// The name of the file.
        file: String,
    },
}

/// Lowers the files of editions in a `google.protobuf.FileDescriptorSet`, and
/// leaves all others as they are.
pub(crate) fn lower(set: &[u8]) -> Result<Vec<u8>, EditionError> {
    let descriptor = DescriptorPool::global()
        .get_message_by_name("google.protobuf.FileDescriptorSet")
        .expect("the global pool holds the descriptors of descriptors");
    let mut set = DynamicMessage::decode(descriptor, set)?;
    let mut lowered = Ok(());
    each(&mut set, "file", |file| {
        if lowered.is_ok() && text(file, "syntax") == "editions" {
            lowered = file::lower(file);
        }
    });
    lowered?;
    Ok(set.encode_to_vec())
}

#[cfg(test)]
mod tests;
