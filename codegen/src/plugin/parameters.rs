//! The options of the plugin: those of `counterpart.toml` that mean something
//! to it, as `name=value`, with commas between them.

use crate::diagnostic::{Code, Diagnostic, Report, did_you_mean};
use crate::project::Packages;

/// What a caller says.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// The folder below which the contracts are, which people want to see in
    /// front of a file's name.
    pub(super) root: Option<String>,
    /// The packages that code is generated for; all that are asked for if `None`.
    packages: Option<Packages>,
    /// The file that keeps the released contract.
    pub(super) lock: Option<String>,
}

const NAMES: [&str; 3] = ["root", "packages", "lock"];

impl Parameters {
    /// Reads `root=proto,packages=shop.*,packages=mail.v1,lock=contract.lock`.
    pub(super) fn parse(text: &str) -> Result<Self, Report> {
        let mut parameters = Self::default();
        let mut patterns = Vec::new();
        for parameter in text.split(',').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if value.is_empty() && NAMES.contains(&name) {
                return Err(wrong(&format!("the option `{name}` has no value")).into());
            }
            match name {
                "root" => parameters.root = Some(value.trim_end_matches('/').to_owned()),
                "packages" => patterns.push(value.to_owned()),
                "lock" => parameters.lock = Some(value.to_owned()),
                _ => return Err(unknown(name).into()),
            }
        }
        if !patterns.is_empty() {
            let packages = Packages::new(&patterns).map_err(|reason| wrong(&reason))?;
            parameters.packages = Some(packages);
        }
        Ok(parameters)
    }

    /// Whether code is generated for a package.
    pub(super) fn wants(&self, package: &str) -> bool {
        let packages = self.packages.as_ref();
        packages.is_none_or(|packages| packages.contains(package))
    }
}

fn unknown(name: &str) -> Diagnostic {
    let names = NAMES.map(|name| format!("`{name}`")).join(", ");
    let mut diagnostic = wrong(&format!("there is no option `{name}`"));
    diagnostic.label = did_you_mean(name, NAMES);
    diagnostic.help(format!("the options are {names}, each as `name=value`"))
}

fn wrong(reason: &str) -> Diagnostic {
    Diagnostic::error(
        Code::ProjectInvalid,
        format!("protoc-gen-counterpart: {reason}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_has_its_meaning_and_packages_may_be_several() {
        let text = "root=proto/,packages=shop.*,packages=mail.v1,lock=contract.lock";
        let parameters = Parameters::parse(text).expect("they are right");
        assert_eq!(parameters.root.as_deref(), Some("proto"));
        assert_eq!(parameters.lock.as_deref(), Some("contract.lock"));
        assert!(parameters.wants("shop.product.v1") && parameters.wants("mail.v1"));
        assert!(!parameters.wants("google.api"));
        assert!(
            Parameters::parse("")
                .expect("none is right")
                .wants("google.api")
        );
    }

    #[test]
    fn what_is_no_option_is_told() {
        let told = |text: &str| {
            let report = Parameters::parse(text).expect_err("it is wrong");
            report.short()
        };
        for (text, expected) in [
            (
                "roots=proto",
                "there is no option `roots` (did you mean \"root\"?)",
            ),
            ("lock", "the option `lock` has no value"),
            (
                "packages=*",
                "`*` is neither a package (`shop.product.v1`) nor all below one (`shop.*`)",
            ),
        ] {
            let expected = format!("error[C0002]: protoc-gen-counterpart: {expected}\n");
            assert_eq!(told(text), expected);
        }
    }
}
