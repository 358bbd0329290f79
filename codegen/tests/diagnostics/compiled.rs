//! Contracts that come as compiled descriptors.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use counterpart_codegen::{Mode, generate};

use crate::bench::{Bench, RIGHT};

const BY_DESCRIPTORS: &str = "descriptors = \"contracts.binpb\"\npackages = [\"test.*\"]\n";

/// A project whose contract is compiled.
fn compiled(contract: &str) -> Bench {
    let bench = Bench::new(contract);
    let set = bench.compile(&["test/v1/test.proto"]);
    bench.write_bytes("contracts.binpb", &set);
    bench.write("counterpart.toml", BY_DESCRIPTORS);
    bench
}

/// The generated files that hold what a contract says.
fn generated(bench: &Bench) -> BTreeMap<String, String> {
    generate(&bench.project(), Mode::Write).unwrap_or_else(|report| panic!("{report}"));
    let mut texts = BTreeMap::new();
    let mut folders = vec![bench.path("generated")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(bench.path("generated")).expect("inside");
                let text = fs::read_to_string(&path).expect("text");
                let text = text.replace("`proto/", "`");
                texts.insert(name.to_str().expect("text").to_owned(), text);
            }
        }
    }
    texts
}

#[test]
fn compiled_contracts_give_the_same_code_as_files() {
    let mut from_files = generated(&Bench::new(RIGHT));
    let mut from_set = generated(&compiled(RIGHT));
    assert!(from_files.remove("test-v1/src/fresh.rs").is_some());
    let lib = |texts: &mut BTreeMap<String, String>| texts.remove("test-v1/src/lib.rs");
    assert!(
        lib(&mut from_files)
            .expect("a library")
            .contains("FINGERPRINT")
    );
    assert!(
        !lib(&mut from_set)
            .expect("a library")
            .contains("FINGERPRINT")
    );
    assert_eq!(from_set, from_files);
}

#[test]
fn what_is_wrong_in_a_compiled_contract_is_told_with_its_line() {
    let bench = compiled(&RIGHT.replace("timeout: \"2s\"", "timeout: \"soon\""));
    let told = bench.told();
    assert!(told.contains("test/v1/test.proto:"), "{told}");
}

#[test]
fn a_set_without_its_imports_names_what_is_missing() {
    let bench = compiled(RIGHT);
    let set = bench.compile_alone("test/v1/test.proto");
    bench.write_bytes("contracts.binpb", &set);
    let told = bench.told();
    assert!(told.contains("C0007"), "{told}");
    assert!(told.contains("--include_imports"), "{told}");
}

#[test]
fn contracts_of_editions_generate() {
    let bench = Bench::new(RIGHT);
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editions/contracts.binpb");
    bench.write_bytes("contracts.binpb", &fs::read(set).expect("it is checked in"));
    let settings = BY_DESCRIPTORS.replace("test.*", "editions.implicit.v1");
    bench.write("counterpart.toml", &settings);
    let files = generated(&bench);
    let messages = &files["editions-implicit-v1/src/messages.rs"];
    for field in [
        "pub text: String",
        "pub maybe: Option<String>",
        "pub kind: ImplicitKind",
    ] {
        assert!(messages.contains(field), "{field}: {messages}");
    }
}
