//! What a service owns.

use crate::rpc::{Server, ServiceDescriptor};
use crate::store::EntityDescriptor;

/// Marks the contract of one service, and says what the service owns.
///
/// Generated in the owner's service crate: whoever can name the marker may open
/// the repositories.
pub trait Contract: Send + Sync + 'static {
    /// The service.
    const SERVICE: &'static ServiceDescriptor;

    /// What it stores.
    const ENTITIES: &'static [&'static EntityDescriptor];
}

/// A server of the service that a contract marks.
///
/// Generated beside the server, so that a host serves only its own service.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't serve what `{C}` marks",
    label = "a server of another service",
    note = "a host serves the service of its own contract: hand it the generated server around what implements that service"
)]
pub trait Serves<C>: Server {}
