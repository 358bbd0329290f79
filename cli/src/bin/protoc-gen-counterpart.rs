//! The generator as a plugin of `protoc` and `buf`: a request on standard input
//! is answered on standard output.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to be told if this fails.
            drop(writeln!(io::stderr(), "protoc-gen-counterpart: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn answer() -> io::Result<()> {
    let mut request = Vec::new();
    io::stdin().lock().read_to_end(&mut request)?;
    let (response, warnings) = counterpart_codegen::plugin(&request).map_err(|error| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("what stands on standard input is no CodeGeneratorRequest: {error}"),
        )
    })?;
    if !warnings.is_empty() {
        io::stderr().write_all(warnings.short().as_bytes())?;
    }
    let mut output = io::stdout().lock();
    output.write_all(&response)?;
    output.flush()
}
