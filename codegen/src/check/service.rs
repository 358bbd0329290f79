//! What services own, where they are reached, and how long calls take.

use std::collections::BTreeMap;

use super::shape::is_snake_case;
use super::{Check, entity};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Place;
use crate::model::{Method, Package, Reference, Service};

/// The option that says what a service owns.
const OPTION: &str = "counterpart.v1.service";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    let mut owners: BTreeMap<&str, &Service> = BTreeMap::new();
    let mut queues: BTreeMap<&str, &Service> = BTreeMap::new();
    for package in &contract.packages {
        for service in &package.services {
            for owned in &service.owns {
                owns(check, package, service, owned);
                let target = owned.target.as_deref().unwrap_or(&owned.written);
                if let Some(other) = owners.insert(target, service) {
                    owned_twice(check, service, other, owned);
                }
            }
            queue_name(check, service);
            if let Some(other) = queues.insert(&service.queue, service) {
                queue_taken(check, service, other);
            }
            for method in &service.methods {
                timeout(check, method);
            }
        }
    }
}

fn place(check: &Check<'_>, service: &Service, owned: &Reference) -> Place {
    let site = check.sites.of(&service.origin);
    site.option(OPTION, &["owns"], Some(&owned.written))
}

fn owns(check: &mut Check<'_>, package: &Package, service: &Service, owned: &Reference) {
    let target = owned
        .target
        .as_deref()
        .and_then(|target| check.contract.message(target));
    let Some(message) = target.filter(|message| message.entity.is_some()) else {
        let text = format!(
            "{} owns \"{}\", which is no entity",
            service.full_name, owned.written
        );
        let mut diagnostic =
            Diagnostic::error(Code::OwnsUnknown, text).at(place(check, service, owned));
        diagnostic.label = entity::guess(check, &owned.written);
        check.add(diagnostic.help("give the message an option `(counterpart.v1.entity)`"));
        return;
    };
    if package.message(&message.full_name).is_none() {
        let text = format!(
            "{} owns {}, an entity of another package",
            service.full_name, message.full_name
        );
        check.add(
            Diagnostic::error(Code::OwnsForeign, text)
                .at(place(check, service, owned))
                .help("declare entity and service in one package: its service crate holds the repository"),
        );
    }
}

fn owned_twice(check: &mut Check<'_>, service: &Service, other: &Service, owned: &Reference) {
    let text = if service.full_name == other.full_name {
        format!("{} owns \"{}\" twice", service.full_name, owned.written)
    } else {
        format!(
            "{} and {} both own \"{}\"",
            other.full_name, service.full_name, owned.written
        )
    };
    check.add(
        Diagnostic::error(Code::OwnedTwice, text)
            .at(place(check, service, owned))
            .help("let one service own it, and the other call that one"),
    );
}

/// The broker's queue and the service's database are called like it.
fn queue_name(check: &mut Check<'_>, service: &Service) {
    if is_snake_case(&service.queue) {
        return;
    }
    let text = format!(
        "\"{}\" is no name for a queue and a database: it isn't in snake_case",
        service.queue
    );
    let site = check.sites.of(&service.origin);
    check.add(
        Diagnostic::error(Code::QueueInvalid, text)
            .at(site.option(OPTION, &["queue"], None))
            .help("write such as `queue: \"order_history\"`"),
    );
}

fn queue_taken(check: &mut Check<'_>, service: &Service, other: &Service) {
    let text = format!(
        "{} and {} share the queue \"{}\"",
        other.full_name, service.full_name, service.queue
    );
    let place = check
        .sites
        .of(&service.origin)
        .option(OPTION, &["queue"], None);
    check.add(
        Diagnostic::error(Code::QueueTaken, text)
            .at(place)
            .help("give one of them another `queue` in its option `(counterpart.v1.service)`"),
    );
}

fn timeout(check: &mut Check<'_>, method: &Method) {
    let (text, help) = match method.timeout {
        None => (
            format!("\"{}\" is no timeout", method.written_timeout),
            "write a whole number above 0 and its unit: `500ms`, `2s`, `1m`",
        ),
        Some(timeout) if timeout > Method::MAX_TIMEOUT => (
            format!(
                "\"{}\" is longer than any call may take",
                method.written_timeout
            ),
            "write at most `15m`: a broker takes back what isn't done after 30 minutes; answer at \
             once what takes longer, and let the caller ask how far it is",
        ),
        Some(_) => return,
    };
    let site = check.sites.of(&method.origin);
    let place = site.option("counterpart.v1.method", &["timeout"], None);
    check.add(
        Diagnostic::error(Code::TimeoutInvalid, text)
            .at(place)
            .help(help),
    );
}
