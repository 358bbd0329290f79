//! Writes the contracts, and changes one of them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files;

/// How many entities a package has.
pub const ENTITIES_PER_PACKAGE: usize = 10;

/// How many messages stand in a file: the entity, and the requests and
/// responses of its service.
pub const MESSAGES_PER_ENTITY: usize = 7;

/// Where the options that contracts import come from.
const OPTIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proto");

const PROJECT: &str = "roots = [\"proto\"]\npackages = [\"bench.*\"]\n";
const MONEY: &str = include_str!("money.proto");
const ENTITY: &str = include_str!("article.proto");

/// A project's contracts.
#[derive(Clone, Debug)]
pub struct Contracts {
    folder: PathBuf,
    entities: usize,
}

/// What a person does to the contract in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Nothing: it is as it was written at first.
    None,
    /// The entity gets a field more.
    FieldAdded,
    /// The entity's `title` is called `caption` from now on.
    FieldRenamed,
}

impl Contracts {
    /// Writes a project with so many entities into a folder: `proto/`, and a
    /// `counterpart.toml`.
    pub fn write(folder: &Path, entities: usize) -> Result<Self> {
        let contracts = Self::at(folder, entities);
        let protos = folder.join("proto");
        for name in ["buf", "counterpart", "google"] {
            files::copy(&Path::new(OPTIONS).join(name), &protos.join(name))?;
        }
        files::write(&protos.join(MONEY_FILE), MONEY)?;
        for entity in 0..entities {
            files::write(&protos.join(file(entity)), &contract(entity, Edit::None))?;
        }
        files::write(&folder.join("counterpart.toml"), PROJECT)?;
        Ok(contracts)
    }

    /// The contracts that were written into a folder before.
    pub fn at(folder: &Path, entities: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            entities,
        }
    }

    /// Writes the contract in the middle anew, with this edit alone.
    pub fn edit(&self, edit: Edit) -> Result<()> {
        let entity = self.edited();
        let path = self.folder.join("proto").join(file(entity));
        files::write(&path, &contract(entity, edit))
    }

    /// The entity that is edited.
    pub fn edited(&self) -> usize {
        self.entities / 2
    }

    /// The folder that the project stands in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many messages the contracts declare.
    pub fn messages(&self) -> usize {
        const MONEY: usize = 1;
        self.entities * MESSAGES_PER_ENTITY + MONEY
    }

    /// The files of the contracts, as imports name them.
    pub fn files(&self) -> impl Iterator<Item = String> {
        let entities = (0..self.entities).map(file);
        entities.chain([MONEY_FILE.to_owned()])
    }
}

const MONEY_FILE: &str = "bench/type/v1/money.proto";

fn file(entity: usize) -> String {
    let (package, place) = place(entity);
    format!("bench/p{package:03}/v1/article_{place}.proto")
}

fn contract(entity: usize, edit: Edit) -> String {
    let (package, place) = place(entity);
    let before = package.saturating_sub(1);
    let added =
        "  // Where it is kept.\n  string shelf = 12 [(buf.validate.field).string.max_len = 20];\n";
    let is_renamed = edit == Edit::FieldRenamed;
    ENTITY
        .replace("{added}", if edit == Edit::FieldAdded { added } else { "" })
        .replace("{title}", if is_renamed { "caption" } else { "title" })
        .replace("{package}", &format!("bench.p{package:03}.v1"))
        .replace("{before}", &format!("bench.p{before:03}.v1"))
        .replace("{way}", &format!("p{package:03}/articles{place}"))
        .replace("{table}", &format!("articles_{place}"))
        .replace("{Article}", &format!("Article{place}"))
        .replace("{ARTICLE}", &format!("ARTICLE{place}"))
        .replace("{article}", &format!("article{place}"))
        .replace("{queue}", &format!("articles_{package}_{place}"))
}

/// The package of an entity, and its place in it.
fn place(entity: usize) -> (usize, usize) {
    (entity / ENTITIES_PER_PACKAGE, entity % ENTITIES_PER_PACKAGE)
}
