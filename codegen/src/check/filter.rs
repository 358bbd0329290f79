//! Filters of lists that the store can't serve well.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Access, Entity, Field, Message, Method};

/// A provided List method filters by the fields of its request that the entity
/// has too. Each of them may be the only one that is set, so each needs an index
/// that begins with it: else every entity is read.
pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for method in contract.services().flat_map(|service| &service.methods) {
        let Some(provided) = &method.provided else {
            continue;
        };
        let (Some(request), Some(entity)) = (
            contract.message(&method.input),
            contract.message(&provided.entity),
        ) else {
            continue;
        };
        let filters = provided.parts.filters.iter();
        for filter in filters.filter_map(|name| request.field(name)) {
            unserved(check, method, filter, entity);
        }
    }
}

fn unserved(check: &mut Check<'_>, method: &Method, filter: &Field, entity: &Message) {
    let Some(stored) = &entity.entity else {
        return;
    };
    let is_served = serves(stored, method.access, &filter.name);
    if is_served || stored.id.as_ref() == Some(&filter.name) {
        return;
    }
    let text = format!(
        "no index of {} begins with `{}`, so a list with this filter alone reads all of them",
        entity.full_name, filter.name
    );
    check.add(
        Diagnostic::warning(Code::FilterUnindexed, text)
            .at(check.sites.of(&filter.origin).name())
            .help(format!(
                "add `index: {{fields: \"{}\"}}` to the entity, or take the filter out",
                filter.name
            )),
    );
}

/// Whether an index of the entity begins with a field. Where users list what they
/// own, the owner is a filter of every list, and may stand before it.
fn serves(entity: &Entity, access: Access, field: &str) -> bool {
    entity.indexes.iter().any(|index| {
        let mut fields = index.fields.iter().map(|field| field.written.as_str());
        match fields.next() {
            Some(first) if first == field => true,
            Some(first) => {
                access == Access::Owner && first == entity.owner && fields.next() == Some(field)
            }
            None => false,
        }
    })
}
