//! From a path to the method that it calls.

use counterpart::message::{FieldDescriptor, MessageDescriptor};
use counterpart::rpc::{Body, HttpRule, Route, Routes, Verb};
use http::Method;

use crate::protocol::HEALTH;

use super::template::{Bound, Template, TemplateError};

/// Why the paths of a contract can't be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Two methods have the same path.
    #[error("{first} and {second} have the same path: {verb} {path}")]
    Conflict {
        /// The HTTP method.
        verb: Method,
        /// The path template.
        path: &'static str,
        /// The full name of one method.
        first: &'static str,
        /// The full name of the other method.
        second: &'static str,
    },
    /// A path is the gateway's own.
    #[error("{method} has the path {path}, which is the gateway's own")]
    Reserved {
        /// The full name of the method.
        method: &'static str,
        /// The path.
        path: &'static str,
    },
    /// A path template can't be used.
    #[error("{method} has the path {path:?}, but {source}")]
    Template {
        /// The full name of the method.
        method: &'static str,
        /// The path template.
        path: &'static str,
        /// Why.
        source: TemplateError,
    },
    /// The body stands for a field that the request doesn't have.
    #[error("{method} takes the field `{field}` as its body, but its request has no such field")]
    Body {
        /// The full name of the method.
        method: &'static str,
        /// What the contract calls the body.
        field: &'static str,
    },
}

/// All paths of a gateway.
///
/// Templates are tried one after the other, the more exact ones first: there
/// are some dozens, and each is told by its first segments.
#[derive(Debug)]
pub(crate) struct RuleRouter {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    route: Route,
    verb: Method,
    template: Template,
    content: Content,
}

/// What the body of a request holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content {
    Nothing,
    Field(&'static FieldDescriptor),
    Whole,
}

/// The method that a path calls.
#[derive(Debug)]
pub(crate) struct Found<'r> {
    pub(crate) route: &'r Route,
    pub(super) template: &'r Template,
    pub(super) content: Content,
    pub(super) bound: Vec<Bound<'r>>,
}

/// Why a path calls no method.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotFound {
    /// No template fits.
    Path,
    /// Templates fit, but under these HTTP methods.
    Verb(Vec<Method>),
}

impl RuleRouter {
    /// Reads the paths of all routes.
    pub(crate) fn new(routes: &Routes) -> Result<Self, RuleError> {
        let mut entries: Vec<Entry> = Vec::new();
        for route in routes.iter() {
            for rule in route.method().http {
                let entry = Entry::new(*route, rule)?;
                let same = entries.iter().find(|other| {
                    other.verb == entry.verb && other.template.is_same_path(&entry.template)
                });
                if let Some(other) = same {
                    return Err(RuleError::Conflict {
                        verb: entry.verb,
                        path: rule.path,
                        first: other.route.method().path,
                        second: route.method().path,
                    });
                }
                entries.push(entry);
            }
        }
        entries.sort_by_key(|entry| entry.template.precedence());
        Ok(Self { entries })
    }

    /// The method that a request calls. `path` is still percent-encoded.
    pub(crate) fn find(&self, verb: &Method, path: &str) -> Result<Found<'_>, NotFound> {
        let mut verbs = Vec::new();
        for entry in &self.entries {
            let Some(bound) = entry.template.matches(path) else {
                continue;
            };
            if entry.verb == *verb {
                return Ok(Found {
                    route: &entry.route,
                    template: &entry.template,
                    content: entry.content,
                    bound,
                });
            }
            if !verbs.contains(&entry.verb) {
                verbs.push(entry.verb.clone());
            }
        }
        Err(if verbs.is_empty() {
            NotFound::Path
        } else {
            NotFound::Verb(verbs)
        })
    }
}

impl Entry {
    fn new(route: Route, rule: &HttpRule) -> Result<Self, RuleError> {
        let method = route.method().path;
        if rule.path == HEALTH {
            return Err(RuleError::Reserved {
                method,
                path: rule.path,
            });
        }
        let request = route.new_request();
        let descriptor = request.message().descriptor();
        let template =
            Template::parse(rule.path, descriptor).map_err(|source| RuleError::Template {
                method,
                path: rule.path,
                source,
            })?;
        Ok(Self {
            route,
            verb: verb(rule.verb),
            template,
            content: Content::of(rule.body, descriptor, method)?,
        })
    }
}

impl Content {
    fn of(
        body: Body,
        request: &'static MessageDescriptor,
        method: &'static str,
    ) -> Result<Self, RuleError> {
        match body {
            Body::None => Ok(Self::Nothing),
            Body::Whole => Ok(Self::Whole),
            Body::Field(field) => request
                .by_name(field)
                .map(Self::Field)
                .ok_or(RuleError::Body { method, field }),
        }
    }
}

fn verb(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Put => Method::PUT,
        Verb::Post => Method::POST,
        Verb::Delete => Method::DELETE,
        Verb::Patch => Method::PATCH,
    }
}
