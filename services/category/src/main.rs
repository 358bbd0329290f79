//! Runs the category service.

use std::process::ExitCode;

use counterpart::service::Host;

fn main() -> ExitCode {
    Host::from_args().run(category::serve)
}
