//! The test contracts and the shop's, rendered as one project.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_codegen::steps::Lock;
use counterpart_codegen::steps::render;
use counterpart_codegen::steps::{self, Files};
use counterpart_codegen::steps::{Inputs, Reading, read};

/// The folders with contracts, from the workspace's folder.
const ROOTS: [&str; 2] = ["codegen/tests/contracts", "proto"];

/// The workspace's folder.
pub(crate) fn repository() -> PathBuf {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    codegen
        .parent()
        .expect("codegen stands in the workspace")
        .to_owned()
}

/// Reads all test contracts and all of the shop's.
pub(crate) fn reading() -> Reading {
    let mut files = Vec::new();
    for (root, folder) in [(ROOTS[0], ""), (ROOTS[1], "shop")] {
        let root = repository().join(root);
        collect(&root, &root.join(folder), &mut files);
    }
    files.sort();
    let inputs = Inputs {
        project: repository(),
        roots: ROOTS.map(PathBuf::from).to_vec(),
        files,
    };
    read(&inputs).expect("the test contracts are valid")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder of contracts is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "proto")
        {
            let name = path
                .strip_prefix(root)
                .expect("it was found below the root");
            files.push(name.to_str().expect("the name is ASCII").to_owned());
        }
    }
}

/// All generated files as they are rendered, by their paths from the output folder.
pub(crate) fn raw(reading: &Reading) -> Files {
    render(
        &reading.contract,
        &reading.pool,
        &Lock::default(),
        "../../../",
    )
    .expect("the test contracts can be rendered")
}

/// All generated files, formatted.
pub(crate) fn files(reading: &Reading) -> Files {
    steps::format(&raw(reading))
}
