//! `docker-compose.yml` is well-formed, and agrees with the workspace that it runs.
//!
//! `compose-spec.schema.json` is the schema of the Compose Specification (github.com/compose-spec/compose-spec,
//! Apache-2.0), unchanged.

mod file;
mod health;

use std::collections::BTreeSet;
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand, TargetKind};
use serde_json::Value;

use file::{Compose, Condition};

const SCHEMA: &str = include_str!("compose-spec.schema.json");

fn workspace() -> Metadata {
    MetadataCommand::new()
        .no_deps()
        .exec()
        .expect("cargo describes the workspace")
}

/// The names of the workspace's programs whose folder begins with `folder`.
fn programs(metadata: &Metadata, folder: &str) -> BTreeSet<String> {
    let below = metadata.workspace_root.join(folder);
    metadata
        .workspace_packages()
        .iter()
        .filter(|package| package.manifest_path.starts_with(&below))
        .flat_map(|package| &package.targets)
        .filter(|target| target.kind.contains(&TargetKind::Bin))
        .map(|target| target.name.clone())
        .collect()
}

#[test]
fn the_file_follows_the_compose_specification() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a JSON schema");
    let errors: Vec<String> = validator
        .iter_errors(&file::read_value())
        .map(|error| format!("  {}: {error}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "docker-compose.yml breaks the specification:\n{}",
        errors.join("\n")
    );
}

#[test]
fn every_service_has_a_container() {
    let services = programs(&workspace(), "services");
    assert!(!services.is_empty(), "the workspace has services");
    let compose = Compose::read();
    for service in services {
        let container = compose.services.get(&service);
        let container = container
            .unwrap_or_else(|| panic!("docker-compose.yml has no entry for the service {service}"));
        assert_eq!(
            container.command,
            [service.as_str()],
            "the command of {service}"
        );
    }
}

#[test]
fn every_command_is_a_program_of_the_workspace() {
    let programs = programs(&workspace(), "");
    for (name, container) in Compose::read().ours() {
        let program = container
            .command
            .first()
            .unwrap_or_else(|| panic!("{name} names no program"));
        assert!(
            programs.contains(program),
            "{name} runs {program}, which no crate of the workspace builds"
        );
        assert_eq!(
            container.build.as_ref().expect("ours are built").dockerfile,
            "deploy/Dockerfile",
            "{name}"
        );
    }
}

/// The help of a command names each variable that it reads, as `[env: NAME=]` or `[env: NAME]`.
#[test]
fn every_variable_is_one_that_the_program_reads() {
    let target = workspace().target_directory.join("debug");
    for (name, container) in Compose::read().ours() {
        let (program, arguments) = container.command.split_first().expect("a program");
        let path = target.join(program);
        let output = Command::new(&path).args(arguments).arg("--help").output();
        let output = output
            .unwrap_or_else(|error| panic!("{path}: {error}. Run: cargo build --workspace --bins"));
        let help = String::from_utf8(output.stdout).expect("help is text");
        for variable in container.environment.keys() {
            // A variable whose value is hidden stands there without `=`.
            let known = ["=", "]"]
                .iter()
                .any(|end| help.contains(&format!("[env: {variable}{end}")));
            assert!(
                known,
                "{name} sets {variable}, which `{}` does not read:\n{help}",
                container.command.join(" ")
            );
        }
    }
}

#[test]
fn nothing_waits_for_what_never_comes() {
    let compose = Compose::read();
    for (name, container) in &compose.services {
        for (awaited, dependency) in &container.depends_on {
            let other = compose.services.get(awaited);
            let other = other
                .unwrap_or_else(|| panic!("{name} waits for {awaited}, which is not in the file"));
            match dependency.condition {
                Condition::ServiceHealthy => {
                    assert!(
                        other.healthcheck.is_some(),
                        "{name} waits for the health of {awaited}, which has no check"
                    );
                }
                Condition::ServiceCompletedSuccessfully => {
                    assert_eq!(
                        other.restart.as_deref(),
                        Some("no"),
                        "{name} waits for the end of {awaited}, which restarts"
                    );
                }
            }
        }
    }
}

#[test]
fn everything_that_keeps_running_has_a_health_check() {
    for (name, container) in &Compose::read().services {
        let runs_on = container.restart.as_deref() != Some("no");
        assert_eq!(
            runs_on,
            container.healthcheck.is_some(),
            "the health check of {name}"
        );
    }
}

#[test]
fn only_the_gateway_is_reachable_from_outside() {
    for (name, container) in &Compose::read().services {
        for port in &container.ports {
            assert!(
                name == "gateway" || port.starts_with("127.0.0.1:"),
                "{name} publishes {port}"
            );
        }
    }
}

#[test]
fn data_lies_in_declared_volumes() {
    let compose = Compose::read();
    for (name, container) in &compose.services {
        for volume in container
            .volumes
            .iter()
            .filter(|volume| !volume.starts_with("./"))
        {
            let (volume, _) = volume.split_once(':').expect("a volume has a place");
            assert!(
                compose.volumes.contains_key(volume),
                "{name} uses the volume {volume}, which is not declared"
            );
        }
    }
}

#[test]
fn the_replica_set_has_the_members_that_programs_connect_to() {
    let compose = Compose::read();
    let members: Vec<&str> = compose
        .services
        .keys()
        .map(String::as_str)
        .filter(|name| name.starts_with("mongodb-") && *name != "mongodb-replica-set")
        .collect();
    let script = std::fs::read_to_string(file::root().join("deploy/replica-set.js"))
        .expect("the script of the replica set");
    let listed = members
        .iter()
        .map(|member| format!("\"{member}\""))
        .collect::<Vec<_>>()
        .join(", ");
    assert!(
        script.contains(&format!("[{listed}]")),
        "deploy/replica-set.js does not form a set of {listed}"
    );
    let address = format!("mongodb://{}/shop?replicaSet=shop", members.join(","));
    for (name, container) in compose
        .ours()
        .filter(|(_, container)| container.environment.contains_key("COUNTERPART_STORE"))
    {
        assert_eq!(
            container.environment["COUNTERPART_STORE"], address,
            "{name}"
        );
    }
}
