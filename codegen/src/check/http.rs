//! HTTP routes (`google.api.http`).

use std::collections::BTreeMap;

use super::Check;
use super::path::{Template, Variable};
use super::shape;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::locate::Place;
use crate::model::{Cardinality, HttpBody, HttpRule, HttpVerb, Kind, Message, Method};

/// The option that holds a route.
const OPTION: &str = "google.api.http";

/// The path by which the gateway says how it is, and which it refuses to routes.
const HEALTH: &str = "/healthz";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    let mut routes: BTreeMap<(&str, String), String> = BTreeMap::new();
    // The routes of a foreign contract are those of another gateway.
    for service in contract.services().filter(|service| !service.is_foreign) {
        for method in &service.methods {
            if !method.access.is_routed() && !method.http.is_empty() {
                internal(check, method);
            }
            for rule in &method.http {
                let Some(template) = check_rule(check, method, rule) else {
                    continue;
                };
                let name = format!("{}/{}", service.full_name, method.name);
                let key = (verb_field(&rule.verb), template.normalised());
                if let Some(other) = routes.insert(key, name.clone()) {
                    let text = format!("{other} and {name} have the same route: {}", rule.path);
                    check.add(
                        Diagnostic::error(Code::RouteTwice, text)
                            .at(place(check, method, &rule.path))
                            .help("give one of them another path or HTTP method"),
                    );
                }
            }
        }
    }
}

fn place(check: &Check<'_>, method: &Method, value: &str) -> Place {
    check
        .sites
        .of(&method.origin)
        .option(OPTION, &[], Some(value))
}

fn internal(check: &mut Check<'_>, method: &Method) {
    let text = format!(
        "`{}` has a route, and the gateway doesn't know it",
        method.name
    );
    let place = check.sites.of(&method.origin).option(OPTION, &[], None);
    check.add(
        Diagnostic::warning(Code::RouteInternal, text)
            .at(place)
            .help("write such as `access: PUBLIC` in its option `(counterpart.v1.method)`, or take the route out"),
    );
}

/// Checks one route. The path, if it can be read.
fn check_rule<'a>(
    check: &mut Check<'a>,
    method: &'a Method,
    rule: &'a HttpRule,
) -> Option<Template<'a>> {
    if let HttpVerb::Custom(verb) = &rule.verb {
        let text = if verb.is_empty() {
            format!("a route of `{}` has no HTTP method", method.name)
        } else {
            format!("the HTTP method \"{verb}\" isn't supported")
        };
        check.add(
            Diagnostic::error(Code::PathInvalid, text)
                .at(place(check, method, verb))
                .help("use get, put, post, delete or patch"),
        );
        return None;
    }
    if !rule.response_body.is_empty() {
        let site = check.sites.of(&method.origin);
        let at = site.option(OPTION, &["response_body"], Some(&rule.response_body));
        let text = format!(
            "`{}` answers a part of its response, which isn't supported",
            method.name
        );
        check.add(
            Diagnostic::error(Code::ResponseBody, text)
                .at(at)
                .help("take `response_body` out: the whole response is answered"),
        );
    }
    if rule.has_bindings {
        let path = ["additional_bindings", "additional_bindings"];
        let site = check.sites.of(&method.origin);
        let text = format!(
            "an additional route of `{}` has additional ones itself",
            method.name
        );
        check.add(
            Diagnostic::error(Code::BindingNested, text)
                .at(site.option(OPTION, &path, None))
                .help("write all of them in the route itself, one `additional_bindings` each"),
        );
    }
    let template = match Template::parse(&rule.path) {
        Ok(template) => template,
        Err(reason) => {
            let text = format!("\"{}\" is no path: {reason}", rule.path);
            check.add(
                Diagnostic::error(Code::PathInvalid, text)
                    .at(place(check, method, &rule.path))
                    .help("write such as `/v1/products/{id}` or `/v1/products/{id}:publish`"),
            );
            return None;
        }
    };
    if rule.path == HEALTH {
        let text = format!("\"{HEALTH}\" is the gateway's own path: it says whether it is of use");
        check.add(
            Diagnostic::error(Code::PathReserved, text)
                .at(place(check, method, &rule.path))
                .help("take another path"),
        );
    }
    let request = check.contract.message(&method.input);
    for variable in &template.variables {
        check_variable(check, method, rule, request, variable);
    }
    check_body(check, method, rule, request);
    Some(template)
}

/// Checks a variable of a path. A request that is no message of the contract,
/// such as `google.protobuf.Empty`, has no fields for it.
fn check_variable<'a>(
    check: &mut Check<'a>,
    method: &Method,
    rule: &HttpRule,
    request: Option<&'a Message>,
    variable: &Variable<'a>,
) {
    let field = variable.field;
    let (text, label) = match shape::walk(check.contract, request, field) {
        Err(unknown) => {
            let known = unknown.holder.into_iter().flat_map(|holder| &holder.fields);
            let guess = did_you_mean(unknown.name, known.map(|field| field.name.as_str()));
            (
                format!("{{{field}}} names no field of {}", method.input),
                guess,
            )
        }
        Ok(path) => {
            let is_plain = path.iter().all(|field| {
                matches!(
                    field.cardinality,
                    Cardinality::Singular | Cardinality::Optional
                )
            }) && path
                .last()
                .is_some_and(|last| !matches!(last.kind, Kind::Message(_)));
            if is_plain {
                return;
            }
            (
                format!("{{{field}}} is no single value, and a path can hold no other"),
                None,
            )
        }
    };
    let mut diagnostic =
        Diagnostic::error(Code::PathField, text).at(place(check, method, &rule.path));
    diagnostic.label = label;
    check.add(diagnostic.help(format!("name a plain field of {}", method.input)));
}

fn check_body(check: &mut Check<'_>, method: &Method, rule: &HttpRule, request: Option<&Message>) {
    let body = match &rule.body {
        HttpBody::None => return,
        HttpBody::Whole => "*",
        HttpBody::Field(field) => field,
    };
    let sites = check.sites;
    let at = || {
        let site = sites.of(&method.origin);
        site.option(OPTION, &["body"], Some(body))
    };
    if matches!(rule.verb, HttpVerb::Get | HttpVerb::Delete) {
        let text = format!(
            "`{}` has a body, and {} takes none",
            method.name,
            verb_field(&rule.verb).to_uppercase()
        );
        check.add(
            Diagnostic::error(Code::BodyRefused, text)
                .at(at())
                .help("take `body` out: fields that the path doesn't name stand in the query"),
        );
    } else if body != "*" && request.is_none_or(|request| request.field(body).is_none()) {
        let text = format!("the body \"{body}\" names no field of {}", method.input);
        let known = request.into_iter().flat_map(|request| &request.fields);
        let known = known.map(|field| field.name.as_str());
        let mut diagnostic = Diagnostic::error(Code::BodyField, text).at(at());
        diagnostic.label = did_you_mean(body, known);
        check.add(diagnostic.help("name a field of the request, or `*` for all of it"));
    }
}

/// The field of `google.api.HttpRule` that holds the path.
fn verb_field(verb: &HttpVerb) -> &str {
    match verb {
        HttpVerb::Get => "get",
        HttpVerb::Put => "put",
        HttpVerb::Post => "post",
        HttpVerb::Delete => "delete",
        HttpVerb::Patch => "patch",
        HttpVerb::Custom(verb) => verb,
    }
}
