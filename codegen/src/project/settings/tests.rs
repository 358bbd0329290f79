use super::*;

fn parse(text: &str) -> Result<Project, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for root in ["proto/shop", "generated"] {
        fs::create_dir_all(folder.path().join(root)).expect("a folder");
    }
    Project::parse(folder.path(), "counterpart.toml", text).map_err(|report| report.to_string())
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let project = parse("roots = ['proto']\npackages = ['shop.*']").expect("valid");
    assert_eq!(project.output, Path::new("generated"));
    assert_eq!(project.lock, Path::new("contract.lock"));
    assert_eq!(project.up, None);
    assert_eq!(project.runtime, "\"0.1\"");
    assert_eq!(project.way_up(), "../../../");
}

#[test]
fn the_runtime_can_be_depended_on_in_any_way() {
    let text = "roots = ['proto']\npackages = ['a']\nruntime = { path = 'runtime' }";
    let project = parse(text).expect("valid");
    assert_eq!(project.runtime, "{ path = \"runtime\" }");
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let error = parse("roots = ['proto']\npackages = ['a']\nouput = 'x'").expect_err("unknown");
    assert_eq!(error, "counterpart.toml:3:1: there is no key `ouput`\n");
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let error = parse("roots = ['protos']\npackages = ['*']\nouput = 'x'\noutput = '..'")
        .expect_err("four errors");
    let lines: Vec<&str> = error
        .lines()
        .filter_map(|line| line.split(": ").next())
        .collect();
    assert_eq!(
        lines,
        [
            "counterpart.toml:1:10",
            "counterpart.toml:2:12",
            "counterpart.toml:3:1",
            "counterpart.toml:4:10"
        ]
    );
}

/// None of them is listed without being read.
#[test]
fn each_listed_key_is_read() {
    for key in Settings::KEYS {
        let twice = format!("roots = ['proto']\npackages = ['a']\n{key} = 1");
        let error = parse(&twice).expect_err("a number is no value of any key");
        assert!(!error.contains("there is no key"), "{key}: {error}");
    }
}

#[test]
fn contracts_come_from_one_place() {
    let both = "roots = ['proto']\ndescriptors = 'a.binpb'\npackages = ['a']";
    let error = parse(both).expect_err("two places");
    assert!(
        error.starts_with("counterpart.toml:2:15: contracts come either"),
        "{error}"
    );
    let error = parse("packages = ['a']").expect_err("no place");
    assert!(
        error.contains("it isn't said where the contracts are"),
        "{error}"
    );
    let error = parse("descriptors = 'a.binpb'\npackages = ['a']").expect_err("no file");
    assert_eq!(error, "counterpart.toml:1:15: there is no file `a.binpb`\n");
}

#[cfg(unix)]
#[test]
fn output_is_no_way_out_of_the_project() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("proto")).expect("a folder");
    fs::create_dir(folder.path().join("real")).expect("a folder");
    for (link, target) in [
        ("away", elsewhere.path().to_owned()),
        ("contracts", folder.path().join("proto")),
        ("inside", folder.path().join("real")),
    ] {
        std::os::unix::fs::symlink(target, folder.path().join(link)).expect("a link");
        for output in [link.to_owned(), format!("{link}/generated")] {
            let text = format!("roots = ['proto']\npackages = ['a']\noutput = '{output}'");
            let report = Project::parse(folder.path(), "counterpart.toml", &text)
                .expect_err("a symbolic link");
            let expected = format!("counterpart.toml:3:10: `{link}` is a symbolic link: ");
            assert!(report.to_string().starts_with(&expected), "{report}");
        }
    }
}

#[test]
fn a_root_that_is_not_there_is_refused() {
    let error = parse("roots = ['protos']\npackages = ['a']").expect_err("no folder");
    assert_eq!(
        error,
        "counterpart.toml:1:10: there is no folder `protos`\n"
    );
}

#[test]
fn output_stays_below_the_project() {
    for path in [".", "..", "/tmp/x", "a/../..", ""] {
        let text = format!("roots = ['proto']\npackages = ['a']\noutput = '{path}'");
        let error = parse(&text).expect_err("outside");
        assert!(
            error.contains("inside the project's folder"),
            "{path}: {error}"
        );
    }
}

#[test]
fn output_and_roots_dont_hold_each_other() {
    for (root, output) in [
        ("proto", "proto"),
        ("proto", "proto/"),
        ("proto", "proto/generated"),
        ("proto/shop", "proto"),
    ] {
        let text = format!("roots = ['{root}']\npackages = ['a']\noutput = '{output}'");
        let error = parse(&text).expect_err("one inside the other");
        assert!(
            error.starts_with("counterpart.toml:3:10: the output folder"),
            "{root}, {output}: {error}"
        );
    }
    let error = parse("roots = ['generated']\npackages = ['a']").expect_err("the usual one");
    assert!(error.starts_with("counterpart.toml:1:10: "), "{error}");
    parse("roots = ['proto']\npackages = ['a']\noutput = 'proto-generated'").expect("apart");
}

#[test]
fn the_lock_is_no_generated_file() {
    let text = "roots = ['proto']\npackages = ['a']\nlock = 'generated/contract.lock'";
    let error = parse(text).expect_err("inside the output folder");
    assert!(
        error.starts_with("counterpart.toml:3:8: the lock `generated/contract.lock`"),
        "{error}"
    );
}

#[test]
fn a_missing_project_file_says_how_to_make_one() {
    let report = Project::read(Path::new("nowhere/counterpart.toml")).expect_err("missing");
    let diagnostic = report.iter().next().expect("one");
    assert_eq!(diagnostic.code, Code::ProjectMissing);
    assert!(diagnostic.help.as_ref().expect("help").contains("roots ="));
}
