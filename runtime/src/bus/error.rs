//! How a bus fails to start.

/// Why a bus can't be opened, or a service can't be served on it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BusError {
    /// The URL names no bus that there is.
    #[error(
        "{url:?} is no address of a bus: {reason}; give `embedded` or `amqp://user:password@host:port/vhost`"
    )]
    Url {
        /// The URL without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The broker refuses the user, its password or the virtual host.
    #[error("the broker refuses the connection: {reason}")]
    Refused {
        /// The broker's words.
        reason: String,
    },
    /// The broker can't be reached.
    #[error("no connection to the broker: {reason}")]
    NotConnected {
        /// What the last attempt ended with.
        reason: String,
    },
    /// A queue exists with other arguments than this version declares.
    #[error("the broker refuses the queue {queue}: {reason}")]
    Queue {
        /// The name of the queue.
        queue: String,
        /// The broker's words.
        reason: String,
    },
    /// The bus was closed.
    #[error("the bus is closed")]
    Closed,
}
