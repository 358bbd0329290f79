//! Patterns that name packages.

use std::fmt;

/// Which packages are meant: `shop.product.v1`, or `shop.*` for all below `shop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packages {
    patterns: Vec<String>,
}

impl Packages {
    /// Reads patterns. The error is the reason why one can't be understood.
    pub(crate) fn new(patterns: &[String]) -> Result<Self, String> {
        if patterns.is_empty() {
            return Err("at least one package is needed, such as \"shop.*\"".to_owned());
        }
        for pattern in patterns {
            let name = pattern.strip_suffix(".*").unwrap_or(pattern);
            let is_name = name.split('.').all(|part| {
                part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            });
            if !is_name {
                return Err(format!(
                    "`{pattern}` is neither a package (`shop.product.v1`) nor all below one (`shop.*`)"
                ));
            }
        }
        Ok(Self {
            patterns: patterns.to_vec(),
        })
    }

    /// Whether a package is meant.
    pub fn contains(&self, package: &str) -> bool {
        self.iter().any(|pattern| matches(pattern, package))
    }

    /// The patterns that none of these packages matches.
    pub(super) fn unmatched<'a>(&'a self, packages: &[&str]) -> Vec<&'a str> {
        self.iter()
            .filter(|pattern| !packages.iter().any(|package| matches(pattern, package)))
            .collect()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(String::as_str)
    }
}

fn matches(pattern: &str, package: &str) -> bool {
    match pattern.strip_suffix(".*") {
        Some(above) => package
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with('.')),
        None => pattern == package,
    }
}

impl fmt::Display for Packages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.patterns.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_means_all_below() {
        let packages = Packages::new(&["shop.*".to_owned(), "a.v1".to_owned()]).expect("valid");
        assert!(packages.contains("shop.product.v1"));
        assert!(packages.contains("a.v1"));
        assert!(!packages.contains("shop"));
        assert!(!packages.contains("shopping.v1"));
        assert!(!packages.contains("a.v1.b"));
    }

    #[test]
    fn a_star_elsewhere_is_refused() {
        for pattern in ["*", "shop.*.v1", "", "shop.", "1a"] {
            assert!(Packages::new(&[pattern.to_owned()]).is_err(), "{pattern}");
        }
    }
}
