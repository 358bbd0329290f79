//! What methods do, as far as a contract can contradict itself: whether they may
//! run again, and whether it tells all that a provided one does.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Place;
use crate::model::{
    Entity, Field, HttpVerb, Idempotency, Kind, Message, Method, Provided, Standard,
};

/// The fields that refer to an entity, by its name, without saying what becomes
/// of them when it is deleted.
type Dangling<'a> = BTreeMap<&'a str, Vec<(&'a Message, &'a Field)>>;

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    let mut dangling = Dangling::new();
    for message in contract.messages() {
        for field in message.fields.iter().filter(|field| !field.keeps_reference) {
            let reference = field.reference.as_ref();
            if let Some(target) = reference.and_then(|reference| reference.target.as_deref()) {
                dangling.entry(target).or_default().push((message, field));
            }
        }
    }
    for service in contract.services() {
        for method in &service.methods {
            idempotency(check, method);
            get_route(check, method);
            let deleted = method
                .provided
                .as_ref()
                .filter(|provided| provided.standard == Standard::Delete);
            if let Some(entity) = deleted.and_then(|deleted| contract.message(&deleted.entity)) {
                let removal = Removal {
                    what: format!("Delete{} is provided", entity.short_name()),
                    help: format!(
                        "take DELETE out of `standard` of {} and write the method by hand",
                        entity.full_name
                    ),
                };
                removed(check, entity, &removal, &dangling);
            }
        }
    }
    for message in contract.messages() {
        if message.entity.as_ref().is_some_and(Entity::expires) {
            let removal = Removal {
                what: format!("{} expires", message.full_name),
                help: "take `ttl` out of its index".to_owned(),
            };
            removed(check, message, &removal, &dangling);
        }
    }
}

/// How the store removes entities without anybody being asked.
struct Removal {
    what: String,
    help: String,
}

fn idempotency_place(check: &Check<'_>, method: &Method) -> Place {
    let site = check.sites.of(&method.origin);
    site.option("idempotency_level", &[], None)
}

/// A call that says it is safe to retry is sent again when its answer was lost.
fn idempotency(check: &mut Check<'_>, method: &Method) {
    let standard = method.provided.as_ref().map(|provided| provided.standard);
    let changing = method.http.iter().find_map(|rule| match rule.verb {
        HttpVerb::Delete => Some("DELETE"),
        HttpVerb::Put => Some("PUT"),
        HttpVerb::Patch => Some("PATCH"),
        _ => None,
    });
    let (text, help) = match (method.idempotency, standard, changing) {
        (
            Idempotency::NoSideEffects,
            Some(Standard::Create | Standard::Update | Standard::Delete),
            _,
        ) => (
            format!(
                "`{}` says that it changes nothing, and is provided to write",
                method.name
            ),
            "take `idempotency_level` out",
        ),
        (Idempotency::Idempotent, Some(Standard::Create), _) => (
            format!(
                "`{}` says that twice is the same as once, and creates an entity each time",
                method.name
            ),
            "take `idempotency_level` out, or write the method by hand",
        ),
        (Idempotency::NoSideEffects, _, Some(verb)) => (
            format!(
                "`{}` says that it changes nothing, and has a {verb} route",
                method.name
            ),
            "write `IDEMPOTENT` if twice is the same as once, or give it a `get` route",
        ),
        _ => return,
    };
    let at = idempotency_place(check, method);
    check.add(
        Diagnostic::error(Code::IdempotencyFalse, text)
            .at(at)
            .help(help),
    );
}

/// Browsers, caches and crawlers send a GET as often as they like (RFC 9110,
/// 9.2.1).
fn get_route(check: &mut Check<'_>, method: &Method) {
    let reads = matches!(
        method.provided,
        Some(Provided {
            standard: Standard::Get | Standard::List,
            ..
        })
    );
    if reads || !method.access.is_routed() || method.idempotency == Idempotency::NoSideEffects {
        return;
    }
    let Some(rule) = method.http.iter().find(|rule| rule.verb == HttpVerb::Get) else {
        return;
    };
    let text = format!(
        "`{}` has a GET route, and doesn't say that it changes nothing",
        method.name
    );
    let site = check.sites.of(&method.origin);
    check.add(
        Diagnostic::warning(Code::GetChanges, text)
            .at(site.option("google.api.http", &[], Some(&rule.path)))
            .help("write `option idempotency_level = NO_SIDE_EFFECTS;`, or give it a `post` route"),
    );
}

/// Nobody who refers to an entity is asked before it is removed.
fn removed(check: &mut Check<'_>, entity: &Message, removal: &Removal, dangling: &Dangling<'_>) {
    let referring = dangling.get(entity.full_name.as_str());
    for (message, field) in referring.into_iter().flatten() {
        if !is_stored(check, message) {
            continue;
        }
        let text = format!(
            "{}, and `{}` of {} doesn't say what becomes of a reference to it",
            removal.what, field.name, message.full_name
        );
        let site = check.sites.of(&field.origin);
        check.add(
            Diagnostic::error(Code::DeleteDangles, text)
                .at(site.option("counterpart.v1.field", &["ref"], None))
                .help(format!(
                    "write `(counterpart.v1.field).on_delete = KEEP` beside it, or {}",
                    removal.help
                )),
        );
    }
}

/// Whether a message is an entity, or stands in one.
fn is_stored(check: &Check<'_>, message: &Message) -> bool {
    let mut seen = vec![message];
    let mut at = 0;
    while let Some(inner) = seen.get(at).copied() {
        if inner.entity.is_some() {
            return true;
        }
        at += 1;
        let kind = Kind::Message(inner.full_name.clone());
        for holder in check.contract.messages() {
            let holds = holder.fields.iter().any(|field| field.kind == kind);
            if holds && seen.iter().all(|known| known.full_name != holder.full_name) {
                seen.push(holder);
            }
        }
    }
    false
}
