//! What the exit codes of the command mean. Clap ends with the last one too.

use std::process::ExitCode;

/// Everything is fine.
pub(crate) const FINE: ExitCode = ExitCode::SUCCESS;

/// Something was found that people must mend.
pub(crate) const FINDINGS: ExitCode = ExitCode::FAILURE;

/// The number of [`not_done`].
pub(crate) const NOT_DONE: u8 = 2;

/// The command couldn't do what it was asked to.
pub(crate) fn not_done() -> ExitCode {
    ExitCode::from(NOT_DONE)
}
