//! `descriptors.binpb`: what reflection shows, which is only what is public.

use std::collections::BTreeSet;

use prost_reflect::FileDescriptor;
use prost_reflect::prost::Message as _;
use prost_reflect::prost_types::{FileDescriptorProto, FileDescriptorSet};

use super::Rendering;
use crate::model::Access;

/// An encoded `FileDescriptorSet` of the files with public methods and of what
/// they import, each before those that import it, without comments and without
/// the methods that aren't public.
pub(super) fn public(rendering: &Rendering<'_>) -> Vec<u8> {
    let mut set = FileDescriptorSet::default();
    let mut seen = BTreeSet::new();
    for package in &rendering.contract.packages {
        for file in &package.files {
            let Some(file) = rendering.pool.get_file_by_name(&file.name) else {
                continue;
            };
            if has_public_methods(rendering, &file) {
                add(rendering, &file, &mut seen, &mut set);
            }
        }
    }
    set.encode_to_vec()
}

fn add(
    rendering: &Rendering<'_>,
    file: &FileDescriptor,
    seen: &mut BTreeSet<String>,
    set: &mut FileDescriptorSet,
) {
    if !seen.insert(file.name().to_owned()) {
        return;
    }
    for import in file.dependencies() {
        add(rendering, &import, seen, set);
    }
    set.file.push(without_internals(rendering, file));
}

fn has_public_methods(rendering: &Rendering<'_>, file: &FileDescriptor) -> bool {
    file.services().any(|service| {
        service
            .methods()
            .any(|method| is_public(rendering, service.full_name(), method.name()))
    })
}

fn without_internals(rendering: &Rendering<'_>, file: &FileDescriptor) -> FileDescriptorProto {
    let package = file.package_name();
    let mut proto = file.file_descriptor_proto().clone();
    proto.source_code_info = None;
    for service in &mut proto.service {
        let full_name = format!("{package}.{}", service.name());
        service
            .method
            .retain(|method| is_public(rendering, &full_name, method.name()));
    }
    proto.service.retain(|service| !service.method.is_empty());
    proto
}

fn is_public(rendering: &Rendering<'_>, service: &str, method: &str) -> bool {
    rendering
        .contract
        .services()
        .filter(|declared| declared.full_name == service)
        .flat_map(|declared| &declared.methods)
        .any(|declared| declared.name == method && declared.access == Access::Public)
}
