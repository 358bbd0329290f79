//! gRPC and gRPC-web.
//!
//! `tonic` reads and writes the protocol, with a codec that leaves messages
//! encoded; `tonic-web` turns gRPC-web into gRPC and back, but for the text form
//! of requests.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use bytes::{Buf as _, BufMut as _, Bytes};
use counterpart::rpc::{Code, Context, MethodDescriptor, Result, Route, Status};
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Request, Response, header};
use tonic::body::Body;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder, Streaming};
use tonic::server::{ClientStreamingService, Grpc};
use tonic_web::GrpcWebLayer;
use tower::{Layer as _, ServiceExt as _};

use super::base64_body;
use super::connect::media_type;
use crate::details::fitting;
use crate::edge::{Edge, time_for, too_large, within};
use crate::observe::with_outcome;
use crate::timeout;

/// How the messages of a request are written: protobuf, as they are or in
/// base64 as gRPC-web has it for old browsers.
struct Form {
    /// The content type by which `tonic` and `tonic-web` know it, but for base64.
    content_type: HeaderValue,
    is_text: bool,
}

impl Form {
    /// `None` for messages that aren't protobuf.
    fn of(headers: &HeaderMap) -> Option<Self> {
        let (content_type, is_text) = match media_type(headers)?.as_str() {
            "application/grpc" | "application/grpc+proto" => ("application/grpc", false),
            "application/grpc-web" | "application/grpc-web+proto" => {
                ("application/grpc-web+proto", false)
            }
            "application/grpc-web-text" | "application/grpc-web-text+proto" => {
                ("application/grpc-web+proto", true)
            }
            _ => return None,
        };
        Some(Self {
            content_type: HeaderValue::from_static(content_type),
            is_text,
        })
    }
}

/// Answers a gRPC or gRPC-web request.
pub(crate) async fn serve(
    edge: Arc<Edge>,
    context: Context,
    mut request: Request<Body>,
) -> Response<Body> {
    let Some(form) = Form::of(request.headers()) else {
        let status = Status::unimplemented("messages are protobuf here, such as application/grpc");
        return with_outcome(status.into_http(), None, Code::Unimplemented);
    };
    let Form {
        content_type,
        is_text,
    } = form;
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    let service = tower::service_fn(move |mut request: Request<Body>| {
        let (edge, context) = (Arc::clone(&edge), context.clone());
        if is_text {
            request = request.map(base64_body::decoded);
        }
        async move { Ok::<_, Infallible>(answer(edge, context, request).await) }
    });
    let Ok(response) = GrpcWebLayer::new().layer(service).oneshot(request).await;
    response
}

async fn answer(edge: Arc<Edge>, context: Context, request: Request<Body>) -> Response<Body> {
    let request = match edge.builtin.answer(request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    let path = request.uri().path();
    let Some(route) = edge.method(path).copied() else {
        let status = Status::unimplemented(format!("there is no method {path}"));
        return with_outcome(fitting(status).into_http(), None, Code::Unimplemented);
    };
    let method = route.method();
    let code = Arc::new(OnceLock::new());
    let unary = Unary {
        edge: Arc::clone(&edge),
        route,
        context,
        code: Arc::clone(&code),
    };
    match unary.serve(request).await {
        Ok(response) => {
            // `tonic` refuses some requests before they reach the method.
            let code = code.get().copied().or_else(|| code_in(&response));
            with_outcome(response, Some(method), code.unwrap_or(Code::Ok))
        }
        Err(status) => {
            let code = status.code();
            with_outcome(fitting(status).into_http(), Some(method), code)
        }
    }
}

fn code_in(response: &Response<Body>) -> Option<Code> {
    let status = response.headers().get("grpc-status")?;
    Some(Code::from_bytes(status.as_bytes()))
}

/// One call.
#[derive(Clone)]
struct Unary {
    edge: Arc<Edge>,
    route: Route,
    context: Context,
    /// How the method ended, once it was called.
    code: Arc<OnceLock<Code>>,
}

impl Unary {
    async fn serve(self, request: Request<Body>) -> Result<Response<Body>> {
        let edge = Arc::clone(&self.edge);
        let limit = edge.limits.request_bytes;
        let _permit = edge.admit()?;
        let address = edge.address_of(&request);
        edge.let_in(self.route.method(), &self.context, address)
            .await?;
        let time = time_for(self.route.method(), timeout::grpc(request.headers())?);
        let unary = Self {
            context: self.context.clone().with_timeout(time),
            ..self
        };
        let mut grpc = Grpc::new(RawCodec).max_decoding_message_size(limit);
        within(time, async {
            Ok(grpc.client_streaming(unary, request).await)
        })
        .await
    }

    async fn call_method(self, messages: Streaming<Bytes>) -> Result<Bytes> {
        let message = only_message(messages, self.edge.limits.request_bytes).await?;
        let request = self.route.decode_request(message)?;
        let method: &'static MethodDescriptor = self.route.method();
        self.edge.call(method, request, self.context).await
    }
}

/// The message of a request that must hold exactly one. gRPC's code for another
/// number is `UNIMPLEMENTED`; `tonic` itself would take the first one.
async fn only_message(mut messages: Streaming<Bytes>, limit: usize) -> Result<Bytes> {
    // `tonic` says `OUT_OF_RANGE` of a message that is too large, gRPC's other
    // servers `RESOURCE_EXHAUSTED`.
    let readable = |status: Status| match status.code() {
        Code::OutOfRange => too_large(limit),
        _ => status,
    };
    let message = messages.message().await.map_err(readable)?;
    let message = message.ok_or_else(|| Status::unimplemented("the request holds no message"))?;
    match messages.message().await.map_err(readable)? {
        None => Ok(message),
        Some(_) => Err(Status::unimplemented(
            "the request holds more than one message",
        )),
    }
}

impl ClientStreamingService<Bytes> for Unary {
    type Response = Bytes;
    type Future = BoxFuture<'static, Result<tonic::Response<Bytes>>>;

    fn call(&mut self, request: tonic::Request<Streaming<Bytes>>) -> Self::Future {
        let (unary, code) = (self.clone(), Arc::clone(&self.code));
        Box::pin(async move {
            let result = unary.call_method(request.into_inner()).await;
            let _ = code.set(result.as_ref().map_or_else(Status::code, |_| Code::Ok));
            result.map(tonic::Response::new).map_err(fitting)
        })
    }
}

/// Leaves messages as they are on the wire.
#[derive(Clone, Copy)]
struct RawCodec;

impl Codec for RawCodec {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, buf: &mut EncodeBuf<'_>) -> Result<()> {
        buf.put(message);
        Ok(())
    }
}

impl Decoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buf: &mut DecodeBuf<'_>) -> Result<Option<Bytes>> {
        Ok(Some(buf.copy_to_bytes(buf.remaining())))
    }
}
