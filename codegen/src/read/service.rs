//! Services and methods.

use std::time::Duration;

use prost_reflect::prost_types::method_options::IdempotencyLevel;
use prost_reflect::{DynamicMessage, MethodDescriptor, ServiceDescriptor, Value};

use super::comments::Comments;
use super::{entity, options};
use crate::digest::digest;
use crate::model::{
    Access, HttpBody, HttpRule, HttpVerb, Idempotency, Method, RateLimit, Reference, Service,
};
use crate::names::snake;

pub(super) fn service(descriptor: &ServiceDescriptor, comments: &Comments) -> Service {
    let (docs, origin) = comments.at(descriptor.path());
    let options = descriptor.options();
    let ours = options::extension(&options, "counterpart.v1.service");
    let owns = ours
        .as_ref()
        .map(|ours| options::texts(ours, "owns"))
        .unwrap_or_default();
    let rate_limit = ours.as_ref().and_then(|ours| rate_limit(ours, false));
    let callers = callers(ours.as_ref(), descriptor);
    let (streams, methods): (Vec<Method>, Vec<Method>) = descriptor
        .methods()
        .map(|method| self::method(&method, rate_limit.as_ref(), comments))
        .partition(|method| method.client_streaming || method.server_streaming);
    let mut service = Service {
        name: descriptor.name().to_owned(),
        full_name: descriptor.full_name().to_owned(),
        docs,
        deprecated: options::flag(&options, "deprecated"),
        queue: ours
            .map(|ours| options::text(&ours, "queue"))
            .unwrap_or_default(),
        owns: owns
            .into_iter()
            .map(|written| {
                entity::reference(written, descriptor.parent_pool(), descriptor.package_name())
            })
            .collect(),
        rate_limit,
        callers,
        is_foreign: options::is_foreign(&descriptor.parent_file()),
        methods,
        streams,
        twins: 0,
        origin,
    };
    if service.queue.is_empty() {
        service.queue = if service.is_foreign {
            foreign_queue(&service.full_name)
        } else {
            snake(service.short_name())
        };
    }
    service
}

/// Who may call, as an option says.
fn callers(option: Option<&DynamicMessage>, service: &ServiceDescriptor) -> Vec<Reference> {
    let written = option.map(|option| options::texts(option, "callers"));
    let written = written.unwrap_or_default().into_iter();
    let pool = service.parent_pool();
    let is_package = |name: &str| pool.files().any(|file| file.package_name() == name);
    let resolve = |written: String| {
        let candidates = [
            format!("{}.{written}", service.package_name()),
            written.clone(),
        ];
        let service = candidates
            .into_iter()
            .find(|name| pool.get_service_by_name(name).is_some());
        let target = service.or_else(|| is_package(&written).then(|| written.clone()));
        Reference { written, target }
    };
    written.map(resolve).collect()
}

/// A queue that no other full name yields, and no broker refuses for its length.
///
/// The full name in `snake_case` where that can be read back: a dot is an
/// underscore then, and nothing else is. Otherwise the name's digest is added.
fn foreign_queue(full_name: &str) -> String {
    /// AMQP allows names of 255 bytes, which begin with such as `dlq.rpc.` and
    /// end with an epoch and with the digest.
    const LONGEST: usize = 200;
    let name = snake(full_name);
    let (package, service) = full_name.rsplit_once('.').unwrap_or(("", full_name));
    let is_lower = |c: char| c == '.' || c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut letters = service.chars();
    let is_one_word = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let is_plain = package.chars().all(is_lower) && is_one_word && letters.all(is_lower);
    if is_plain && name.len() <= LONGEST {
        return name;
    }
    let digest = digest(&[full_name.as_bytes()]) & 0xffff_ffff;
    format!("{}_{digest:08x}", &name[..name.len().min(LONGEST)])
}

fn method(
    descriptor: &MethodDescriptor,
    of_service: Option<&RateLimit>,
    comments: &Comments,
) -> Method {
    let (docs, origin) = comments.at(descriptor.path());
    let options = descriptor.options();
    let ours = options::extension(&options, "counterpart.v1.method");
    let access = ours
        .as_ref()
        .map(|ours| options::word(ours, "access"))
        .unwrap_or_default();
    let roles = ours
        .as_ref()
        .map(|ours| options::texts(ours, "roles"))
        .unwrap_or_default();
    let access = access_of(&access);
    let own_limit = ours.as_ref().and_then(|ours| rate_limit(ours, true));
    let planned = ours
        .as_ref()
        .is_some_and(|ours| options::flag(ours, "planned"));
    let callers = callers(ours.as_ref(), descriptor.parent_service());
    let written_timeout = ours
        .map(|ours| options::text(&ours, "timeout"))
        .unwrap_or_default();
    Method {
        name: descriptor.name().to_owned(),
        docs,
        deprecated: options::flag(&options, "deprecated"),
        input: descriptor.input().full_name().to_owned(),
        output: descriptor.output().full_name().to_owned(),
        client_streaming: descriptor.is_client_streaming(),
        server_streaming: descriptor.is_server_streaming(),
        idempotency: idempotency(descriptor),
        rate_limit: own_limit.or_else(|| of_service.filter(|_| access.is_routed()).cloned()),
        access,
        roles,
        timeout: if written_timeout.is_empty() {
            Some(Method::DEFAULT_TIMEOUT)
        } else {
            duration(&written_timeout)
        },
        written_timeout,
        callers,
        http: http_rules(&options),
        planned,
        has_namesake: false,
        provided: None,
        twins: 0,
        origin,
    }
}

fn access_of(word: &str) -> Access {
    match word {
        "PUBLIC" => Access::Public,
        "SIGNED_IN" => Access::SignedIn,
        "ROLE" => Access::Role,
        "OWNER" => Access::Owner,
        _ => Access::Internal,
    }
}

fn rate_limit(option: &DynamicMessage, is_own: bool) -> Option<RateLimit> {
    let limit = options::value(option, "rate_limit")?;
    let limit = limit.as_message()?;
    let written_per = options::text(limit, "per");
    Some(RateLimit {
        requests: options::value(limit, "requests")
            .and_then(|value| value.as_u32())
            .unwrap_or_default(),
        per: duration(&written_per),
        written_per,
        is_own,
    })
}

fn idempotency(descriptor: &MethodDescriptor) -> Idempotency {
    let options = descriptor.method_descriptor_proto().options.as_ref();
    match options.map(prost_reflect::prost_types::MethodOptions::idempotency_level) {
        Some(IdempotencyLevel::NoSideEffects) => Idempotency::NoSideEffects,
        Some(IdempotencyLevel::Idempotent) => Idempotency::Idempotent,
        Some(IdempotencyLevel::IdempotencyUnknown) | None => Idempotency::Unknown,
    }
}

/// A duration as contracts write it: `2s`, `500ms`, `1m`.
fn duration(text: &str) -> Option<Duration> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok().filter(|number| *number > 0)?;
    match &text[digits.len()..] {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number.checked_mul(60)?)),
        _ => None,
    }
}

fn http_rules(options: &DynamicMessage) -> Vec<HttpRule> {
    let Some(rule) = options::extension(options, "google.api.http") else {
        return Vec::new();
    };
    let more = options::messages(&rule, "additional_bindings");
    let mut rules: Vec<_> = std::iter::once(&rule).chain(&more).map(http_rule).collect();
    for (read, rule) in rules.iter_mut().skip(1).zip(&more) {
        read.has_bindings = options::value(rule, "additional_bindings").is_some();
    }
    rules
}

fn http_rule(rule: &DynamicMessage) -> HttpRule {
    let verbs = [
        ("get", HttpVerb::Get),
        ("put", HttpVerb::Put),
        ("post", HttpVerb::Post),
        ("delete", HttpVerb::Delete),
        ("patch", HttpVerb::Patch),
    ];
    let named = verbs.into_iter().find_map(|(field, verb)| {
        let path = options::text(rule, field);
        (!path.is_empty()).then_some((verb, path))
    });
    let (verb, path) = named.unwrap_or_else(|| {
        let custom = options::value(rule, "custom");
        let custom = custom.as_ref().and_then(Value::as_message);
        let text = |field| custom.map(|custom| options::text(custom, field));
        let kind = text("kind").unwrap_or_default();
        (HttpVerb::Custom(kind), text("path").unwrap_or_default())
    });
    let body = match options::text(rule, "body").as_str() {
        "" => HttpBody::None,
        "*" => HttpBody::Whole,
        field => HttpBody::Field(field.to_owned()),
    };
    HttpRule {
        verb,
        path,
        body,
        response_body: options::text(rule, "response_body"),
        has_bindings: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_has_a_unit_and_is_positive() {
        assert_eq!(duration("2s"), Some(Duration::from_secs(2)));
        assert_eq!(duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(duration("1m"), Some(Duration::from_mins(1)));
        for wrong in ["", "2", "0s", "-1s", "1.5s", "2 s", "s", "2h"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_queue_is_named_after_its_service_and_an_abbreviation_is_one_word() {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        let contract = "syntax = \"proto3\";\npackage a.v1;\n\
                        import \"counterpart/v1/options.proto\";\n\
                        service OrderHistory {}\nservice SEOService {}\nservice HTTPRouteService {}\n";
        std::fs::write(folder.path().join("a.proto"), contract).expect("the folder is new");
        let inputs = super::super::Inputs {
            project: folder.path().to_owned(),
            roots: vec![
                ".".into(),
                concat!(env!("CARGO_MANIFEST_DIR"), "/../proto").into(),
            ],
            files: vec!["a.proto".to_owned()],
        };
        let reading = super::super::read(&inputs).expect("the contract is valid protobuf");
        let queues: Vec<&str> = reading
            .contract
            .services()
            .map(|service| service.queue.as_str())
            .collect();
        assert_eq!(queues, ["order_history", "seo", "http_route"]);
    }
}
