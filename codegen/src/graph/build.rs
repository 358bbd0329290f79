//! From contracts to their picture.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Call, Callers, EntityReference, Graph, GraphEntity, GraphMethod, GraphPackage, GraphService,
};
use crate::model::{Contract, HttpRule, HttpVerb, Kind, Message, Method, Package, Service};

pub(super) fn graph(contract: &Contract) -> Graph {
    let mut calls = BTreeSet::new();
    let mut references = BTreeSet::new();
    let mut callers = BTreeSet::new();
    for service in contract.services() {
        calls.extend(asked(contract, service));
        callers.extend(self::callers(contract, service));
    }
    for entity in contract
        .messages()
        .filter(|message| message.entity.is_some())
    {
        collect_references(
            contract,
            entity,
            entity,
            "",
            &mut Vec::new(),
            &mut references,
        );
    }
    Graph {
        packages: contract.packages.iter().map(package).collect(),
        calls: calls.into_iter().collect(),
        references: references.into_iter().collect(),
        callers: callers.into_iter().collect(),
    }
}

fn package(package: &Package) -> GraphPackage {
    let mut services: Vec<_> = package.services.iter().map(service).collect();
    services.sort_by(|left, right| left.name.cmp(&right.name));
    let mut entities: Vec<_> = package.entities().filter_map(entity).collect();
    entities.sort_by(|left, right| left.name.cmp(&right.name));
    GraphPackage {
        name: package.name.clone(),
        services,
        entities,
    }
}

fn service(service: &Service) -> GraphService {
    let owned = service.owns.iter();
    GraphService {
        name: service.full_name.clone(),
        queue: service.queue.clone(),
        owns: owned.filter_map(|owned| owned.target.clone()).collect(),
        methods: service.methods.iter().map(method).collect(),
    }
}

fn method(method: &Method) -> GraphMethod {
    GraphMethod {
        name: method.name.clone(),
        request: method.input.clone(),
        response: method.output.clone(),
        is_routed: method.access.is_routed(),
        routes: method.http.iter().map(route).collect(),
    }
}

fn route(rule: &HttpRule) -> String {
    let verb = match &rule.verb {
        HttpVerb::Get => "GET",
        HttpVerb::Put => "PUT",
        HttpVerb::Post => "POST",
        HttpVerb::Delete => "DELETE",
        HttpVerb::Patch => "PATCH",
        HttpVerb::Custom(verb) => verb,
    };
    format!("{verb} {}", rule.path)
}

fn entity(message: &Message) -> Option<GraphEntity> {
    let entity = message.entity.as_ref()?;
    Some(GraphEntity {
        name: message.full_name.clone(),
        collection: entity.collection.clone(),
    })
}

/// The calls by which a service finds out whether what its requests refer to
/// exists: it looks up its own entities by itself, and asks the owners of others.
fn asked(contract: &Contract, service: &Service) -> Vec<Call> {
    let mut calls = Vec::new();
    for entity in service
        .methods
        .iter()
        .flat_map(|method| contract.referred(method))
    {
        if let Some(owner) = contract.owner(entity)
            && owner.full_name != service.full_name
            && let Some(get) = contract.get_method(owner, entity)
        {
            calls.push(Call {
                from: service.full_name.clone(),
                to: owner.full_name.clone(),
                method: get.method.name.clone(),
            });
        }
    }
    calls
}

/// Who may call a service, as far as its methods name their callers.
fn callers(contract: &Contract, service: &Service) -> Vec<Callers> {
    let mut methods: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for method in &service.methods {
        for caller in contract.callers(service, method).into_iter().flatten() {
            let named = methods.entry(&caller.full_name).or_default();
            named.push(method.name.clone());
        }
    }
    let callers = methods.into_iter().map(|(from, methods)| Callers {
        from: from.to_owned(),
        to: service.full_name.clone(),
        methods,
    });
    callers.collect()
}

/// The ids of entities in a message and in those inside of it; `path` leads to
/// the message, through `way`.
fn collect_references<'a>(
    contract: &'a Contract,
    entity: &Message,
    message: &'a Message,
    path: &str,
    way: &mut Vec<&'a str>,
    found: &mut BTreeSet<EntityReference>,
) {
    // A message that holds itself goes on for ever.
    if way.contains(&message.full_name.as_str()) {
        return;
    }
    way.push(&message.full_name);
    for field in &message.fields {
        let path = format!("{path}{}", field.name);
        let is_own_id = field.behavior.identifier && way.len() == 1;
        if let Some(target) = field.entity().filter(|_| !is_own_id) {
            found.insert(EntityReference {
                from: entity.full_name.clone(),
                to: target.to_owned(),
                field: path.clone(),
                is_checked: field.reference.is_some(),
            });
        }
        if let Kind::Message(inner) = &field.kind
            && let Some(inner) = contract.message(inner)
        {
            collect_references(contract, entity, inner, &format!("{path}."), way, found);
        }
    }
    way.pop();
}
