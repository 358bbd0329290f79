//! The system as its contracts tell it: packages, services, methods, entities,
//! who owns what, who refers to what, and who asks whom.

mod build;
mod dot;
mod json;
mod mermaid;

use serde::Serialize;

use crate::check;
use crate::diagnostic::Report;
use crate::locate::Sites;
use crate::project::Project;

/// A system. Everything stands in the order of packages and full names, so that
/// the same contracts give the same picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Graph {
    /// The packages with what they declare.
    pub packages: Vec<GraphPackage>,
    /// Calls between services that follow from the contracts.
    pub calls: Vec<Call>,
    /// Entities that hold ids of others.
    pub references: Vec<EntityReference>,
    /// Services that a contract lets call another one.
    pub callers: Vec<Callers>,
}

/// A package of a [`Graph`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphPackage {
    /// The name: `shop.product.v1`.
    pub name: String,
    /// Its services.
    pub services: Vec<GraphService>,
    /// Its entities.
    pub entities: Vec<GraphEntity>,
}

/// A service of a [`Graph`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphService {
    /// The full name.
    pub name: String,
    /// The queue that its calls arrive on, without prefix and epoch.
    pub queue: String,
    /// The full names of the entities that it owns.
    pub owns: Vec<String>,
    /// Its methods in the order of the contract, streaming ones left out.
    pub methods: Vec<GraphMethod>,
}

/// A method of a [`Graph`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphMethod {
    /// The name: `GetProduct`.
    pub name: String,
    /// The full name of the request.
    pub request: String,
    /// The full name of the response.
    pub response: String,
    /// Whether the gateway serves it.
    pub is_routed: bool,
    /// The HTTP routes: `GET /v1/products/{id}`.
    pub routes: Vec<String>,
}

/// An entity of a [`Graph`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphEntity {
    /// The full name.
    pub name: String,
    /// The collection that holds it.
    pub collection: String,
}

/// A service that asks another one whether what a request refers to exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Call {
    /// The full name of the service that asks.
    pub from: String,
    /// The full name of the service that is asked.
    pub to: String,
    /// The method that is called.
    pub method: String,
}

/// A service that may call methods which name their callers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Callers {
    /// The full name of the service that may call.
    pub from: String,
    /// The full name of the service that is called.
    pub to: String,
    /// The methods that name it, in the order of the contract.
    pub methods: Vec<String>,
}

/// An entity with a field that holds the id of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EntityReference {
    /// The full name of the entity that holds the id.
    pub from: String,
    /// The full name of the entity that is meant.
    pub to: String,
    /// The path of the field: `items.product_id`.
    pub field: String,
    /// Whether the entity must exist when the field is written (`ref`).
    pub is_checked: bool,
}

/// The picture of a project. The report in an `Err` holds what is wrong with its
/// contracts; warnings are the matter of a check.
pub fn graph(project: &Project) -> Result<Graph, Report> {
    let (sources, reading) = project.contracts()?.read()?;
    let sites = Sites::new(&sources, &reading.pool);
    check::check(&reading.contract, &sites).into_result()?;
    Ok(build::graph(&reading.contract))
}

impl Graph {
    /// The services of all packages.
    fn services(&self) -> impl Iterator<Item = &GraphService> {
        self.packages.iter().flat_map(|package| &package.services)
    }

    /// Of how many of a service's methods a caller may call those that name it:
    /// `2 of 5`.
    fn share(&self, callers: &Callers) -> String {
        let service = self.services().find(|service| service.name == callers.to);
        let all = service.map_or(callers.methods.len(), |service| service.methods.len());
        format!("{} of {all}", callers.methods.len())
    }
}

/// The last part of a full name.
fn short(full_name: &str) -> &str {
    full_name.rsplit('.').next().unwrap_or(full_name)
}
