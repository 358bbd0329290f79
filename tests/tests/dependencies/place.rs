//! The map of the workspace.

use std::fmt;
use std::path::Path;

/// Where a crate stands, told by its folder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    /// `runtime/`: what generated code calls.
    Runtime,
    /// `codegen/`: the generator.
    Codegen,
    /// `gateway/`: serves any generated routes.
    Gateway,
    /// `cli/`: the command `counterpart`.
    Cli,
    /// `generated/ids`: the typed ids of all contracts.
    Ids,
    /// `generated/routes`: the routes of all contracts.
    Routes,
    /// `generated/shop-product-v1`: a contract, for everyone.
    Contract(String),
    /// `generated/shop-product-v1-service`: the side of a contract that belongs to the service of this name.
    OwnersSide(String),
    /// `services/product`.
    Service(String),
    /// `shop/`: everything in one binary.
    Shop,
    /// `tests/`: this crate.
    SystemTests,
    /// `bench/`: measurements, and the peers they are compared with.
    Bench,
}

impl Place {
    /// The place of a folder, named from the workspace's root.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        let parts: Vec<&str> = folder
            .iter()
            .map(|part| part.to_str().unwrap_or_default())
            .collect();
        Some(match parts[..] {
            ["runtime"] => Self::Runtime,
            ["codegen"] => Self::Codegen,
            ["gateway"] => Self::Gateway,
            ["cli"] => Self::Cli,
            ["shop"] => Self::Shop,
            ["tests"] => Self::SystemTests,
            ["bench"] | ["bench", _] => Self::Bench,
            ["services", name] => Self::Service(name.to_owned()),
            ["generated", "ids"] => Self::Ids,
            ["generated", "routes"] => Self::Routes,
            ["generated", name] => match name.strip_suffix("-service") {
                Some(contract) => Self::OwnersSide(owner(contract)?),
                None => Self::Contract(name.to_owned()),
            },
            _ => return None,
        })
    }
}

/// `shop-product-v1` belongs to `product`.
fn owner(contract: &str) -> Option<String> {
    let (domain, _version) = contract.strip_prefix("shop-")?.rsplit_once("-v")?;
    Some(domain.to_owned())
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Runtime => formatter.write_str("runtime"),
            Self::Codegen => formatter.write_str("codegen"),
            Self::Gateway => formatter.write_str("gateway"),
            Self::Cli => formatter.write_str("cli"),
            Self::Ids => formatter.write_str("generated/ids"),
            Self::Routes => formatter.write_str("generated/routes"),
            Self::Contract(name) => write!(formatter, "generated/{name}"),
            Self::OwnersSide(owner) => write!(formatter, "the service crate of {owner}"),
            Self::Service(name) => write!(formatter, "services/{name}"),
            Self::Shop => formatter.write_str("shop"),
            Self::SystemTests => formatter.write_str("tests"),
            Self::Bench => formatter.write_str("bench"),
        }
    }
}
