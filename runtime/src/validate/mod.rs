//! stub
/// Checks
#[derive(Debug, Default)]
pub struct Check {}
/// Validate
pub trait Validate {
    /// v
    fn validate(&self, check: &mut Check);
}
