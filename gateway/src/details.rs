//! The details of errors, as JSON: what a person at `curl` and a form in a
//! browser read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use counterpart::message::json;
use counterpart::rpc::{Code, Status};
use http::StatusCode;
use prost::Message as _;
use prost_types::Any;
use serde_json::{Map, Value, json};
use tonic_types::pb;

/// `google.rpc.Status` in JSON.
pub(crate) fn status_json(status: &Status) -> Value {
    let mut result = json!({
        "code": status.code() as i32,
        "message": status.message(),
    });
    let details: Vec<_> = of(status).iter().map(any_json).collect();
    if !details.is_empty() {
        result["details"] = details.into();
    }
    result
}

/// The details that travel in the status.
pub(crate) fn of(status: &Status) -> Vec<Any> {
    if status.details().is_empty() {
        return Vec::new();
    }
    // Details that aren't a `google.rpc.Status` came from a peer that uses the
    // trailer for something else; they mean nothing here.
    pb::Status::decode(status.details()).map_or_else(|_| Vec::new(), |status| status.details)
}

/// What the message of a status may take in a header.
const MESSAGE_BYTES: usize = 1024;

/// What the details of a status may take in a header, before base64.
const DETAILS_BYTES: usize = 3072;

/// The status as it fits into the headers of gRPC: clients take as little as
/// 8 KiB of them, and a larger one never arrives. What is too long is cut, and
/// of many violations the first ones stay.
pub(crate) fn fitting(status: Status) -> Status {
    if status.message().len() <= MESSAGE_BYTES && status.details().len() <= DETAILS_BYTES {
        return status;
    }
    let message = cut(status.message());
    let mut inner = pb::Status {
        code: status.code() as i32,
        message: message.clone(),
        details: of(&status),
    };
    while inner.encoded_len() > DETAILS_BYTES && shorten(&mut inner.details) {}
    let metadata = status.metadata().clone();
    let details = match inner.details.as_slice() {
        [] => Bytes::new(),
        _ => inner.encode_to_vec().into(),
    };
    Status::with_details_and_metadata(status.code(), message, details, metadata)
}

fn cut(message: &str) -> String {
    if message.len() <= MESSAGE_BYTES {
        return message.to_owned();
    }
    format!(
        "{}...",
        &message[..message.floor_char_boundary(MESSAGE_BYTES - 3)]
    )
}

/// Takes half of the violations off the largest detail, or all of it; tells
/// whether there was one.
fn shorten(details: &mut Vec<Any>) -> bool {
    let sizes = details.iter().enumerate();
    let Some((largest, _)) = sizes.max_by_key(|(_, any)| any.value.len()) else {
        return false;
    };
    let any = &mut details[largest];
    if any.type_url.ends_with("/google.rpc.BadRequest")
        && let Ok(mut bad) = pb::BadRequest::decode(any.value.as_slice())
        && bad.field_violations.len() > 1
    {
        bad.field_violations
            .truncate(bad.field_violations.len() / 2);
        any.value = bad.encode_to_vec();
    } else {
        details.remove(largest);
    }
    true
}

/// A detail with its type, and its fields if the type is one of `google.rpc`.
fn any_json(any: &Any) -> Value {
    let mut result = fields_json(any).unwrap_or_else(|| {
        Map::from_iter([("value".to_owned(), STANDARD.encode(&any.value).into())])
    });
    result.insert("@type".to_owned(), any.type_url.clone().into());
    result.into()
}

/// The fields of a detail whose type is known.
pub(crate) fn fields_json(any: &Any) -> Option<Map<String, Value>> {
    let bytes = any.value.as_slice();
    let name = any.type_url.rsplit('/').next()?;
    let value = match name {
        "google.rpc.BadRequest" => bad_request(pb::BadRequest::decode(bytes).ok()?),
        "google.rpc.ErrorInfo" => {
            let info = pb::ErrorInfo::decode(bytes).ok()?;
            json!({"reason": info.reason, "domain": info.domain, "metadata": info.metadata})
        }
        "google.rpc.RetryInfo" => {
            let info = pb::RetryInfo::decode(bytes).ok()?;
            let delay = info.retry_delay.unwrap_or_default();
            json!({"retryDelay": json::duration_text(&delay).ok()?})
        }
        "google.rpc.ResourceInfo" => {
            let info = pb::ResourceInfo::decode(bytes).ok()?;
            json!({
                "resourceType": info.resource_type,
                "resourceName": info.resource_name,
                "owner": info.owner,
                "description": info.description,
            })
        }
        "google.rpc.PreconditionFailure" => {
            let failure = pb::PreconditionFailure::decode(bytes).ok()?;
            let violations = failure.violations.into_iter().map(|violation| {
                json!({
                    "type": violation.r#type,
                    "subject": violation.subject,
                    "description": violation.description,
                })
            });
            json!({"violations": violations.collect::<Value>()})
        }
        "google.rpc.LocalizedMessage" => {
            let message = pb::LocalizedMessage::decode(bytes).ok()?;
            json!({"locale": message.locale, "message": message.message})
        }
        _ => return None,
    };
    match value {
        Value::Object(fields) => Some(without_defaults(fields)),
        _ => None,
    }
}

fn bad_request(request: pb::BadRequest) -> Value {
    let violations = request.field_violations.into_iter().map(|violation| {
        let fields = json!({
            "field": violation.field,
            "description": violation.description,
            "reason": violation.reason,
        });
        match fields {
            Value::Object(fields) => without_defaults(fields).into(),
            other => other,
        }
    });
    json!({"fieldViolations": violations.collect::<Value>()})
}

/// Leaves out what has the default value, as proto3 JSON does.
fn without_defaults(fields: Map<String, Value>) -> Map<String, Value> {
    let is_default = |value: &Value| match value {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    };
    fields
        .into_iter()
        .filter(|(_, value)| !is_default(value))
        .collect()
}

/// The HTTP status that goes with a code: the table of `google.rpc.Code`, which
/// is that of the Connect protocol too.
pub(crate) fn http_status(code: Code) -> StatusCode {
    match code {
        Code::Ok => StatusCode::OK,
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => {
            StatusCode::BAD_REQUEST
        }
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::PermissionDenied => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::AlreadyExists | Code::Aborted => StatusCode::CONFLICT,
        Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
        // The client is gone; 499 is what nginx made usual for that.
        Code::Cancelled => StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST),
        Code::Unknown | Code::Internal | Code::DataLoss => StatusCode::INTERNAL_SERVER_ERROR,
        Code::Unimplemented => StatusCode::NOT_IMPLEMENTED,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::DeadlineExceeded => StatusCode::GATEWAY_TIMEOUT,
    }
}

#[cfg(test)]
mod tests {
    use tonic_types::{ErrorDetails, FieldViolation, StatusExt as _};

    use super::*;

    #[test]
    fn a_status_that_no_header_can_hold_is_cut() {
        let violations = (0..1000).map(|at| {
            FieldViolation::new(format!("book.author_ids[{at}]"), "there is no such author")
        });
        let details = ErrorDetails::with_bad_request(violations.collect::<Vec<_>>());
        let status = Status::with_error_details(Code::InvalidArgument, "é".repeat(5000), details);
        let fitted = fitting(status);
        assert_eq!(fitted.code(), Code::InvalidArgument);
        assert!(fitted.message().len() <= MESSAGE_BYTES);
        assert!(fitted.message().ends_with("é..."));
        assert!(fitted.details().len() <= DETAILS_BYTES);
        let kept = fitted
            .get_details_bad_request()
            .expect("the first violations");
        assert_eq!(kept.field_violations[0].field, "book.author_ids[0]");
        assert!(kept.field_violations.len() > 10);

        let short = Status::not_found("there is no book");
        assert_eq!(fitting(short).message(), "there is no book");
    }
}
