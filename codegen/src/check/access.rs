//! Who may call methods, and whom entities belong to.

use super::Check;
use super::entity::place;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::locate::Place;
use crate::model::{
    Access, Cardinality, Entity, Kind, Message, Method, Provided, Service, Standard,
};

/// The option that says who may call.
const OPTION: &str = "counterpart.v1.method";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        if let Some(entity) = &message.entity
            && !entity.owner.is_empty()
        {
            owner(check, message, entity);
        }
    }
    for service in contract.services() {
        for method in &service.methods {
            roles(check, method);
            match &method.provided {
                Some(provided) => provided_access(check, method, provided),
                None if method.access == Access::Owner => owner_access(check, service, method),
                None => {}
            }
        }
    }
}

/// The field with the owner is a plain text that no client writes.
fn owner(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let written = &entity.owner;
    let at = |check: &Check<'_>| place(check, message, &["owner"], Some(written));
    let Some(field) = message.field(written) else {
        let text = format!(
            "the owner \"{written}\" is no field of {}",
            message.full_name
        );
        let known = message.fields.iter().map(|field| field.name.as_str());
        let mut diagnostic = Diagnostic::error(Code::OwnerField, text).at(at(check));
        diagnostic.label = did_you_mean(written, known);
        check.add(diagnostic.help("name the field that holds the user's id, such as `user_id`"));
        return;
    };
    let is_text = field.kind == Kind::Text
        && field.cardinality == Cardinality::Singular
        && field.oneof.is_none();
    if !is_text || field.behavior.identifier {
        let text = format!(
            "the owner `{written}` of {} must be one `string` beside the id",
            message.full_name
        );
        check.add(
            Diagnostic::error(Code::OwnerType, text)
                .at(at(check))
                .help(format!("name a field such as {}", declaration("user_id"))),
        );
    } else if !field.behavior.output_only {
        let text = format!(
            "clients could write `{written}`, and so give {} to whom they like",
            message.full_name
        );
        check.add(
            Diagnostic::error(Code::OwnerWritable, text)
                .at(check.sites.of(&field.origin).name())
                .help(format!("declare it as {}", declaration(written))),
        );
    }
}

fn declaration(field: &str) -> String {
    format!("`string {field} = N [(google.api.field_behavior) = OUTPUT_ONLY];`")
}

fn place_of(check: &Check<'_>, method: &Method, path: &[&str], value: Option<&str>) -> Place {
    check.sites.of(&method.origin).option(OPTION, path, value)
}

fn roles(check: &mut Check<'_>, method: &Method) {
    match (method.access, method.roles.first()) {
        (Access::Role, None) => {
            let text = format!("`{}` is for roles, and names none", method.name);
            let at = place_of(check, method, &["access"], None);
            check.add(
                Diagnostic::error(Code::RolesMissing, text)
                    .at(at)
                    .help("write such as `roles: [\"staff\"]` beside `access: ROLE`"),
            );
        }
        (Access::Role, Some(_)) | (_, None) => {}
        (_, Some(first)) => {
            let text = format!("`{}` names roles, and its access isn't ROLE", method.name);
            let at = place_of(check, method, &["roles"], Some(first));
            check.add(
                Diagnostic::error(Code::RolesUnused, text)
                    .at(at)
                    .help("write `access: ROLE`, or take `roles` out"),
            );
        }
    }
    for (index, role) in method.roles.iter().enumerate() {
        let is_name = !role.is_empty()
            && role
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "-_.:/".contains(letter));
        let text = if !is_name {
            format!("{role:?} is no name for a role")
        } else if method.roles[..index].contains(role) {
            format!("`{}` names the role \"{role}\" twice", method.name)
        } else {
            continue;
        };
        let at = place_of(check, method, &["roles"], Some(role));
        check.add(
            Diagnostic::error(Code::RoleInvalid, text)
                .at(at)
                .help("write each role once, in letters, digits and `-_.:/`, as tokens have it"),
        );
    }
}

/// A method that is written by hand and is for owners needs something that is
/// owned.
fn owner_access(check: &mut Check<'_>, service: &Service, method: &Method) {
    let contract = check.contract;
    let mut owned = service
        .owns
        .iter()
        .filter_map(|owned| contract.message(owned.target.as_deref()?)?.entity.as_ref());
    if owned.any(|entity| !entity.owner.is_empty()) {
        return;
    }
    let text = format!(
        "`{}` is for owners, and no entity of {} names its owner",
        method.name, service.full_name
    );
    let at = place_of(check, method, &["access"], Some("OWNER"));
    check.add(Diagnostic::error(Code::OwnerMissing, text).at(at).help(
        "write `owner: \"user_id\"` in the option of the entity, or `access: SIGNED_IN` here",
    ));
}

fn provided_access(check: &mut Check<'_>, method: &Method, provided: &Provided) {
    let Some(message) = check.contract.message(&provided.entity) else {
        return;
    };
    let Some(entity) = &message.entity else {
        return;
    };
    let has_owner = !entity.owner.is_empty();
    let at = |check: &Check<'_>| place_of(check, method, &["access"], None);
    match (method.access, provided.standard) {
        (Access::Owner, _) if !has_owner => {
            let text = format!(
                "`{}` is for owners, and {} doesn't name its owner",
                method.name, message.full_name
            );
            check.add(
                Diagnostic::error(Code::OwnerMissing, text)
                    .at(at(check))
                    .help(format!(
                        "write `owner: \"user_id\"` in the option of {}, or `access: SIGNED_IN` here",
                        message.name
                    )),
            );
        }
        (Access::Owner, Standard::List) => owner_index(check, message, entity),
        (Access::Owner, _) | (_, Standard::Get | Standard::List) => {}
        (_, Standard::Create) if has_owner => {
            let text = format!(
                "`{}` can't be provided: nobody would own what it creates",
                method.name
            );
            check.add(
                Diagnostic::error(Code::OwnerBypassed, text)
                    .at(at(check))
                    .help("write `access: OWNER`, or take CREATE out of `standard` and write the method by hand"),
            );
        }
        (Access::Public | Access::SignedIn, standard) if has_owner => {
            let text = format!(
                "`{}` can't be provided: anybody could change what others own",
                method.name
            );
            let word = super::standard::word(standard);
            check.add(
                Diagnostic::error(Code::OwnerBypassed, text)
                    .at(at(check))
                    .help(format!("write `access: OWNER` or ROLE, or take {word} out of `standard` and write the method by hand")),
            );
        }
        _ => {}
    }
}

fn owner_index(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let owner = &entity.owner;
    let begins = |index: &crate::model::Index| {
        index
            .fields
            .first()
            .is_some_and(|first| first.written == *owner)
    };
    if entity.indexes.iter().any(begins) {
        return;
    }
    let text = format!(
        "no index of {} begins with its owner `{owner}`, so each list reads what everybody owns",
        message.full_name
    );
    check.add(
        Diagnostic::warning(Code::OwnerNotIndexed, text)
            .at(place(check, message, &["owner"], Some(owner)))
            .help(format!("write `index: {{fields: \"{owner}\"}}`")),
    );
}
