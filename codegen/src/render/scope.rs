//! What a generated file imports.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Contract;
use crate::names;

/// The names of Rust's prelude that generated code writes.
const PRELUDE: &[&str] = &[
    "Box", "Default", "None", "Option", "Send", "Some", "String", "Sync", "Vec",
];

/// The imports of one file. Short names are given out while they are free; a
/// type whose name is taken is written with its path.
pub(super) struct Scope<'a> {
    contract: &'a Contract,
    /// The package whose crate the file belongs to.
    package: &'a str,
    /// Where the messages of that package are, seen from the file.
    home: String,
    /// The packages that share the file's crate, each in a module of its own.
    circle: &'a [String],
    /// The path of that crate.
    root: String,
    reserved: BTreeMap<String, String>,
    locals: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl<'a> Scope<'a> {
    /// A file of the contract crate.
    pub(super) fn contract_crate(contract: &'a Contract, package: &'a str) -> Self {
        let circle = contract.circle(package).unwrap_or_default();
        let mut scope = Self::new(contract, package, circle, "crate".to_owned());
        scope.home = scope.path("crate::messages");
        scope
    }

    /// Code outside of the contract crate that can't name more crates than that
    /// one can: an example in its documentation.
    pub(super) fn outside(contract: &'a Contract, package: &'a str) -> Self {
        let circle = contract.circle(package).unwrap_or_default();
        let root = names::circle_crate(circle).replace('-', "_");
        let mut scope = Self::new(contract, package, circle, root);
        scope.home = scope.module(package);
        scope
    }

    /// A file of the service crate.
    pub(super) fn service_crate(contract: &'a Contract, package: &'a str) -> Self {
        let mut scope = Self::new(contract, package, &[], String::new());
        scope.home = scope.module(package);
        scope
    }

    fn new(contract: &'a Contract, package: &'a str, circle: &'a [String], root: String) -> Self {
        Self {
            contract,
            package,
            home: String::new(),
            circle,
            root,
            reserved: BTreeMap::new(),
            locals: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// What is rendered.
    pub(super) fn contract(&self) -> &'a Contract {
        self.contract
    }

    /// Keeps the names of these paths for what the file may import itself.
    pub(super) fn reserve(mut self, paths: &[&str]) -> Self {
        for path in paths {
            let path = self.path(path);
            self.reserved.insert(last(&path).to_owned(), path);
        }
        self
    }

    /// Keeps names that the file declares.
    pub(super) fn declare(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.locals.extend(names);
        self
    }

    /// The short name of this path, which is imported; the path itself if the
    /// name is taken.
    pub(super) fn import(&mut self, path: &str) -> String {
        self.short(self.path(path))
    }

    /// The short name of a path that is complete.
    fn short(&mut self, path: String) -> String {
        let name = last(&path).to_owned();
        let taken_by = self.reserved.get(&name);
        let is_own = taken_by == Some(&path) && !self.locals.contains(&name);
        let is_free =
            taken_by.is_none() && !self.locals.contains(&name) && !PRELUDE.contains(&name.as_str());
        if !is_own && !is_free {
            return path;
        }
        self.reserved.insert(name.clone(), path.clone());
        self.used.insert(path);
        name
    }

    /// The module of a package's contract, seen from the file.
    pub(super) fn module(&self, package: &str) -> String {
        let module = names::package_module(package);
        if self.circle.iter().any(|member| member == package) {
            format!("{}::{module}", self.root)
        } else {
            module
        }
    }

    /// A path as it is in the file: where packages share a crate, each has its own
    /// module for a root.
    fn path(&self, path: &str) -> String {
        match path.strip_prefix("crate::") {
            Some(rest) if !self.circle.is_empty() => {
                format!("{}::{rest}", self.module(self.package))
            }
            _ => path.to_owned(),
        }
    }

    /// A name of the prelude, with its path if the file declares the same.
    pub(super) fn prelude(&self, name: &str) -> String {
        if !self.locals.contains(name) {
            return name.to_owned();
        }
        match name {
            "Option" => "std::option::Option".to_owned(),
            "String" => "std::string::String".to_owned(),
            "Vec" => "std::vec::Vec".to_owned(),
            "Box" => "std::boxed::Box".to_owned(),
            _ => format!("std::default::{name}"),
        }
    }

    /// The Rust type of a message or an enum.
    pub(super) fn contract_type(&mut self, full_name: &str) -> String {
        match names::well_known(full_name) {
            Some(known) if known.ty == "()" => return known.ty.to_owned(),
            Some(known) => return self.import(known.ty),
            None => {}
        }
        let (package, _) = self.split(full_name);
        let name = self.type_name(full_name);
        if package == self.package {
            if self.home.is_empty() {
                return name;
            }
            return self.short(format!("{}::{name}", self.home));
        }
        self.short(format!("{}::{name}", self.module(&package)))
    }

    /// The short name of a message's or an enum's type.
    fn type_name(&self, full_name: &str) -> String {
        let declared = self.contract.enumeration(full_name);
        match (self.contract.message(full_name), declared) {
            (Some(message), _) => names::type_name(message),
            (None, Some(declared)) => names::type_name(declared),
            // A check has refused types that no code is generated for.
            (None, None) => names::upper_camel(full_name.rsplit('.').next().unwrap_or(full_name)),
        }
    }

    /// The type of an entity's id.
    pub(super) fn id_type(&mut self, entity: &str) -> String {
        let (package, _) = self.split(entity);
        let path = format!(
            "ids::{}::{}Id",
            names::package_module(&package),
            self.type_name(entity)
        );
        self.import(&path)
    }

    /// The file declares the messages of its package itself.
    pub(super) fn at_home(mut self) -> Self {
        self.home = String::new();
        self
    }

    /// The path of the `static` that describes a message or an enum.
    pub(super) fn descriptor(&mut self, full_name: &str) -> String {
        if let Some(known) = names::well_known(full_name) {
            return self.import(known.descriptor);
        }
        let (package, _) = self.split(full_name);
        let constant = names::screaming(&self.type_name(full_name));
        if package == self.package {
            constant
        } else {
            format!("{}::descriptors::{constant}", self.module(&package))
        }
    }

    /// A full name as package and name within it.
    pub(super) fn split(&self, full_name: &str) -> (String, String) {
        let declared = self.contract.package_of(full_name).and_then(|package| {
            let rest = full_name.strip_prefix(package.name.as_str())?;
            Some((package.name.as_str(), rest.strip_prefix('.')?))
        });
        let (package, name) = declared
            .or_else(|| full_name.rsplit_once('.'))
            .unwrap_or(("", full_name));
        (package.to_owned(), name.to_owned())
    }

    /// Links to what has a short name in the file are written by that name alone,
    /// as rustdoc asks for: ``[`Product`](super::Product)`` as ``[`Product`]``.
    pub(super) fn shorten_links(&self, text: &str) -> String {
        let mut output = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(middle) = rest.find("](") {
            let (before, after) = (&rest[..=middle], &rest[middle + 2..]);
            let name = before
                .rfind('[')
                .map(|open| before[open + 1..middle].trim_matches('`'));
            let path = after.find(')').map(|end| &after[..end]);
            output.push_str(before);
            rest = match (name, path) {
                (Some(name), Some(path)) if self.means(name, path) => &after[path.len() + 1..],
                _ => {
                    output.push('(');
                    after
                }
            };
        }
        output.push_str(rest);
        output
    }

    /// Whether a name in the file means what is exported under this path.
    fn means(&self, name: &str, path: &str) -> bool {
        let is_own = path == name
            || path.strip_prefix("super::") == Some(name)
            || path.strip_prefix("crate::") == Some(name);
        if self.locals.contains(name) {
            return is_own;
        }
        let imported = self.reserved.get(name);
        imported.is_some_and(|imported| {
            let is_message = is_own && imported.ends_with(&format!("::messages::{name}"));
            self.used.contains(imported) && (imported == path || is_message)
        })
    }

    /// The import statements, those of one module in one line: `std`, other
    /// crates and the crate itself apart from each other.
    pub(super) fn statements(&self) -> String {
        let modules: BTreeSet<&str> = self
            .used
            .iter()
            .filter_map(|path| Some(path.rsplit_once("::")?.0))
            .collect();
        let mut groups: [BTreeMap<&str, Vec<&str>>; 3] = Default::default();
        for path in &self.used {
            let (module, name) = if modules.contains(path.as_str()) {
                (path.as_str(), "self")
            } else {
                path.rsplit_once("::").unwrap_or(("", path))
            };
            let group = match path.split("::").next() {
                Some("std") => 0,
                Some("crate") => 2,
                _ => 1,
            };
            groups[group].entry(module).or_default().push(name);
        }
        let blocks: Vec<String> = groups
            .iter()
            .filter(|group| !group.is_empty())
            .map(|group| {
                let statements = group.iter().map(|(module, names)| statement(module, names));
                let mut statements: Vec<String> = statements.collect();
                statements.sort();
                statements.concat()
            })
            .collect();
        blocks.join("\n")
    }
}

fn statement(module: &str, names: &[&str]) -> String {
    match (module, names) {
        ("", names) => format!("use {};\n", names.join(";\nuse ")),
        (module, [name]) => format!("use {module}::{name};\n"),
        (module, names) => format!("use {module}::{{{}}};\n", names.join(", ")),
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
