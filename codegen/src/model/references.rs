//! Which entities requests refer to, and whom that makes a service ask.

use std::collections::BTreeSet;

use super::{Contract, Field, Kind, Message, Method, Service};

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

    /// The method through which others look an entity up: it is called `Get` and
    /// the entity's name, and returns one by its id.
    pub fn get_method<'a>(&'a self, owner: &'a Service, entity: &str) -> Option<GetMethod<'a>> {
        let entity = self.message(entity)?;
        owner.methods.iter().find_map(|method| {
            let is_get = method.name.strip_prefix("Get") == Some(entity.short_name())
                && method.output == entity.full_name;
            let request = self.message(&method.input).filter(|_| is_get)?;
            let id = request.id_of(entity)?;
            Some(GetMethod {
                method,
                request,
                id,
            })
        })
    }
}

/// The method that returns one entity by its id.
#[derive(Clone, Copy, Debug)]
pub struct GetMethod<'a> {
    /// The method.
    pub method: &'a Method,
    /// Its request.
    pub request: &'a Message,
    /// The field of the request that holds the id.
    pub id: &'a Field,
}
