//! Which services may call methods.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, did_you_mean, did_you_mean_full};
use crate::locate::Place;
use crate::model::{Method, Origin, Reference, Service};

/// A service or a method that says who may call.
struct Callee<'a> {
    full_name: String,
    origin: &'a Origin,
    option: &'static str,
    callers: &'a [Reference],
}

impl<'a> Callee<'a> {
    fn service(service: &'a Service) -> Self {
        Self {
            full_name: service.full_name.clone(),
            origin: &service.origin,
            option: "counterpart.v1.service",
            callers: &service.callers,
        }
    }

    fn method(service: &Service, method: &'a Method) -> Self {
        Self {
            full_name: format!("{}.{}", service.full_name, method.name),
            origin: &method.origin,
            option: "counterpart.v1.method",
            callers: &method.callers,
        }
    }

    fn place(&self, check: &Check<'_>, named: Option<&Reference>) -> Place {
        let written = named.map(|named| named.written.as_str());
        let site = check.sites.of(self.origin);
        site.option(self.option, &["callers"], written)
    }
}

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for service in contract.services() {
        names(check, &Callee::service(service));
        for method in &service.methods {
            names(check, &Callee::method(service, method));
            lookups(check, service, method);
        }
    }
}

/// Each name is one of a service or of a package with services, and stands
/// there once.
fn names(check: &mut Check<'_>, callee: &Callee<'_>) {
    for (index, named) in callee.callers.iter().enumerate() {
        let is_again = callee.callers[..index].iter().any(|other| {
            other.written == named.written
                || (other.target.is_some() && other.target == named.target)
        });
        if is_again {
            let text = format!(
                "{} names the caller \"{}\" twice",
                callee.full_name, named.written
            );
            check.add(
                Diagnostic::error(Code::CallerTwice, text)
                    .at(callee.place(check, Some(named)))
                    .help("write each caller once"),
            );
        } else if check.contract.named(named).is_empty() {
            unknown(check, callee, named);
        }
    }
}

fn unknown(check: &mut Check<'_>, callee: &Callee<'_>, named: &Reference) {
    let contract = check.contract;
    let written = &named.written;
    let text = match &named.target {
        Some(package) if contract.package(package).is_some() => {
            format!("the package {package} has no service that could call")
        }
        Some(target) => {
            format!("\"{target}\" is or belongs to a package that no code is generated for")
        }
        None => format!("the caller \"{written}\" is no service and no package"),
    };
    let services = contract.services();
    let services = services.map(|service| service.full_name.as_str());
    let packages = contract.packages.iter();
    let packages = packages.map(|package| package.name.as_str());
    let mut diagnostic =
        Diagnostic::error(Code::CallerUnknown, text).at(callee.place(check, Some(named)));
    if named.target.is_none() {
        diagnostic.label =
            did_you_mean(written, packages).or_else(|| did_you_mean_full(written, services));
    }
    check.add(diagnostic.help(
        "write a service's full name, such as `shop.order.v1.OrderService`, its name alone in its \
         own package, or a package; gateways aren't named, `access` opens methods to them",
    ));
}

/// A service may call the methods by which it looks up what its requests refer to.
fn lookups(check: &mut Check<'_>, service: &Service, method: &Method) {
    let contract = check.contract;
    for entity in contract.referred(method) {
        let Some(owner) = contract.owner(entity) else {
            continue;
        };
        let Some(get) = contract.get_method(owner, entity) else {
            continue;
        };
        let get = get.method;
        let is_own = owner.full_name == service.full_name;
        let may_call = contract.callers(owner, get).is_none_or(|callers| {
            callers
                .iter()
                .any(|caller| caller.full_name == service.full_name)
        });
        if is_own || may_call {
            continue;
        }
        let callee = match get.callers.as_slice() {
            [] => Callee::service(owner),
            _ => Callee::method(owner, get),
        };
        // Whom nobody knows may be this service, and is told already.
        let mut names = callee.callers.iter();
        if names.any(|named| contract.named(named).is_empty()) {
            continue;
        }
        let text = format!(
            "`{}` of {} looks up {entity} by `{}`, whose callers it isn't among",
            method.name, service.full_name, get.name
        );
        check.add(
            Diagnostic::error(Code::CallerMissing, text)
                .at(callee.place(check, None))
                .help(format!(
                    "add \"{}\" to these callers, or refer to it by `id` instead of `ref`",
                    service.full_name
                )),
        );
    }
}
