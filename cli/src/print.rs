//! Writes to the standard streams.
//!
//! Whoever reads may go at any time, as `head` does once it has its lines. That
//! is no failure: what was to be said is dropped, the work is done, and the exit
//! code tells how it went. (`println!` would panic.)

use std::fmt;
use std::io::{self, Write as _};

/// Writes to standard output, without a line end.
///
/// Output that can't be written for another reason (a full disk) is told on
/// standard error, and ends the program.
pub(crate) fn out(text: fmt::Arguments<'_>) {
    let mut stream = io::stdout().lock();
    let written = stream.write_fmt(text).and_then(|()| stream.flush());
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        err(format_args!("standard output can't be written: {error}\n"));
        std::process::exit(crate::exit::NOT_DONE.into());
    }
}

/// Writes to standard error, without a line end. If that fails, nobody is left
/// to be told.
pub(crate) fn err(text: fmt::Arguments<'_>) {
    drop(io::stderr().lock().write_fmt(text));
}

/// `println!`, for a reader who may have gone.
macro_rules! outln {
    ($($text:tt)*) => {
        $crate::print::out(format_args!("{}\n", format_args!($($text)*)))
    };
}

/// `eprintln!`, for a reader who may have gone.
macro_rules! errln {
    ($($text:tt)*) => {
        $crate::print::err(format_args!("{}\n", format_args!($($text)*)))
    };
}

pub(crate) use {errln, outln};
