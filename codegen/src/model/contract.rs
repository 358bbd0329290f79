//! Contracts as a whole: packages and their files.

use std::collections::HashMap;

use super::circles::circles;
use super::{Enum, Message, Service};

/// All contracts of a project.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// The packages that code is generated for, by name.
    pub packages: Vec<Package>,
    /// The packages whose types hold each other: groups of more than one, sorted
    /// by name. No package is in two of them.
    pub circles: Vec<Vec<String>>,
    index: Index,
}

/// Where things are, by full name: the number of the package, and the number in
/// its list.
#[derive(Clone, Debug, Default)]
struct Index {
    messages: HashMap<String, (usize, usize)>,
    enums: HashMap<String, (usize, usize)>,
    /// The service that owns an entity.
    owners: HashMap<String, (usize, usize)>,
    /// The circle that a package belongs to.
    circles: HashMap<String, usize>,
}

impl Index {
    fn new(packages: &[Package]) -> Self {
        let mut index = Self::default();
        for (number, package) in packages.iter().enumerate() {
            for (place, message) in package.messages.iter().enumerate() {
                index
                    .messages
                    .insert(message.full_name.clone(), (number, place));
            }
            for (place, declared) in package.enums.iter().enumerate() {
                index
                    .enums
                    .insert(declared.full_name.clone(), (number, place));
            }
            for (place, service) in package.services.iter().enumerate() {
                // Of several owners, which is an error, the first one counts.
                for entity in service
                    .owns
                    .iter()
                    .filter_map(|owned| owned.target.as_ref())
                {
                    index
                        .owners
                        .entry(entity.clone())
                        .or_insert((number, place));
                }
            }
        }
        index
    }
}

impl Contract {
    /// The contracts in these packages, which are sorted by name.
    pub fn new(packages: Vec<Package>) -> Self {
        let index = Index::new(&packages);
        let mut contract = Self {
            packages,
            circles: Vec::new(),
            index,
        };
        contract.circles = circles(&contract);
        for (place, circle) in contract.circles.iter().enumerate() {
            let members = circle.iter().map(|member| (member.clone(), place));
            contract.index.circles.extend(members);
        }
        contract
    }

    /// Forgets the text of all files, as if only their descriptors were known.
    pub(crate) fn forget_text(&mut self) {
        for package in &mut self.packages {
            for file in &mut package.files {
                file.source = None;
            }
        }
    }

    /// The package with this name.
    pub fn package(&self, name: &str) -> Option<&Package> {
        let by_name = |package: &Package| package.name.as_str().cmp(name);
        let place = self.packages.binary_search_by(by_name).ok()?;
        self.packages.get(place)
    }

    /// The package that declares a message or an enum.
    pub fn package_of(&self, full_name: &str) -> Option<&Package> {
        let index = &self.index;
        let found = index
            .messages
            .get(full_name)
            .or_else(|| index.enums.get(full_name));
        found.and_then(|(package, _)| self.packages.get(*package))
    }

    /// The packages whose types hold those of this one and are held by them, and
    /// the package itself; `None` if there are no others.
    pub fn circle(&self, package: &str) -> Option<&[String]> {
        let place = self.index.circles.get(package)?;
        self.circles.get(*place).map(Vec::as_slice)
    }

    /// The message with this full name, if it belongs to one of the packages.
    pub fn message(&self, full_name: &str) -> Option<&Message> {
        let (package, place) = self.index.messages.get(full_name)?;
        self.packages.get(*package)?.messages.get(*place)
    }

    /// The enum with this full name, if it belongs to one of the packages.
    pub fn enumeration(&self, full_name: &str) -> Option<&Enum> {
        let (package, place) = self.index.enums.get(full_name)?;
        self.packages.get(*package)?.enums.get(*place)
    }

    /// The service that owns the entity with this full name.
    pub fn owner(&self, entity: &str) -> Option<&Service> {
        let (package, place) = self.index.owners.get(entity)?;
        self.packages.get(*package)?.services.get(*place)
    }

    /// The service with this full name, if it belongs to one of the packages.
    pub fn service(&self, full_name: &str) -> Option<&Service> {
        let (package, name) = full_name.rsplit_once('.').unwrap_or(("", full_name));
        let services = &self.package(package)?.services;
        services.iter().find(|service| service.name == name)
    }

    /// The messages of all packages.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.packages.iter().flat_map(|package| &package.messages)
    }

    /// The services of all packages.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        self.packages.iter().flat_map(|package| &package.services)
    }
}

/// One protobuf package.
#[derive(Clone, Debug)]
pub struct Package {
    /// The name, such as `shop.product.v1`.
    pub name: String,
    /// The files that declare it, by name.
    pub files: Vec<File>,
    /// The messages, nested ones behind the one that holds them. Entries of
    /// maps aren't among them.
    pub messages: Vec<Message>,
    /// The enums, those of the package before those nested in messages.
    pub enums: Vec<Enum>,
    /// The services.
    pub services: Vec<Service>,
}

impl Package {
    /// The message with this full name, if it belongs to the package.
    pub fn message(&self, full_name: &str) -> Option<&Message> {
        self.messages
            .iter()
            .find(|message| message.full_name == full_name)
    }

    /// The entities: messages that are stored.
    pub fn entities(&self) -> impl Iterator<Item = &Message> {
        self.messages
            .iter()
            .filter(|message| message.entity.is_some())
    }
}

/// One `.proto` file.
#[derive(Clone, Debug)]
pub struct File {
    /// The name under which others import it: `shop/product/v1/product.proto`.
    pub name: String,
    /// The path from the project's folder, with slashes:
    /// `proto/shop/product/v1/product.proto`.
    pub path: String,
    /// The text; `None` of a file of which only the descriptor is known.
    pub source: Option<String>,
    /// The names of the files that it imports.
    pub imports: Vec<String>,
    /// The full names of fields that it adds to messages of others.
    pub extensions: Vec<String>,
}

/// Where an element is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The name of the file, as in [`File::name`].
    pub file: String,
    /// The path of the element in the file's descriptor, as in
    /// `google.protobuf.SourceCodeInfo.Location.path`.
    pub path: Vec<i32>,
    /// Line and column, both from zero; zeros where the contract came without.
    pub position: (i32, i32),
}

impl Origin {
    /// Where a part of the element is declared: its path continues with these
    /// numbers of fields and indexes.
    #[must_use]
    pub fn part(&self, path: &[i32]) -> Self {
        Self {
            file: self.file.clone(),
            path: [&self.path, path].concat(),
            position: self.position,
        }
    }
}

/// A name that a contract writes in an option: of a message, a service, a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// As written: a full name, or one of the same package.
    pub written: String,
    /// The full name of what is meant, if there is such a thing.
    pub target: Option<String>,
}
