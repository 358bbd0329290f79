//! What is proved, and what can't be.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::Cache;
use crate::generate::{Mode, Outcome, generate};
use crate::output::State;
use crate::project::Project;

const SETTINGS: &str = "roots = [\"proto\"]\npackages = [\"a.v1\", \"b.*\"]\n";

/// An entity that nobody owns, which is a warning.
const A: &str = "syntax = \"proto3\";\npackage a.v1;\n\
    import \"counterpart/v1/options.proto\";\nimport \"google/api/field_behavior.proto\";\n\
    message A {\n  option (counterpart.v1.entity) = {collection: \"as\"};\n\
    string id = 1 [(counterpart.v1.field).id = \"A\", (google.api.field_behavior) = IDENTIFIER];\n\
    string title = 2;\n}\n";

const B: &str = "syntax = \"proto3\";\npackage b.v1;\nmessage B { string name = 1; }\n";

/// A project in a folder of its own.
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let scene = Self { folder };
        scene.put("proto/a.proto", A);
        scene.put("proto/b.proto", B);
        copy(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../proto")),
            &scene.path("proto"),
            &["buf", "counterpart", "google"],
        );
        scene
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("it is there")
    }

    fn project(&self) -> Project {
        let project = Project::parse(self.folder.path(), "counterpart.toml", SETTINGS);
        project.expect("the settings are right")
    }

    fn generate(&self) -> Outcome {
        generate(&self.project(), Mode::Write).expect("the contracts are right")
    }

    /// What a run finds that trusts nothing.
    fn check(&self) -> Outcome {
        generate(&self.project(), Mode::Check).expect("the contracts are right")
    }

    /// What the record of the last run proves.
    fn proved(&self) -> Option<Outcome> {
        let project = self.project();
        let cache = Cache::open(&project).expect("the folder is writable");
        cache.unchanged()
    }
}

fn copy(from: &Path, to: &Path, names: &[&str]) {
    for name in names {
        let entries = fs::read_dir(from.join(name)).expect("it is there");
        fs::create_dir_all(to.join(name)).expect("writable");
        for entry in entries {
            let entry = entry.expect("readable");
            let (path, file) = (entry.path(), entry.file_name());
            let below = Path::new(name).join(&file);
            if path.is_dir() {
                let below = below.to_str().expect("the names are ASCII");
                copy(from, to, &[below]);
            } else {
                fs::copy(&path, to.join(&below)).expect("writable");
            }
        }
    }
}

fn assert_same(one: &Outcome, two: &Outcome) {
    assert_eq!(one.warnings, two.warnings);
    assert_eq!(one.changes, two.changes);
    assert_eq!((one.files, &one.gaps), (two.files, &two.gaps));
    let planned = |outcome: &Outcome| -> Vec<_> {
        let planned = outcome.planned.iter();
        planned
            .map(|planned| (planned.method.clone(), planned.place.clone()))
            .collect()
    };
    assert_eq!(planned(one), planned(two));
}

#[test]
fn what_is_proved_is_what_a_full_run_tells() {
    let scene = Scene::new();
    assert!(scene.proved().is_none(), "there was no run yet");
    scene.put("generated/mine.rs", "fn mine() {}");
    let first = scene.generate();
    assert!(first.changes.len() > 10, "all files are written");
    let proved = scene.proved().expect("nothing changed");
    assert!(!proved.warnings.is_empty(), "warnings are told again");
    assert_eq!(proved.changes.len(), 1, "so are the files of people");
    assert_same(&proved, &scene.check());
}

#[test]
fn what_the_lock_has_noted_is_not_told_again() {
    let scene = Scene::new();
    let owned =
        format!("{A}service AService {{ option (counterpart.v1.service) = {{owns: \"A\"}}; }}\n");
    scene.put("proto/a.proto", &owned);
    scene.generate();
    scene.put("proto/a.proto", &owned.replace("string title = 2;\n", ""));
    let told = scene.generate().warnings;
    assert!(told.to_string().contains("`title` was removed"), "{told}");
    let proved = scene.proved().expect("nothing changed since");
    assert_same(&proved, &scene.check());
}

/// Something that people do to a project.
type Change = fn(&Scene);

#[test]
fn every_change_of_what_is_read_or_written_is_noticed() {
    let changes: [(&str, Change); 10] = [
        ("a contract", |scene| {
            scene.put("proto/b.proto", &B.replace("name", "nome"));
        }),
        ("a new contract", |scene| scene.put("proto/c.proto", B)),
        ("a removed contract", |scene| {
            fs::remove_file(scene.path("proto/b.proto")).expect("it is there");
        }),
        ("the options", |scene| {
            let text = scene.read("proto/google/api/http.proto");
            scene.put("proto/google/api/http.proto", &format!("{text}\n"));
        }),
        ("the lock", |scene| {
            let text = scene.read("contract.lock");
            scene.put("contract.lock", &text.replace("title", "titel"));
        }),
        ("a generated file", |scene| {
            let text = scene.read("generated/b-v1/src/lib.rs");
            scene.put("generated/b-v1/src/lib.rs", &text.replace("use", "USE"));
        }),
        ("a generated file that is gone", |scene| {
            fs::remove_file(scene.path("generated/b-v1/src/lib.rs")).expect("it is there");
        }),
        ("the list of generated files", |scene| {
            scene.put("generated/SHA256SUMS", "");
        }),
        ("a person's file", |scene| {
            scene.put("generated/mine.rs", "fn mine() {}");
        }),
        ("the workspace", |scene| {
            scene.put("Cargo.toml", "[workspace]\nmembers = [\"generated/*\"]\n");
        }),
    ];
    for (what, change) in changes {
        let scene = Scene::new();
        scene.generate();
        assert!(scene.proved().is_some(), "before {what}");
        change(&scene);
        assert!(scene.proved().is_none(), "{what}");
    }
}

#[test]
fn a_generated_file_that_is_edited_is_restored() {
    let scene = Scene::new();
    scene.generate();
    let text = scene.read("generated/b-v1/src/lib.rs");
    scene.put("generated/b-v1/src/lib.rs", "fn edited() {}");
    let changes = scene.generate().changes;
    let states: Vec<State> = changes.iter().map(|change| change.state).collect();
    assert_eq!(states, [State::Edited]);
    assert_eq!(scene.read("generated/b-v1/src/lib.rs"), text);
}

#[test]
fn what_was_written_anew_with_the_same_content_proves_as_much() {
    let scene = Scene::new();
    scene.generate();
    for path in [
        "proto/a.proto",
        "contract.lock",
        "generated/b-v1/src/lib.rs",
    ] {
        scene.put(path, &scene.read(path));
        assert!(scene.proved().is_some(), "{path}");
    }
}

#[test]
fn a_record_that_is_damaged_proves_nothing() {
    let scene = Scene::new();
    scene.generate();
    let path = scene.path(".counterpart/generate/record");
    let record = fs::read(&path).expect("it is there");
    let mut flipped = record.clone();
    flipped[record.len() / 2] ^= 1;
    for damaged in [&record[..record.len() - 1], &[], b"nonsense", &flipped] {
        fs::write(&path, damaged).expect("writable");
        assert!(scene.proved().is_none());
        scene.generate();
        assert!(scene.proved().is_some(), "the run has mended it");
    }
}

#[test]
fn a_record_of_another_project_proves_nothing() {
    let scene = Scene::new();
    scene.generate();
    let other = Scene::new();
    other.generate();
    let record = ".counterpart/generate/record";
    fs::copy(scene.path(record), other.path(record)).expect("writable");
    assert!(other.proved().is_none());
}

#[test]
fn a_folder_that_cannot_be_written_costs_time_alone() {
    let scene = Scene::new();
    scene.put(".counterpart", "a file where the folder would be");
    scene.generate();
    assert_eq!(scene.check().changes, []);
}

/// What people do between two runs.
#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, String),
    Remove(&'static str),
    Nothing,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let field = (1..4u32).prop_map(|count| {
        let fields = (1..=count).map(|number| format!("  string f{number} = {number};\n"));
        fields.collect::<String>()
    });
    let message = |package: &'static str| {
        move |fields: String| {
            format!("syntax = \"proto3\";\npackage {package};\nmessage M {{\n{fields}}}\n")
        }
    };
    let edit = prop_oneof![
        field
            .clone()
            .prop_map(message("b.c.v1"))
            .prop_map(|text| Edit::Write("proto/c.proto", text)),
        field
            .prop_map(message("b.v1"))
            .prop_map(|text| Edit::Write("proto/b.proto", text)),
        Just(Edit::Remove("proto/c.proto")),
        Just(Edit::Write(
            "generated/b-v1/src/lib.rs",
            "// edited\n".to_owned()
        )),
        Just(Edit::Remove("generated/b-v1/Cargo.toml")),
        Just(Edit::Write(
            "proto/b.proto",
            "syntax = \"proto3\";\npackage b.v1;\nwrong".to_owned()
        )),
        Just(Edit::Nothing),
    ];
    prop::collection::vec(edit, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_run_leaves_and_tells_what_a_full_one_would(edits in edits()) {
        let scene = Scene::new();
        for edit in edits {
            match &edit {
                Edit::Write(path, text) => scene.put(path, text),
                Edit::Remove(path) => drop(fs::remove_file(scene.path(path))),
                Edit::Nothing => {}
            }
            match generate(&scene.project(), Mode::Write) {
                Ok(_) => {
                    let checked = scene.check();
                    prop_assert_eq!(&checked.changes, &[]);
                    assert_same(&scene.generate(), &checked);
                }
                Err(report) => {
                    let checked = generate(&scene.project(), Mode::Check);
                    prop_assert_eq!(report, checked.expect_err("it is as wrong"));
                }
            }
        }
    }
}
