//! Tests of the running system, of contract changes and of the workspace itself.
