//! Fields of a request that an HTTP route can't fill.

use super::Check;
use super::path::Template;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cardinality, Field, HttpBody, HttpRule, Kind, Message, Method};

/// What neither the path nor the body holds stands in the query, which holds
/// plain values, lists of them, and fields inside of single messages
/// (`page.size=10`).
pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for method in contract.services().flat_map(|service| &service.methods) {
        let Some(request) = contract.message(&method.input) else {
            continue;
        };
        for rule in &method.http {
            if method.access.is_routed() && rule.body != HttpBody::Whole {
                unreachable(check, method, rule, request);
            }
        }
    }
}

fn unreachable(check: &mut Check<'_>, method: &Method, rule: &HttpRule, request: &Message) {
    let Ok(template) = Template::parse(&rule.path) else {
        return;
    };
    let is_given = |field: &Field| {
        let in_body = matches!(&rule.body, HttpBody::Field(body) if *body == field.name);
        in_body
            || template
                .variables
                .iter()
                .any(|variable| variable.field == field.name)
    };
    for field in request.fields.iter().filter(|field| !is_given(field)) {
        let what = match (&field.cardinality, &field.kind) {
            (Cardinality::Map(_), _) => "a map",
            (Cardinality::Repeated, Kind::Message(name)) if !has_text_form(name) => {
                "a list of messages"
            }
            _ => continue,
        };
        let text = format!(
            "`{}` of {} can't be set through the route \"{}\": it is {what}, which no query holds",
            field.name, request.full_name, rule.path
        );
        let site = check.sites.of(&method.origin);
        check.add(
            Diagnostic::warning(Code::QueryUnreachable, text)
                .at(site.option("google.api.http", &[], Some(&rule.path)))
                .help("use a method with a body, such as post, and let `body` be `*` or name the field"),
        );
    }
}

/// Whether a message is one word in a query, as a time is. Values in wrappers are
/// read as plain ones.
fn has_text_form(message: &str) -> bool {
    matches!(
        message,
        "google.protobuf.Timestamp" | "google.protobuf.Duration" | "google.protobuf.FieldMask"
    )
}
