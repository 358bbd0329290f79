//! The details of errors, as JSON: what a person at `curl` and a form in a
//! browser read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
