//! The lock as a file: TOML with one line per field, sorted, so that a diff
//! shows what a change adds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::{Lock, StoredEntity, StoredField, StoredName};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::{Place, Sources};

const HEADER: &str = "\
# The released contract: what running systems and stored data rely on.
#
# A stored field is known by its number and keeps the `name` under which it was
# stored first, so renaming it in a contract touches no data; the contract's own
# name is noted as `renamed`. An entity is known by its name, and stays where it
# is stored. `counterpart generate` adds what is new, marks what was removed, and
# refuses what would lose stored data. Check this file in.
";

/// The file, to the letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    #[serde(default)]
    packages: BTreeMap<String, PackageEntry>,
    #[serde(default)]
    entities: BTreeMap<String, EntityEntry>,
    #[serde(default)]
    messages: BTreeMap<String, BTreeMap<u32, FieldEntry>>,
    #[serde(default)]
    enums: BTreeMap<String, BTreeMap<i32, ValueEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageEntry {
    epoch: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityEntry {
    database: String,
    collection: String,
    #[serde(default)]
    removed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    name: String,
    r#type: String,
    renamed: Option<String>,
    #[serde(default)]
    removed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueEntry {
    name: String,
    renamed: Option<String>,
    #[serde(default)]
    removed: bool,
}

impl Lock {
    /// The lock in a file that is only read, at a path from this folder, and its
    /// text; an empty one if there is none.
    pub(crate) fn read(folder: &Path, path: Option<&Path>) -> Result<(Self, String), Report> {
        let Some(path) = path else {
            return Ok((Self::default(), String::new()));
        };
        let shown = path.display().to_string();
        let text = match fs::read_to_string(folder.join(path)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let message = format!("{shown} can't be read: {error}");
                return Err(Diagnostic::error(Code::FileUnreadable, message).into());
            }
        };
        Ok((Self::parse(&shown, &text)?, text))
    }

    /// Reads the text of a lock, which people know by `path`.
    pub fn parse(path: &str, text: &str) -> Result<Self, Report> {
        let file: LockFile = toml::from_str(text).map_err(|error| {
            let mut sources = Sources::new();
            sources.add(path, path, text);
            let file = sources.file(path);
            let place = match error.span() {
                Some(span) => Place::new(file, span),
                None => Place::of_file(file),
            };
            Diagnostic::error(Code::LockInvalid, error.message())
                .at(place)
                .help("take the file from version control; it must not be lost or edited lightly")
        })?;
        let lock = Self::from(file);
        match lock.contradiction() {
            None => Ok(lock),
            Some(text) => Err(Diagnostic::error(Code::LockInvalid, text)
                .at(Place::of_file(Sources::new().file(path)))
                .help("take the file from version control; it must not be lost or edited lightly")
                .into()),
        }
    }

    /// The text of the lock.
    pub fn to_text(&self) -> String {
        let mut text = HEADER.to_owned();
        text.push_str("\n[packages]\n");
        for (package, epoch) in &self.epochs {
            line(&mut text, &format!("\"{package}\" = {{ epoch = {epoch} }}"));
        }
        if !self.entities.is_empty() {
            line(&mut text, "\n[entities]");
        }
        for (entity, stored) in &self.entities {
            let (database, collection) = (&stored.database, &stored.collection);
            let removed = removed(stored.is_removed);
            let entry = format!(
                "\"{entity}\" = {{ database = \"{database}\", collection = \"{collection}\"{removed} }}"
            );
            line(&mut text, &entry);
        }
        for (message, fields) in &self.messages {
            line(&mut text, &format!("\n[messages.\"{message}\"]"));
            for (number, StoredField { name, kind }) in fields {
                let (name, marks) = (&name.stored, marks(name));
                let entry = format!("{number} = {{ name = \"{name}\", type = \"{kind}\"{marks} }}");
                line(&mut text, &entry);
            }
        }
        for (declared, values) in &self.enums {
            line(&mut text, &format!("\n[enums.\"{declared}\"]"));
            for (number, name) in values {
                let (name, marks) = (&name.stored, marks(name));
                line(
                    &mut text,
                    &format!("{number} = {{ name = \"{name}\"{marks} }}"),
                );
            }
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all that is written");
}

/// What has become of a name since it was stored first.
fn marks(name: &StoredName) -> String {
    let mut marks = String::new();
    if let Some(renamed) = &name.renamed {
        marks.push_str(&format!(", renamed = \"{renamed}\""));
    }
    marks.push_str(removed(name.is_removed));
    marks
}

fn removed(is_removed: bool) -> &'static str {
    if is_removed { ", removed = true" } else { "" }
}

impl From<LockFile> for Lock {
    fn from(file: LockFile) -> Self {
        let entity = |entry: EntityEntry| StoredEntity {
            database: entry.database,
            collection: entry.collection,
            is_removed: entry.removed,
        };
        let value = |entry: ValueEntry| StoredName {
            stored: entry.name,
            renamed: entry.renamed,
            is_removed: entry.removed,
        };
        let field = |entry: FieldEntry| StoredField {
            kind: entry.r#type,
            name: StoredName {
                stored: entry.name,
                renamed: entry.renamed,
                is_removed: entry.removed,
            },
        };
        Self {
            epochs: map(file.packages, |entry| entry.epoch),
            entities: map(file.entities, entity),
            messages: map(file.messages, |fields| map(fields, field)),
            enums: map(file.enums, |values| map(values, value)),
        }
    }
}

fn map<K: Ord, V, W>(entries: BTreeMap<K, V>, change: impl Fn(V) -> W) -> BTreeMap<K, W> {
    entries
        .into_iter()
        .map(|(key, value)| (key, change(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[packages]
"shop.a.v1" = { epoch = 2 }

[entities]
"shop.a.v1.A" = { database = "a", collection = "as" }
"shop.a.v1.B" = { database = "a", collection = "bs", removed = true }

[messages."shop.a.v1.A"]
1 = { name = "id", type = "string" }
2 = { name = "title", type = "string", renamed = "name" }
10 = { name = "old", type = "repeated int32", removed = true }

[enums."shop.a.v1.E"]
-1 = { name = "E_MINUS", renamed = "E_NEGATIVE", removed = true }
0 = { name = "E_UNSPECIFIED" }
"#;

    #[test]
    fn what_is_read_is_written_to_the_letter() {
        let lock = Lock::parse("contract.lock", TEXT).expect("valid");
        assert_eq!(lock.to_text(), format!("{HEADER}{TEXT}"));
        assert_eq!(lock.epoch("shop.a.v1"), 2);
        assert_eq!(lock.epoch("shop.b.v1"), 1);
        assert_eq!(lock.stored_name("shop.a.v1.A", 1), Some("id"));
        assert_eq!(lock.stored_value("shop.a.v1.E", -1), Some("E_MINUS"));
    }

    #[test]
    fn a_lock_that_would_mix_up_or_misplace_data_is_refused() {
        for (from, to, told) in [
            (
                "name = \"title\"",
                "name = \"id\"",
                "1 and 2 of shop.a.v1.A are both stored as `id`",
            ),
            (
                "name = \"E_UNSPECIFIED\"",
                "name = \"E_MINUS\"",
                "-1 and 0 of shop.a.v1.E are both stored as `E_MINUS`",
            ),
            (
                "\"bs\"",
                "\"as\"",
                "shop.a.v1.A and shop.a.v1.B are both stored in the collection \"as\" of the database \"a\"",
            ),
            ("\"title\"", "\"\"", "nothing can be stored as ``"),
            ("\"title\"", "\"a.b\"", "nothing can be stored as `a.b`"),
            ("\"title\"", "'a\"b'", "nothing can be stored as `a\"b`"),
        ] {
            let text = TEXT.replacen(from, to, 1);
            let error = Lock::parse("contract.lock", &text).expect_err(told);
            assert!(error.to_string().contains(told), "{error}");
        }
    }

    #[test]
    fn a_broken_lock_is_refused_with_its_line() {
        let error = Lock::parse("contract.lock", "[packages]\na = 3\n").expect_err("invalid");
        assert!(
            error.to_string().starts_with("contract.lock:2:5: "),
            "{error}"
        );
    }
}
