//! What the workspace's `Cargo.toml` must say of the generated crates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Content, Files};
use crate::slashed::slashed;

/// What a workspace's `Cargo.toml` lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    /// Entries of `workspace.members`.
    pub members: Vec<String>,
    /// Lines of `workspace.dependencies`.
    pub dependencies: Vec<String>,
}

impl Gaps {
    /// Whether nothing lacks.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.dependencies.is_empty()
    }

    /// Compares the nearest workspace at or above the project's folder with
    /// the manifests of the generated crates. Where there is no workspace yet,
    /// all lacks. `runtime` is how a workspace depends on the runtime.
    pub fn find(files: &Files, project: &Path, output: &Path, runtime: &str) -> Self {
        let project = project
            .canonicalize()
            .unwrap_or_else(|_| project.to_owned());
        let (root, workspace) =
            workspace(&project).unwrap_or((project.clone(), Workspace::default()));
        let below = project
            .strip_prefix(&root)
            .unwrap_or(Path::new(""))
            .join(output);
        let below = slashed(&below);
        let manifests: Vec<(&str, toml::Table)> = manifests(files).collect();
        let crates = crates(&manifests);
        let is_member = |folder: &str| {
            let path = format!("{below}/{folder}");
            workspace
                .members
                .iter()
                .any(|pattern| matches(pattern, &path))
        };
        let mut gaps = Self::default();
        if !crates.values().all(|folder| is_member(folder)) {
            gaps.members.push(format!("{below}/*"));
        }
        let mut wanted: BTreeSet<String> = crates.keys().cloned().collect();
        wanted.extend(inherited(&manifests));
        for name in wanted.difference(&workspace.dependencies) {
            gaps.dependencies.push(match crates.get(name) {
                Some(folder) => format!("{name} = {{ path = \"{below}/{folder}\" }}"),
                None => format!("{name} = {runtime}"),
            });
        }
        gaps
    }
}

impl fmt::Display for Gaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.members.is_empty() {
            let members: Vec<_> = self
                .members
                .iter()
                .map(|one| format!("\"{one}\""))
                .collect();
            writeln!(f, "to `members` in [workspace]:")?;
            writeln!(f, "    {},", members.join(", "))?;
        }
        if !self.dependencies.is_empty() {
            writeln!(f, "to [workspace.dependencies]:")?;
            for line in &self.dependencies {
                writeln!(f, "    {line}")?;
            }
        }
        Ok(())
    }
}

/// What a workspace says already.
#[derive(Default)]
struct Workspace {
    members: Vec<String>,
    dependencies: BTreeSet<String>,
}

/// The nearest `Cargo.toml` with a `[workspace]` at or above a folder.
fn workspace(folder: &Path) -> Option<(PathBuf, Workspace)> {
    folder.ancestors().find_map(|folder| {
        let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let manifest: toml::Table = toml::from_str(&text).ok()?;
        let workspace = manifest.get("workspace")?;
        let members = workspace.get("members").and_then(toml::Value::as_array);
        let dependencies = workspace
            .get("dependencies")
            .and_then(toml::Value::as_table);
        let workspace = Workspace {
            members: members
                .into_iter()
                .flatten()
                .filter_map(|member| member.as_str().map(str::to_owned))
                .collect(),
            dependencies: dependencies
                .into_iter()
                .flat_map(toml::Table::keys)
                .cloned()
                .collect(),
        };
        Some((folder.to_owned(), workspace))
    })
}

/// The manifests among the generated files, with their folders.
fn manifests(files: &Files) -> impl Iterator<Item = (&str, toml::Table)> {
    files.iter().filter_map(|(path, content)| {
        let folder = path.strip_suffix("/Cargo.toml")?;
        let Content::Text(text) = content;
        Some((folder, toml::from_str(text).ok()?))
    })
}

/// The generated crates: name and folder.
fn crates(manifests: &[(&str, toml::Table)]) -> BTreeMap<String, String> {
    manifests
        .iter()
        .filter_map(|(folder, manifest)| {
            let name = manifest.get("package")?.get("name")?.as_str()?;
            Some((name.to_owned(), (*folder).to_owned()))
        })
        .collect()
}

/// The dependencies that the generated crates take from the workspace.
fn inherited(manifests: &[(&str, toml::Table)]) -> BTreeSet<String> {
    manifests
        .iter()
        .filter_map(|(_, manifest)| manifest.get("dependencies")?.as_table())
        .flatten()
        .filter(|(_, dependency)| dependency.get("workspace").is_some())
        .map(|(name, _)| name.clone())
        .collect()
}

/// Whether a member pattern, whose parts may be or hold a `*`, means a folder.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_end_matches('/').split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(path)
            .all(|(pattern, part)| match pattern.split_once('*') {
                Some((front, back)) => {
                    part.len() >= front.len() + back.len()
                        && part.starts_with(front)
                        && part.ends_with(back)
                }
                None => *pattern == part,
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(manifest: &str) -> Gaps {
        let project = tempfile::tempdir().expect("a temporary folder");
        fs::write(project.path().join("Cargo.toml"), manifest).expect("writable");
        let mut files = Files::default();
        files.text(
            "shop-a-v1/Cargo.toml",
            "[package]\nname = \"shop-a-v1\"\n[dependencies]\ncounterpart.workspace = true\n"
                .to_owned(),
        );
        Gaps::find(
            &files,
            project.path(),
            Path::new("generated"),
            "{ path = \"runtime\" }",
        )
    }

    #[test]
    fn a_complete_workspace_lacks_nothing() {
        let manifest = "[workspace]\nmembers = [\"generated/*\"]\n[workspace.dependencies]\n\
            counterpart = \"0.1\"\nshop-a-v1 = { path = \"generated/shop-a-v1\" }\n";
        assert!(gaps(manifest).is_empty());
        let by_name = manifest.replace("generated/*", "generated/shop-a-v1");
        assert!(gaps(&by_name).is_empty());
    }

    #[test]
    fn what_lacks_is_told_as_lines_to_add() {
        let expected = "to `members` in [workspace]:\n    \"generated/*\",\n\
            to [workspace.dependencies]:\n    counterpart = { path = \"runtime\" }\n    \
            shop-a-v1 = { path = \"generated/shop-a-v1\" }\n";
        assert_eq!(gaps("[workspace]\n").to_string(), expected);
    }
}
