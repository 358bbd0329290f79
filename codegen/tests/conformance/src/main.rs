//! Validates the messages of a conformance suite.
//!
//! Compiled by `tests/generated` together with the crates of the suite's
//! contracts. It reads a case per line, the full name of its message and the
//! bytes in hexadecimal digits, and answers each with a block of lines.

mod messages;

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use counterpart::validate::Check;

/// What validating the bytes of a message says: an `error`, or violations.
type Outcome = Vec<String>;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (name, digits) = line.split_once(' ').unwrap_or((&line, ""));
        let lines = match (messages::validate(name), bytes(digits)) {
            (Some(validate), Some(bytes)) => validate(&bytes),
            _ => vec![format!("unknown {name}")],
        };
        writeln!(output, "{}", lines.len())?;
        for line in lines {
            writeln!(output, "{line}")?;
        }
    }
    Ok(())
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digit = |index: usize| u8::from_str_radix(digits.get(index..index + 2)?, 16).ok();
    (0..digits.len()).step_by(2).map(digit).collect()
}

/// Decodes a message of this type and validates it.
fn validated<M>(bytes: &[u8]) -> Outcome
where
    M: counterpart::wire::WireMessage + Default + counterpart::validate::Validate,
{
    let message = match M::decode(bytes) {
        Ok(message) => message,
        Err(error) => return vec![format!("undecodable {error}")],
    };
    match Check::of(&message).finish() {
        Ok(violations) => violations
            .iter()
            .map(|violation| {
                format!(
                    "violation {:?} {:?} {} {:?}",
                    violation.field(),
                    violation.rule_id(),
                    violation.for_key(),
                    violation.message(),
                )
            })
            .collect(),
        Err(error) => vec![format!("error {:?}", error.to_string())],
    }
}
