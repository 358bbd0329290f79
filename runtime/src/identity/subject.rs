//! The user that a token names.

use std::time::{Duration, SystemTime};

/// The end user that a verified token names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    subject: String,
    roles: Vec<String>,
    expiry: SystemTime,
}

impl Identity {
    /// A user for tests that call a service without a bus, for an hour and
    /// without a role.
    pub fn new(subject: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            roles: Vec::new(),
            expiry: SystemTime::now() + Duration::from_hours(1),
        }
    }

    pub(super) fn verified(subject: String, roles: Vec<String>, expiry: SystemTime) -> Self {
        Self {
            subject,
            roles,
            expiry,
        }
    }

    /// The same user with one more role.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.roles.push(role.into());
        self
    }

    /// The user: the token's `sub`, which is what owners of entities are stored as.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What the user may do.
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Whether the user has one of these roles.
    pub fn has_any(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|own| roles.contains(&own.as_str()))
    }

    /// When the token expires.
    pub fn expiry(&self) -> SystemTime {
        self.expiry
    }
}
