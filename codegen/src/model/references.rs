//! Which entities requests refer to, and whom that makes a service ask.

use std::collections::BTreeSet;

use super::{Contract, Kind, Method, Service, Standard};

impl Contract {
    /// The entities that a request of this method refers to, at any depth: those
    /// that must exist (`(counterpart.v1.field).ref`), by their full names.
    pub fn referred<'a>(&'a self, method: &'a Method) -> BTreeSet<&'a str> {
        let mut entities = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![method.input.as_str()];
        while let Some(name) = waiting.pop() {
            let Some(message) = self.message(name).filter(|_| seen.insert(name)) else {
                continue;
            };
            for field in &message.fields {
                // What a request can't set, it can't set wrong.
                if field.behavior.output_only || field.behavior.identifier {
                    continue;
                }
                let reference = field.reference.as_ref();
                entities.extend(reference.and_then(|reference| reference.target.as_deref()));
                if let Kind::Message(inner) = &field.kind {
                    waiting.push(inner);
                }
            }
        }
        entities
    }
}

impl Service {
    /// The method that returns one entity of the service by its id: the provided
    /// one, or the one with its name.
    pub fn get_method(&self, entity: &str) -> Option<&Method> {
        let short = entity.rsplit('.').next().unwrap_or(entity);
        let is_provided = |method: &&Method| {
            method.provided.as_ref().is_some_and(|provided| {
                provided.standard == Standard::Get && provided.entity == entity
            })
        };
        let is_named = |method: &&Method| {
            method.name.strip_prefix("Get") == Some(short) && method.output == entity
        };
        let mut methods = self.methods.iter();
        methods
            .find(is_provided)
            .or_else(|| self.methods.iter().find(is_named))
    }
}
