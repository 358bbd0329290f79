//! gRPC and gRPC-web.
//!
//! `tonic` reads and writes the protocol, with a codec that leaves messages
//! encoded; `tonic-web` turns gRPC-web into gRPC and back.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use bytes::{Buf as _, BufMut as _, Bytes};
use counterpart::rpc::{Code, Context, MethodDescriptor, Result, Route, Status};
use futures::future::BoxFuture;
use http::{Request, Response};
use tonic::body::Body;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::server::{Grpc, UnaryService};
use tonic_web::GrpcWebLayer;
use tower::{Layer as _, ServiceExt as _};

use crate::edge::{Edge, time_for, too_large, within};
use crate::observe::with_outcome;
use crate::timeout;

/// Answers a gRPC or gRPC-web request.
pub(crate) async fn serve(
    edge: Arc<Edge>,
    context: Context,
    request: Request<Body>,
) -> Response<Body> {
    let service = tower::service_fn(move |request: Request<Body>| {
        let (edge, context) = (Arc::clone(&edge), context.clone());
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
        return with_outcome(status.into_http(), None, Code::Unimplemented);
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
            with_outcome(status.into_http(), Some(method), code)
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
        let code = Arc::clone(&self.code);
        let limit = edge.limits.request_bytes;
        let _permit = edge.admit()?;
        let time = time_for(self.route.method(), timeout::grpc(request.headers())?);
        let unary = Self {
            context: self.context.clone().with_timeout(time),
            ..self
        };
        let mut grpc = Grpc::new(RawCodec).max_decoding_message_size(limit);
        let response = within(time, async { Ok(grpc.unary(unary, request).await) }).await?;
        // `tonic` says `OUT_OF_RANGE` of a message that is too large, gRPC's other servers
        // `RESOURCE_EXHAUSTED`. The method never says anything of it.
        if code.get().is_none() && code_in(&response) == Some(Code::OutOfRange) {
            return Err(too_large(limit));
        }
        Ok(response)
    }

    async fn call_method(self, bytes: Bytes) -> Result<Bytes> {
        let mut request = self.route.new_request();
        request.decode(bytes)?;
        let method: &'static MethodDescriptor = self.route.method();
        self.edge.call(method, request, self.context).await
    }
}

impl UnaryService<Bytes> for Unary {
    type Response = Bytes;
    type Future = BoxFuture<'static, Result<tonic::Response<Bytes>>>;

    fn call(&mut self, request: tonic::Request<Bytes>) -> Self::Future {
        let (unary, code) = (self.clone(), Arc::clone(&self.code));
        Box::pin(async move {
            let result = unary.call_method(request.into_inner()).await;
            let _ = code.set(result.as_ref().map_or_else(Status::code, |_| Code::Ok));
            result.map(tonic::Response::new)
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
