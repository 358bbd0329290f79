//! The generator in a build script, for those who don't check generated code in.

mod include;

use std::env;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::lock::Lock;
use crate::output::{self, Sums};
use crate::pipeline::{Freshness, Rendered};
use crate::project::{Input, Packages, Project};

/// Generates code in a build script:
///
/// ```no_run
/// fn main() -> Result<(), counterpart_codegen::BuildError> {
///     counterpart_codegen::configure()
///         .root("proto")
///         .packages(["shop.*"])
///         .lock("contract.lock")
///         .generate()
/// }
/// ```
///
/// Each generated crate is then the inside of a crate of the same name, which
/// says `counterpart::include_generated!("shop-product-v1");` and nothing else.
pub fn configure() -> Builder {
    Builder::default()
}

/// What to generate, and where; made by [`configure`].
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `generate` is called"]
pub struct Builder {
    folder: Option<PathBuf>,
    roots: Vec<PathBuf>,
    packages: Vec<String>,
    lock: Option<PathBuf>,
    out_dir: Option<PathBuf>,
}

/// Why nothing was generated. Its `Debug` form is the text, since that is what a
/// build script that ends with it shows.
pub struct BuildError {
    report: Report,
}

impl BuildError {
    /// All that is wrong.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.report.short().trim_end())
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing was generated:\n{self}")
    }
}

impl std::error::Error for BuildError {}

impl Builder {
    /// The folder that all other paths start in. [default: that of the crate
    /// that is built]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Another folder in which imports are looked up, the first one first.
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.roots.push(root.into());
        self
    }

    /// What code is generated for: `shop.product.v1`, or `shop.*` for all below
    /// `shop`. All packages that the contracts share types with must be among
    /// them.
    pub fn packages<P: Into<String>>(mut self, packages: impl IntoIterator<Item = P>) -> Self {
        self.packages.extend(packages.into_iter().map(Into::into));
        self
    }

    /// The file that keeps the released contract. A build only reads it: it is
    /// written by `counterpart generate`, and must say all that the contracts
    /// need. Who stores nothing needs none.
    pub fn lock(mut self, lock: impl Into<PathBuf>) -> Self {
        self.lock = Some(lock.into());
        self
    }

    /// Where the code goes. [default: `counterpart` in Cargo's `OUT_DIR`, where
    /// `counterpart::include_generated!` looks for it]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates the code, and tells Cargo when to do it again.
    pub fn generate(self) -> Result<(), BuildError> {
        self.run().map_err(|report| BuildError { report })
    }

    fn run(self) -> Result<(), Report> {
        let project = self.project()?;
        for path in self.roots.iter().chain(&self.lock) {
            tell_cargo("rerun-if-changed", &project.folder.join(path).display());
        }
        let rendered = self.render(&project)?;
        for warning in rendered.warnings.iter() {
            tell_cargo("warning", warning);
        }
        let mut files = rendered.files;
        files.extend(include::roots(&files));
        let folder = &project.output;
        let sums = Sums::of(&files);
        output::compare(&files, &sums, folder)
            .and_then(|changes| output::write(&files, &sums, folder, &changes))
            .map_err(|error| unusable(folder, &error))
    }

    fn project(&self) -> Result<Project, Report> {
        let folder = self
            .folder
            .clone()
            .or_else(|| from_cargo("CARGO_MANIFEST_DIR"));
        let folder = folder.unwrap_or_else(|| PathBuf::from("."));
        let output = self
            .out_dir
            .clone()
            .or_else(|| Some(from_cargo("OUT_DIR")?.join("counterpart")))
            .ok_or_else(|| wrong("Cargo sets OUT_DIR in build scripts alone; name an `out_dir`"))?;
        if self.roots.is_empty() {
            return Err(wrong(
                "no `root` is named, in which contracts are looked up",
            ));
        }
        if let Some(missing) = self.roots.iter().find(|root| !folder.join(root).is_dir()) {
            let folder = folder.display();
            return Err(wrong(&format!(
                "there is no folder `{}` in {folder}",
                missing.display()
            )));
        }
        Ok(Project {
            input: Input::Roots(self.roots.clone()),
            packages: Packages::new(&self.packages).map_err(|reason| wrong(&reason))?,
            output: folder.join(output),
            lock: self.lock.clone().unwrap_or_default(),
            up: None,
            runtime: String::new(),
            folder,
        })
    }

    fn render(&self, project: &Project) -> Result<Rendered, Report> {
        let path = self.lock.as_deref();
        let (locked, text) = Lock::read(&project.folder, path)?;
        let contracts = project.contracts()?;
        let rendered = contracts.render(Ok(locked), Freshness::Unguarded)?;
        rendered.require_lock(path, &text)?;
        Ok(rendered)
    }
}

fn from_cargo(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

/// Writes an instruction of a build script.
#[expect(clippy::print_stdout, reason = "that is how a build script speaks")]
fn tell_cargo(instruction: &str, value: &dyn fmt::Display) {
    println!("cargo:{instruction}={value}");
}

fn unusable(path: &Path, error: &io::Error) -> Report {
    let message = format!("{} can't be used: {error}", path.display());
    Diagnostic::error(Code::FileUnwritable, message).into()
}

fn wrong(reason: &str) -> Report {
    let message = format!("the build script: {reason}");
    Diagnostic::error(Code::ProjectInvalid, message).into()
}
