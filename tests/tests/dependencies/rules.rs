//! What each place may use, and why.

use std::fmt;

use cargo_metadata::DependencyKind;

use crate::place::Place;
use Place::{
    Bench, Cli, Codegen, Contract, Gateway, Ids, OwnersSide, Routes, Runtime, Service, Shop,
    SystemTests,
};

/// One line of a manifest: a crate uses another.
pub(crate) struct Edge {
    pub(crate) from: Place,
    pub(crate) to: Use,
    pub(crate) kind: DependencyKind,
}

/// What is used.
pub(crate) enum Use {
    /// A crate of the workspace.
    Member(Place),
    /// Somebody else's library.
    Library(String),
}

/// From the shop down to the runtime, never back, and never across.
pub(crate) fn direction(edge: &Edge) -> Result<(), String> {
    let Use::Member(to) = &edge.to else {
        return Ok(());
    };
    let allowed = match &edge.from {
        Runtime => false,
        // The generator's tests compile what it renders.
        Codegen => matches!(to, Runtime) && edge.kind == DependencyKind::Development,
        Gateway | Ids => matches!(to, Runtime),
        Cli => matches!(to, Runtime | Codegen),
        Contract(_) | OwnersSide(_) => matches!(to, Runtime | Ids | Contract(_)),
        Routes => matches!(to, Runtime | Contract(_)),
        // Which service crate may be used is the matter of `ownership`.
        Service(_) => matches!(to, Runtime | Ids | Contract(_) | OwnersSide(_)),
        Shop => matches!(
            to,
            Runtime | Gateway | Ids | Routes | Contract(_) | Service(_)
        ),
        SystemTests => !matches!(to, Bench | OwnersSide(_)),
        Bench => !matches!(to, SystemTests),
    };
    if allowed {
        Ok(())
    } else {
        Err(why_not(&edge.from).to_owned())
    }
}

/// The rule that a place follows, as a sentence for the person who broke it.
fn why_not(from: &Place) -> &'static str {
    match from {
        Runtime => "the runtime is the foundation and depends on no other crate of the workspace",
        Codegen => {
            "the generator depends on no other crate: it must compile whatever state the rest is in"
        }
        Gateway => {
            "the gateway depends on the runtime alone: it serves any contract and knows none"
        }
        Cli => {
            "the command depends on the generator and the runtime, never on generated code: `counterpart generate` \
                must compile when generated code doesn't"
        }
        Ids => "ids are a leaf below all contracts, so that a reference never makes a dependency",
        Contract(_) | OwnersSide(_) => "generated code depends on the runtime, ids and contracts",
        Routes => "routes depend on the runtime and on contracts",
        Service(_) => {
            "a service depends on the runtime, on contracts and on its own service crate: it talks to other \
                       services through their contracts, never by linking them"
        }
        Shop => {
            "the shop links services, contracts, routes and the gateway; generating is the command's work"
        }
        SystemTests => {
            "system tests look at the system from outside, never through a service's own crate"
        }
        Bench => "measurements depend on no tests",
    }
}

/// The service crate of a contract holds its storage and its publishing rights: they are the owner's alone.
pub(crate) fn ownership(edge: &Edge) -> Result<(), String> {
    match (&edge.from, &edge.to) {
        (Service(name), Use::Member(OwnersSide(owner))) if name == owner => Ok(()),
        (_, Use::Member(OwnersSide(owner))) => Err(format!(
            "only services/{owner} may use it; others depend on the contract crate and call the service"
        )),
        _ => Ok(()),
    }
}

const DRIVERS: [&str; 3] = ["lapin", "mongodb", "rusqlite"];

/// Brokers and databases have one home, so that a service runs on any of them.
pub(crate) fn drivers(edge: &Edge) -> Result<(), String> {
    let Use::Library(name) = &edge.to else {
        return Ok(());
    };
    // Measurements compare with hand-written code, and system tests look behind a running system.
    if matches!(edge.from, Runtime | Bench | SystemTests) || !DRIVERS.contains(&name.as_str()) {
        return Ok(());
    }
    Err("only the runtime names a driver; use its bus and its stores".to_owned())
}

impl fmt::Display for Edge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.to {
            Use::Member(place) => write!(formatter, "{} -> {place}", self.from),
            Use::Library(name) => write!(formatter, "{} -> {name}", self.from),
        }
    }
}

/// The rules hold today; these tests show that a breach would not go unseen.
#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn place(folder: &str) -> Place {
        Place::of(Path::new(folder)).expect("a folder of the workspace")
    }

    fn member(from: &str, to: &str) -> Edge {
        Edge {
            from: place(from),
            to: Use::Member(place(to)),
            kind: DependencyKind::Normal,
        }
    }

    fn library(from: &str, name: &str) -> Edge {
        Edge {
            from: place(from),
            to: Use::Library(name.to_owned()),
            kind: DependencyKind::Normal,
        }
    }

    #[test]
    fn a_service_never_links_another() {
        assert!(direction(&member("services/product", "services/category")).is_err());
        assert!(direction(&member("services/product", "generated/shop-category-v1")).is_ok());
    }

    #[test]
    fn a_service_crate_has_one_user() {
        assert!(
            ownership(&member(
                "services/product",
                "generated/shop-product-v1-service"
            ))
            .is_ok()
        );
        for stranger in [
            "services/category",
            "shop",
            "gateway",
            "tests",
            "generated/routes",
            "generated/shop-order-v1",
        ] {
            assert!(
                ownership(&member(stranger, "generated/shop-product-v1-service")).is_err(),
                "{stranger}"
            );
        }
    }

    #[test]
    fn the_platform_knows_nothing_of_the_shop() {
        for platform in ["runtime", "codegen", "gateway", "cli"] {
            for shop in [
                "shop",
                "services/product",
                "generated/ids",
                "generated/routes",
                "generated/shop-product-v1",
            ] {
                assert!(
                    direction(&member(platform, shop)).is_err(),
                    "{platform} -> {shop}"
                );
            }
        }
    }

    #[test]
    fn a_test_of_the_platform_knows_nothing_of_the_shop_either() {
        let edge = Edge {
            kind: DependencyKind::Development,
            ..member("cli", "generated/shop-product-v1")
        };
        assert!(direction(&edge).is_err());
    }

    #[test]
    fn services_and_contracts_name_no_driver() {
        for driver in DRIVERS {
            for place in [
                "services/product",
                "generated/shop-product-v1-service",
                "gateway",
                "shop",
                "cli",
            ] {
                assert!(
                    drivers(&library(place, driver)).is_err(),
                    "{place} -> {driver}"
                );
            }
            assert!(drivers(&library("runtime", driver)).is_ok());
        }
    }

    #[test]
    fn the_service_of_a_long_name_owns_its_contract() {
        assert!(
            ownership(&member(
                "services/gift-card",
                "generated/shop-gift-card-v2-service"
            ))
            .is_ok()
        );
    }
}
