//! proto3 JSON.

mod conformance;
mod formats;
mod oracle;
mod reading;
mod refusal;
mod well_known;
mod writing;

use counterpart::message::json;

use crate::sample::Everything;

fn read(text: &str) -> Result<Everything, json::ReadError> {
    let mut message = Everything::default();
    json::read(text.as_bytes(), &mut message, json::Unknown::Refuse)?;
    Ok(message)
}
