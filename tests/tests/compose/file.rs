//! `docker-compose.yml` as data: what the tests look at. The schema looks at the rest.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct Compose {
    pub(crate) services: BTreeMap<String, Container>,
    pub(crate) volumes: BTreeMap<String, Option<Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Container {
    pub(crate) build: Option<Build>,
    pub(crate) command: Vec<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) depends_on: BTreeMap<String, Dependency>,
    pub(crate) healthcheck: Option<Value>,
    pub(crate) ports: Vec<String>,
    pub(crate) restart: Option<String>,
    pub(crate) volumes: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Build {
    pub(crate) dockerfile: String,
}

#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) condition: Condition,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    ServiceHealthy,
    ServiceCompletedSuccessfully,
}

impl Compose {
    pub(crate) fn read() -> Self {
        serde_json::from_value(read_value())
            .expect("docker-compose.yml has the form that these tests read")
    }

    /// The containers that run programs of this workspace.
    pub(crate) fn ours(&self) -> impl Iterator<Item = (&String, &Container)> {
        self.services
            .iter()
            .filter(|(_, container)| container.build.is_some())
    }
}

/// The whole file, with its anchors and merges resolved.
pub(crate) fn read_value() -> Value {
    let text = std::fs::read_to_string(root().join("docker-compose.yml"))
        .expect("docker-compose.yml is at the root");
    serde_saphyr::from_str(&text).expect("docker-compose.yml is YAML")
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
