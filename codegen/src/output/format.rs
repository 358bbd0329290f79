//! Formats Rust files with the `rustfmt` of the project's toolchain.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Content, Files};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Formats all Rust files, by one call, in a temporary folder.
///
/// The style is the one that `cargo fmt` would use in the output folder: that
/// of the nearest `rustfmt.toml` up to the project's folder.
pub fn format(files: &Files, project: &Path, output: &Path) -> Result<Files, Report> {
    let mut formatted = Files::default();
    let scratch = tempfile::tempdir().map_err(|error| io_failure(&error))?;
    let mut paths = Vec::new();
    for (path, content) in files.iter() {
        match content {
            Content::Text(text) if is_rust(path) => {
                paths.push(place(scratch.path(), path, text).map_err(|error| io_failure(&error))?);
            }
            Content::Text(text) => formatted.text(path, with_line_end(text)),
            Content::Bytes(bytes) => formatted.bytes(path, bytes.clone()),
        }
    }
    let style = style(project, output).map_err(|error| io_failure(&error))?;
    place(scratch.path(), "rustfmt.toml", &style).map_err(|error| io_failure(&error))?;
    if !paths.is_empty() {
        run(project, scratch.path(), &paths)?;
    }
    for (path, _) in files.iter().filter(|(path, _)| is_rust(path)) {
        let text = fs::read_to_string(scratch.path().join(path));
        formatted.text(path, text.map_err(|error| io_failure(&error))?);
    }
    Ok(formatted)
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "rs")
}

/// Text files end with exactly one line end.
fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

fn place(folder: &Path, path: &str, text: &str) -> io::Result<PathBuf> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&path, text)?;
    Ok(path)
}

fn style(project: &Path, output: &Path) -> io::Result<String> {
    let mut candidates = output.ancestors().flat_map(|folder| {
        [".rustfmt.toml", "rustfmt.toml"].map(|name| project.join(folder).join(name))
    });
    match candidates.find(|path| path.is_file()) {
        Some(path) => fs::read_to_string(path),
        None => Ok("style_edition = \"2024\"\n".to_owned()),
    }
}

/// Runs `rustfmt` from the project's folder, whose toolchain file counts.
fn run(project: &Path, config: &Path, paths: &[PathBuf]) -> Result<(), Report> {
    let outcome = Command::new("rustfmt")
        .current_dir(project)
        .args(["--edition", "2024", "--config-path"])
        .arg(config)
        .args(paths)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| missing(&error))?;
    if outcome.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&outcome.stderr);
    let message = format!(
        "rustfmt can't format what was generated:\n{}",
        said.trim_end()
    );
    Err(Diagnostic::error(Code::FormatterFailed, message)
        .help("this is a fault of the generator; please report it with the contract")
        .into())
}

fn missing(error: &io::Error) -> Report {
    Diagnostic::error(
        Code::FormatterFailed,
        format!("rustfmt can't be started: {error}"),
    )
    .help("install it with `rustup component add rustfmt`")
    .into()
}

fn io_failure(error: &io::Error) -> Report {
    let message = format!("a temporary folder for rustfmt can't be used: {error}");
    Diagnostic::error(Code::FormatterFailed, message).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_is_formatted_and_the_rest_is_kept() {
        let project = tempfile::tempdir().expect("a temporary folder");
        let mut files = Files::default();
        files.text("a/src/lib.rs", "pub   fn  a( ) { }".to_owned());
        files.text("a/Cargo.toml", "a   = 1".to_owned());
        files.bytes("a/b.bin", vec![0]);
        let formatted = format(&files, project.path(), Path::new("generated")).expect("formatted");
        let text = |text: &str| Content::Text(text.to_owned());
        assert_eq!(
            formatted.get("a/src/lib.rs"),
            Some(&text("pub fn a() {}\n"))
        );
        assert_eq!(formatted.get("a/Cargo.toml"), Some(&text("a   = 1\n")));
        assert_eq!(formatted.get("a/b.bin"), Some(&Content::Bytes(vec![0])));
    }

    #[test]
    fn the_projects_own_style_counts() {
        let project = tempfile::tempdir().expect("a temporary folder");
        fs::write(project.path().join("rustfmt.toml"), "hard_tabs = true\n").expect("written");
        let mut files = Files::default();
        files.text("lib.rs", "fn a() { b(); }".to_owned());
        let formatted = format(&files, project.path(), Path::new("generated")).expect("formatted");
        let expected = Content::Text("fn a() {\n\tb();\n}\n".to_owned());
        assert_eq!(formatted.get("lib.rs"), Some(&expected));
    }
}
