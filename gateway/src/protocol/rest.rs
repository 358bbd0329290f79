//! Plain HTTP with JSON, under the paths of `google.api.http`.

use bytes::Bytes;
use counterpart::rpc::{Code, Context, Result, Status};
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use tonic::body::Body;

use super::connect::media_type;
use super::{JSON, respond, respond_error};
use crate::details;
use crate::edge::{Edge, time_for, within};
use crate::http_rule::{Found, NotFound, bind};
use crate::observe::with_outcome;

/// Answers a request under a path of a contract.
pub(crate) async fn serve(edge: &Edge, context: Context, request: Request<Body>) -> Response<Body> {
    let (verb, uri) = (request.method().clone(), request.uri().clone());
    let found = match edge.rules.find(&verb, uri.path()) {
        Ok(found) => found,
        Err(reason) => return not_found(&verb, uri.path(), &reason),
    };
    let method = found.route.method();
    let result = answer(edge, &found, context, request).await;
    let code = result.as_ref().map_or_else(Status::code, |_| Code::Ok);
    let response = match result {
        Ok(body) => respond(StatusCode::OK, JSON, body),
        Err(status) => error_response(details::http_status(code), &status),
    };
    with_outcome(response, Some(method), code)
}

async fn answer(
    edge: &Edge,
    found: &Found<'_>,
    context: Context,
    request: Request<Body>,
) -> Result<Bytes> {
    let route = found.route;
    let _permit = edge.admit()?;
    let address = edge.address_of(&request);
    edge.let_in(route.method(), &context, address).await?;
    let time = time_for(route.method(), None);
    let context = context.with_timeout(time);
    within(time, async {
        let (head, body) = request.into_parts();
        let body = edge.read(body).await?;
        if !body.is_empty()
            && !matches!(
                media_type(&head.headers).as_deref(),
                Some("application/json" | "")
            )
        {
            return Err(Status::invalid_argument(
                "the body must be JSON in UTF-8, and its content type application/json",
            ));
        }
        let mut message = route.new_request();
        let query = head.uri.query();
        edge.types
            .scope(|| bind(found, query, &body, message.message_mut()))?;
        let response = edge.call(route.method(), message, context).await?;
        edge.response_json(route, response).map(Bytes::from)
    })
    .await
}

fn not_found(verb: &Method, path: &str, reason: &NotFound) -> Response<Body> {
    let status = Status::not_found(format!("there is nothing under {verb} {path}"));
    let response = match reason {
        NotFound::Path => error_response(StatusCode::NOT_FOUND, &status),
        NotFound::Verb(verbs) => {
            let mut response = error_response(StatusCode::METHOD_NOT_ALLOWED, &status);
            let names: Vec<_> = verbs.iter().map(Method::as_str).collect();
            if let Ok(allowed) = HeaderValue::from_str(&names.join(", ")) {
                response.headers_mut().insert(header::ALLOW, allowed);
            }
            response
        }
    };
    with_outcome(response, None, Code::NotFound)
}

fn error_response(http_status: StatusCode, status: &Status) -> Response<Body> {
    let body = details::status_json(status).to_string();
    respond_error(http_status, status, body)
}
