//! From a request's path, query and body to its message.

use counterpart::message::{FieldDescriptor, Label, Message, json};
use counterpart::rpc::{FieldViolation, Result, Status, StatusExt as _};

use super::router::{Content, Found};

/// Fills an empty request. `INVALID_ARGUMENT`, with the field that is wrong.
///
/// Every field has one place: what the path or the body sets can't also stand
/// in the query.
pub(crate) fn bind(
    found: &Found<'_>,
    query: Option<&str>,
    body: &[u8],
    request: &mut dyn Message,
) -> Result<()> {
    bind_body(found.content, body, request)?;
    bind_query(found, query.unwrap_or_default(), request)?;
    for bound in &found.bound {
        json::read_text(request, bound.fields, &bound.text)?;
    }
    Ok(())
}

fn bind_body(content: Content, body: &[u8], request: &mut dyn Message) -> Result<()> {
    match content {
        _ if body.is_empty() => {}
        Content::Nothing => {
            return Err(Status::invalid_argument("this path takes no body"));
        }
        Content::Field(field) => json::read_field(body, request, field, json::Unknown::Refuse)?,
        Content::Whole => json::read(body, request, json::Unknown::Refuse)?,
    }
    Ok(())
}

fn bind_query(found: &Found<'_>, query: &str, request: &mut dyn Message) -> Result<()> {
    let mut seen: Vec<Vec<u32>> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let fields = json::resolve(request.descriptor(), &name)?;
        let refuse = |reason: &str| {
            let mut violation = FieldViolation::new(&*name, reason);
            "QUERY_PARAMETER".clone_into(&mut violation.reason);
            Err(Status::violations(vec![violation]))
        };
        let numbers = path_of(&fields);
        if let Some(place) = place_of(found, &numbers) {
            return refuse(place);
        }
        let is_list =
            matches!(fields.last(), Some(field) if matches!(field.label, Label::Repeated));
        if !is_list && seen.contains(&numbers) {
            return refuse("is given twice");
        }
        json::read_text(request, &fields, &value)?;
        seen.push(numbers);
    }
    Ok(())
}

/// What already sets a field.
fn place_of(found: &Found<'_>, numbers: &[u32]) -> Option<&'static str> {
    let is_in_path = found
        .template
        .fields()
        .any(|fields| path_of(fields) == numbers);
    let is_in_body = match found.content {
        Content::Nothing => false,
        Content::Whole => true,
        Content::Field(field) => numbers.first() == Some(&field.number),
    };
    if is_in_path {
        Some("is given by the path")
    } else if is_in_body {
        Some("is given by the body")
    } else {
        None
    }
}

fn path_of(fields: &[&FieldDescriptor]) -> Vec<u32> {
    fields.iter().map(|field| field.number).collect()
}
