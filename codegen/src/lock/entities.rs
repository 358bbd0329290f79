//! Where entities are stored: in a collection of the database of the service
//! that owns them, which is called like its queue.

use std::collections::HashSet;

use super::{Lock, StoredEntity};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::{Place, Sites};
use crate::model::{Contract, Entity, Message, Service};

/// An entity with the service that stores it.
pub(super) struct Owned<'a> {
    pub(super) message: &'a Message,
    entity: &'a Entity,
    service: &'a Service,
}

impl<'a> Owned<'a> {
    /// All entities that a service owns.
    pub(super) fn all(contract: &'a Contract) -> Vec<Self> {
        let targets = contract.services().flat_map(|service| {
            let owned = service.owns.iter();
            owned.filter_map(move |owned| Some((service, owned.target.as_deref()?)))
        });
        targets
            .filter_map(|(service, target)| {
                let message = contract.message(target)?;
                let entity = message.entity.as_ref()?;
                Some(Self {
                    message,
                    entity,
                    service,
                })
            })
            .collect()
    }

    fn full_name(&self) -> &'a str {
        &self.message.full_name
    }

    /// The database and the collection in it.
    fn place(&self) -> (&'a str, &'a str) {
        (&self.service.queue, &self.entity.collection)
    }

    /// Where the contract stores it.
    pub(super) fn stored(&self) -> StoredEntity {
        StoredEntity {
            database: self.service.queue.clone(),
            collection: self.entity.collection.clone(),
            is_removed: false,
        }
    }

    fn collection(&self, sites: &Sites<'_>) -> Place {
        let value = Some(self.entity.collection.as_str());
        let site = sites.of(&self.message.origin);
        site.option("counterpart.v1.entity", &["collection"], value)
    }
}

/// Tells which stored entities the contract would lose sight of, or read as
/// others.
pub(super) fn check(
    lock: &Lock,
    contract: &Contract,
    sites: &Sites<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let owned = Owned::all(contract);
    for one in &owned {
        match lock.entities.get(&one.message.full_name) {
            Some(locked) => {
                found.extend(other_collection(one, locked, sites));
                found.extend(other_database(one, locked, sites));
            }
            None => found.extend(taken(one, lock, sites)),
        }
    }
    let names: HashSet<&str> = owned.iter().map(Owned::full_name).collect();
    let places: HashSet<_> = owned.iter().map(Owned::place).collect();
    for (name, locked) in &lock.entities {
        let is_there = names.contains(name.as_str()) || places.contains(&locked.place());
        if !locked.is_removed && !is_there {
            found.push(removed(name, locked));
        }
    }
}

fn other_collection(
    owned: &Owned<'_>,
    locked: &StoredEntity,
    sites: &Sites<'_>,
) -> Option<Diagnostic> {
    let (before, now) = (&locked.collection, &owned.entity.collection);
    if before == now {
        return None;
    }
    let name = &owned.message.full_name;
    let text = format!(
        "{name} is stored in the collection \"{before}\", and would be looked for in \"{now}\": \
         what is stored would be out of sight"
    );
    Some(
        Diagnostic::error(Code::LockEntity, text)
            .at(owned.collection(sites))
            .label(format!("stored in \"{before}\""))
            .help(format!(
                "keep `collection: \"{before}\"`; or move the data, and write `collection = \"{now}\"` \
                 at {name} in the lock"
            )),
    )
}

fn other_database(
    owned: &Owned<'_>,
    locked: &StoredEntity,
    sites: &Sites<'_>,
) -> Option<Diagnostic> {
    let (before, now) = (&locked.database, &owned.service.queue);
    if before == now {
        return None;
    }
    let name = &owned.message.full_name;
    let text = format!(
        "{name} is stored in the database \"{before}\", and would be looked for in \"{now}\", \
         which is called like the queue of {}: what is stored would be out of sight",
        owned.service.full_name
    );
    let service = sites.of(&owned.service.origin);
    Some(
        Diagnostic::error(Code::LockEntity, text)
            .at(service.option("counterpart.v1.service", &["queue"], None))
            .label(format!("stored in \"{before}\""))
            .help(format!(
                "keep `queue: \"{before}\"`; or move the data, and write `database = \"{now}\"` \
                 at {name} in the lock"
            )),
    )
}

/// A new entity in a collection that holds another one's data.
fn taken(owned: &Owned<'_>, lock: &Lock, sites: &Sites<'_>) -> Option<Diagnostic> {
    let stored = owned.stored();
    let mut locked = lock.entities.iter();
    let (other, _) = locked.find(|(_, locked)| locked.place() == owned.place())?;
    let (name, collection) = (&owned.message.full_name, &stored.collection);
    let text = format!(
        "the collection \"{collection}\" holds what was stored as {other}, and {name} would read it"
    );
    Some(
        Diagnostic::error(Code::LockEntity, text)
            .at(owned.collection(sites))
            .label(format!("holds {other}"))
            .help(format!(
                "give {name} another collection; or, if it is {other} under another name, rename it \
                 everywhere in the lock"
            )),
    )
}

/// An entity that the contract no longer has. Told once: then the lock says so.
fn removed(name: &str, locked: &StoredEntity) -> Diagnostic {
    let text = format!(
        "{name} is no entity of a service any more: what is stored in the collection \"{}\" of the database \"{}\" \
         stays there, and nothing reads it",
        locked.collection, locked.database
    );
    Diagnostic::warning(Code::LockRemoved, text)
        .help("drop the collection when nobody needs it; the lock keeps its name from others")
}
