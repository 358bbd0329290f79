//! Runs the product service.

use std::process::ExitCode;

use counterpart::service::Host;

fn main() -> ExitCode {
    Host::from_args().run(product::serve)
}
