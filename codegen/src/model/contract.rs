//! Contracts as a whole: packages and their files.

use super::{Enum, Message, Service};

/// All contracts of a project.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// The packages that code is generated for, by name.
    pub packages: Vec<Package>,
}

impl Contract {
    /// The package with this name.
    pub fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// The message with this full name, if it belongs to one of the packages.
    pub fn message(&self, full_name: &str) -> Option<&Message> {
        self.messages()
            .find(|message| message.full_name == full_name)
    }

    /// The enum with this full name, if it belongs to one of the packages.
    pub fn enumeration(&self, full_name: &str) -> Option<&Enum> {
        self.packages
            .iter()
            .flat_map(|package| &package.enums)
            .find(|enumeration| enumeration.full_name == full_name)
    }

    /// The service that owns the entity with this full name.
    pub fn owner(&self, entity: &str) -> Option<&Service> {
        self.services().find(|service| {
            service
                .owns
                .iter()
                .any(|owned| owned.target.as_deref() == Some(entity))
        })
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
    /// The text.
    pub source: String,
    /// The version of the language.
    pub syntax: Syntax,
    /// The names of the files that it imports.
    pub imports: Vec<String>,
    /// The full names of fields that it adds to messages of others.
    pub extensions: Vec<String>,
}

/// A version of the protobuf language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `syntax = "proto2"`, or none.
    Proto2,
    /// `syntax = "proto3"`
    Proto3,
}

/// Where an element is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The name of the file, as in [`File::name`].
    pub file: String,
    /// The path of the element in the file's descriptor, as in
    /// `google.protobuf.SourceCodeInfo.Location.path`.
    pub path: Vec<i32>,
}

impl Origin {
    /// Where a part of the element is declared: its path continues with these
    /// numbers of fields and indexes.
    #[must_use]
    pub fn part(&self, path: &[i32]) -> Self {
        Self {
            file: self.file.clone(),
            path: [&self.path, path].concat(),
        }
    }
}

/// A name of a message that a contract writes in an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// As written: a full name, or one of the same package.
    pub written: String,
    /// The full name of the message, if there is one.
    pub target: Option<String>,
}
