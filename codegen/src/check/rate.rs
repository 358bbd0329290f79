//! How often clients may call.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, RateLimit};

pub(super) fn check(check: &mut Check<'_>) {
    for service in check.contract.services() {
        let of_service = "counterpart.v1.service";
        if let Some(limit) = &service.rate_limit {
            soundness(check, limit, &service.origin, of_service);
            if !service
                .methods
                .iter()
                .any(|method| method.access.is_routed())
            {
                let text = format!(
                    "{} limits how often users call, and no user calls it",
                    service.full_name
                );
                unheld(check, text, &service.origin, of_service);
            }
        }
        for method in &service.methods {
            let Some(limit) = method.rate_limit.as_ref().filter(|limit| limit.is_own) else {
                continue;
            };
            let of_method = "counterpart.v1.method";
            soundness(check, limit, &method.origin, of_method);
            if !method.access.is_routed() {
                let text = format!(
                    "`{}` limits how often users call, and no user calls it",
                    method.name
                );
                unheld(check, text, &method.origin, of_method);
            }
        }
    }
}

fn soundness(check: &mut Check<'_>, limit: &RateLimit, origin: &Origin, option: &str) {
    let site = check.sites.of(origin);
    let mut faults = Vec::new();
    if limit.requests == 0 || limit.requests > RateLimit::MAX_REQUESTS {
        let text = format!("{} is no number of calls to limit", limit.requests);
        faults.push(("requests", text, "write a number from 1 to 1,000,000"));
    }
    match limit.per {
        None => {
            let text = match limit.written_per.as_str() {
                "" => "a rate limit says in which time it counts calls: `per`".to_owned(),
                written => format!("\"{written}\" is no time to count calls in"),
            };
            faults.push((
                "per",
                text,
                "write a whole number above 0 and its unit: `500ms`, `1s`, `1m`",
            ));
        }
        Some(per) if per > RateLimit::MAX_PER => {
            let text = format!("\"{}\" is too long to count calls in", limit.written_per);
            faults.push((
                "per",
                text,
                "write at most `60m`: gateways forget what they have counted when they start",
            ));
        }
        Some(_) => {}
    }
    for (field, text, help) in faults {
        check.add(
            Diagnostic::error(Code::RateLimitInvalid, text)
                .at(site.option(option, &["rate_limit", field], None))
                .help(help),
        );
    }
}

/// Only gateways count.
fn unheld(check: &mut Check<'_>, text: String, origin: &Origin, option: &str) {
    let site = check.sites.of(origin);
    check.add(
        Diagnostic::error(Code::RateLimitUnheld, text)
            .at(site.option(option, &["rate_limit"], None))
            .help("take `rate_limit` out, or give a method another access than INTERNAL"),
    );
}
