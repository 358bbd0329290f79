//! What a contract says of a method: as properties, and as a line to read.

use std::time::Duration;

use super::literal;
use super::scope::Scope;
use crate::model::{Access, Contract, HttpBody, HttpRule, HttpVerb, Idempotency, Method, Service};

/// `.public().timeout(Duration::from_secs(2))`: what differs from the runtime's
/// default, and the timeout, which is the contract's word in any case.
pub(super) fn properties(
    scope: &mut Scope<'_>,
    contract: &Contract,
    service: &Service,
    method: &Method,
) -> String {
    scope.import("counterpart::rpc::Method");
    let mut chain = String::new();
    match method.access {
        Access::Internal => {}
        Access::Public => chain.push_str(".public()"),
        Access::SignedIn => chain.push_str(".signed_in()"),
        Access::Role => {
            let roles: Vec<String> = method
                .roles
                .iter()
                .map(|role| literal::text(role))
                .collect();
            chain.push_str(&format!(".roles(&[{}])", roles.join(", ")));
        }
        Access::Owner => chain.push_str(".owner()"),
    }
    if let Some(callers) = contract.callers(service, method) {
        let queues: Vec<String> = callers
            .iter()
            .map(|caller| literal::text(&caller.queue))
            .collect();
        chain.push_str(&format!(".callers(&[{}])", queues.join(", ")));
    }
    match method.idempotency {
        Idempotency::Unknown => {}
        Idempotency::NoSideEffects => chain.push_str(".no_side_effects()"),
        Idempotency::Idempotent => chain.push_str(".idempotent()"),
    }
    let timeout = duration_expression(scope, method.timeout.unwrap_or(Method::DEFAULT_TIMEOUT));
    chain.push_str(&format!(".timeout({timeout})"));
    if let Some((requests, per)) = rate_limit(method) {
        let requests = literal::integer(&requests);
        let per = duration_expression(scope, per);
        chain.push_str(&format!(".rate_limit({requests}, {per})"));
    }
    if !method.http.is_empty() {
        let rule = scope.import("counterpart::rpc::HttpRule");
        let verb = scope.import("counterpart::rpc::Verb");
        let rules: Vec<_> = method
            .http
            .iter()
            .map(|http| http_rule(&rule, &verb, http))
            .collect();
        chain.push_str(&format!(".http(&[{}])", rules.join(", ")));
    }
    chain
}

/// `Duration::from_secs(2)`
fn duration_expression(scope: &mut Scope<'_>, duration: Duration) -> String {
    let ty = scope.import("std::time::Duration");
    let (number, unit) = in_whole_units(duration);
    let constructor = match unit {
        "h" => "from_hours",
        "min" => "from_mins",
        "s" => "from_secs",
        _ => "from_millis",
    };
    format!("{ty}::{constructor}({})", literal::integer(&number))
}

/// How often one client may call, if the contract says so.
fn rate_limit(method: &Method) -> Option<(u32, Duration)> {
    let limit = method.rate_limit.as_ref()?;
    Some((limit.requests, limit.per?))
}

fn http_rule(rule: &str, verb: &str, http: &HttpRule) -> String {
    let body = match &http.body {
        HttpBody::None => String::new(),
        HttpBody::Field(field) => format!(".body(\"{field}\")"),
        HttpBody::Whole => ".whole_body()".to_owned(),
    };
    format!(
        "{rule}::new({verb}::{}, \"{}\"){body}",
        verb_name(&http.verb),
        http.path
    )
}

fn verb_name(verb: &HttpVerb) -> &str {
    match verb {
        HttpVerb::Get => "Get",
        HttpVerb::Put => "Put",
        HttpVerb::Post => "Post",
        HttpVerb::Delete => "Delete",
        HttpVerb::Patch => "Patch",
        HttpVerb::Custom(word) => word,
    }
}

/// What the contract says of a method, in a line for its documentation:
/// ``Public · 2 s · safe to retry · `GET /v1/products/{id}` ``.
pub(super) fn terms(service: &Service, method: &Method) -> String {
    let mut terms = vec![
        access(method),
        duration(method.timeout.unwrap_or(Method::DEFAULT_TIMEOUT)),
    ];
    if let Some(callers) = callers(service, method) {
        terms.push(format!("services that may call: {callers}"));
    }
    if method.idempotency != Idempotency::Unknown {
        terms.push("safe to retry".to_owned());
    }
    terms.extend(limit(method));
    if method.planned {
        terms.push("planned".to_owned());
    }
    terms.extend(method.http.iter().map(route));
    terms.join(" · ")
}

/// `600 calls in 1 min`, if the contract limits how often one client may call.
pub(super) fn limit(method: &Method) -> Option<String> {
    let (requests, per) = rate_limit(method)?;
    Some(format!("{requests} calls in {}", duration(per)))
}

/// The services and packages that may call, if the contract names them:
/// `` `shop.order.v1.OrderService` ``.
pub(super) fn callers(service: &Service, method: &Method) -> Option<String> {
    let named = service.named_callers(method);
    let targets = named.iter().filter_map(|named| named.target.as_ref());
    let quoted: Vec<String> = targets.map(|target| format!("`{target}`")).collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}

/// ``Public`` or ``Role `staff` ``.
pub(super) fn access(method: &Method) -> String {
    match method.access {
        Access::Public => "Public".to_owned(),
        Access::Internal => "Internal".to_owned(),
        Access::SignedIn => "Signed in".to_owned(),
        Access::Owner => "Owner".to_owned(),
        Access::Role => {
            let roles: Vec<String> = method
                .roles
                .iter()
                .map(|role| format!("`{role}`"))
                .collect();
            format!("Role {}", roles.join(" or "))
        }
    }
}

/// `2 s` or `500 ms`.
pub(super) fn duration(duration: Duration) -> String {
    let (number, unit) = in_whole_units(duration);
    format!("{number} {unit}")
}

/// `` `GET /v1/products/{id}` ``
pub(super) fn route(http: &HttpRule) -> String {
    format!(
        "`{} {}`",
        verb_name(&http.verb).to_ascii_uppercase(),
        http.path
    )
}

/// The duration in the largest unit that has no fraction.
fn in_whole_units(duration: Duration) -> (u128, &'static str) {
    let millis = duration.as_millis();
    [(3_600_000, "h"), (60_000, "min"), (1000, "s")]
        .into_iter()
        .find(|(unit, _)| millis >= *unit && millis.is_multiple_of(*unit))
        .map_or((millis, "ms"), |(unit, name)| (millis / unit, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_shown_in_its_largest_whole_unit() {
        assert_eq!(duration(Duration::from_millis(250)), "250 ms");
        assert_eq!(duration(Duration::from_millis(1500)), "1500 ms");
        assert_eq!(duration(Duration::from_secs(2)), "2 s");
        assert_eq!(duration(Duration::from_mins(2)), "2 min");
        assert_eq!(duration(Duration::from_secs(90)), "90 s");
        assert_eq!(duration(Duration::from_hours(2)), "2 h");
    }
}
