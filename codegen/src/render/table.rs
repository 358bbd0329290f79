//! The methods of a service, as a table of its documentation.

use super::terms;
use crate::model::{Idempotency, Method, Service};
use crate::names::{function, plain};

/// Whose page the table stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// That of the client, for those who call.
    Client,
    /// That of the trait, for those who implement it.
    Service,
}

/// The methods in the order of the contract, as documentation.
pub(super) fn methods(service: &Service, page: Page) -> String {
    if service.methods.is_empty() {
        return String::new();
    }
    let last = match page {
        Page::Client => "route",
        Page::Service => "body",
    };
    let mut all = service.methods.iter();
    let has_limits = all.any(|method| terms::limit(method).is_some());
    let mut all = service.methods.iter();
    let has_callers = all.any(|method| terms::callers(service, method).is_some());
    let column = |is_there: bool, text: &str| {
        if is_there {
            format!(" {text} |")
        } else {
            String::new()
        }
    };
    let limit = |text: &str| column(has_limits, text);
    let callers = |text: &str| column(has_callers, text);
    let mut table = format!(
        "/// | method | access |{} timeout | safe to retry |{} {last} |\n\
         /// | --- | --- |{} --- | --- |{} --- |\n",
        callers("services that may call"),
        limit("limit"),
        callers("---"),
        limit("---"),
    );
    for method in &service.methods {
        let name = function(method);
        table.push_str(&format!(
            "/// | [`{name}`](Self::{link}) | {access} |{callers} {timeout} | {retry} |{limit} {last} |\n",
            link = plain(&name),
            access = lower_first(&terms::access(method)),
            callers = callers(&terms::callers(service, method).unwrap_or("all".to_owned())),
            timeout = terms::duration(method.timeout.unwrap_or(Method::DEFAULT_TIMEOUT)),
            retry = retry(method),
            limit = limit(&terms::limit(method).unwrap_or_default()),
            last = match page {
                Page::Client => routes(method),
                Page::Service => body(method).to_owned(),
            },
        ));
    }
    table.push_str("///\n");
    table
}

fn retry(method: &Method) -> &'static str {
    match method.idempotency {
        Idempotency::Unknown => "no",
        Idempotency::NoSideEffects => "yes: it reads",
        Idempotency::Idempotent => "yes: twice is once",
    }
}

fn routes(method: &Method) -> String {
    let routes: Vec<_> = method.http.iter().map(terms::route).collect();
    match routes.as_slice() {
        [] if method.planned => "planned".to_owned(),
        routes => routes.join(", "),
    }
}

fn body(method: &Method) -> &'static str {
    if method.provided.is_some() {
        "provided"
    } else if method.planned {
        "planned"
    } else {
        "to be written"
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
