//! Names that brokers and databases keep for themselves.

use super::{Check, entity};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Entity, Message, Service};

/// The databases that MongoDB itself keeps its data in.
const DATABASES: &[&str] = &["admin", "config", "local"];

/// The name in which gateways call, which no service takes from them.
const GATEWAY: &str = "gateway";

/// The longest name of a database in MongoDB, in bytes:
/// <https://www.mongodb.com/docs/manual/reference/limits/>.
const LONGEST_DATABASE: usize = 63;

/// The longest name of a collection, in bytes. With that of its database and a
/// dot, MongoDB allows 255.
const LONGEST_COLLECTION: usize = 255 - LONGEST_DATABASE - 1;

/// What the names of tables begin with that SQLite keeps its own data in:
/// <https://www.sqlite.org/fileformat2.html#intschema>.
const TABLES: &str = "sqlite_";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for service in contract.services() {
        queue(check, service);
    }
    for message in contract.messages() {
        if let Some(entity) = &message.entity {
            collection(check, message, entity);
            fields(check, message);
        }
    }
}

/// A service's database is called like its queue. A foreign one stores nothing,
/// and its queue was named here.
fn queue(check: &mut Check<'_>, service: &Service) {
    if service.is_foreign {
        return;
    }
    let name = &service.queue;
    let text = if DATABASES.contains(&name.as_str()) {
        format!(
            "\"{name}\" is a database of MongoDB's own, and the service's is called like its queue"
        )
    } else if name == GATEWAY {
        format!(
            "\"{name}\" is the name in which gateways call, and a service calls by that of its queue"
        )
    } else if name.len() > LONGEST_DATABASE {
        format!(
            "\"{name}\" is too long: the service's database is called like its queue, and MongoDB allows \
             {LONGEST_DATABASE} bytes"
        )
    } else {
        return;
    };
    let site = check.sites.of(&service.origin);
    check.add(
        Diagnostic::error(Code::QueueReserved, text)
            .at(site.option("counterpart.v1.service", &["queue"], None))
            .help("give it another `queue` in the option `(counterpart.v1.service)`"),
    );
}

fn collection(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let name = &entity.collection;
    let text = if name.starts_with(TABLES) {
        format!("\"{name}\" begins with \"{TABLES}\", and those tables are SQLite's own")
    } else if name.len() > LONGEST_COLLECTION {
        format!("\"{name}\" is too long: MongoDB allows {LONGEST_COLLECTION} bytes")
    } else {
        return;
    };
    check.add(
        Diagnostic::error(Code::StoredNameReserved, text)
            .at(entity::place(check, message, &["collection"], Some(name)))
            .help("give the collection another name"),
    );
}

/// What begins with an underscore in a document is not the contract's: `_id`.
fn fields(check: &mut Check<'_>, message: &Message) {
    for field in message
        .fields
        .iter()
        .filter(|field| field.name.starts_with('_'))
    {
        let text = format!(
            "`{}` of {} begins with `_`, and those names in its document are the store's own",
            field.name, message.full_name
        );
        check.add(
            Diagnostic::error(Code::StoredNameReserved, text)
                .at(check.sites.of(&field.origin).name())
                .help("give the field a name without it"),
        );
    }
}
