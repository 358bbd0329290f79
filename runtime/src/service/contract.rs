//! What a service owns.

use crate::rpc::ServiceDescriptor;
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
