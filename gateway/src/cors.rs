//! Which web pages may call.

use std::time::Duration;

use http::{HeaderName, HeaderValue, Method, Uri, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::GatewayError;
use crate::observe::CORRELATION_ID;

/// How long a browser may keep what a preflight told it. Browsers cap it:
/// Chromium at two hours, which is the value here.
const MAX_AGE: Duration = Duration::from_hours(2);

/// Which web pages may call the gateway (cross-origin resource sharing).
///
/// Pages of other origins get no answer that their browser shows them. Other
/// clients than browsers don't care.
#[derive(Clone, Debug)]
pub struct Cors {
    origins: AllowOrigin,
}

impl Cors {
    /// Pages of the gateway's own origin only.
    pub fn none() -> Self {
        Self {
            origins: AllowOrigin::list([]),
        }
    }

    /// All pages. Cookies are never sent along.
    pub fn any() -> Self {
        Self {
            origins: AllowOrigin::any(),
        }
    }

    /// Pages of these origins, such as `https://shop.example`.
    pub fn origins<'a>(origins: impl IntoIterator<Item = &'a str>) -> Result<Self, GatewayError> {
        let origins: Result<Vec<_>, _> = origins.into_iter().map(parse).collect();
        Ok(Self {
            origins: AllowOrigin::list(origins?),
        })
    }

    pub(crate) fn layer(self) -> CorsLayer {
        CorsLayer::new()
            .allow_origin(self.origins)
            .allow_methods([
                Method::GET,
                Method::POST,
                Method::PUT,
                Method::PATCH,
                Method::DELETE,
            ])
            .allow_headers(request_headers())
            .expose_headers(response_headers())
            .max_age(MAX_AGE)
    }
}

/// An origin is a scheme and a host, with a port if it isn't the scheme's own.
fn parse(origin: &str) -> Result<HeaderValue, GatewayError> {
    let fail = || GatewayError::Origin(origin.to_owned());
    let uri: Uri = origin.parse().map_err(|_| fail())?;
    let is_origin = uri.scheme().is_some()
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'))
        && uri.path() == "/"
        && uri.query().is_none()
        && !origin.ends_with('/');
    if !is_origin {
        return Err(fail());
    }
    HeaderValue::from_str(origin).map_err(|_| fail())
}

/// What gRPC-web, Connect and JSON clients send.
fn request_headers() -> [HeaderName; 11] {
    [
        header::ACCEPT,
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        HeaderName::from_static("connect-protocol-version"),
        HeaderName::from_static("connect-timeout-ms"),
        HeaderName::from_static("grpc-timeout"),
        HeaderName::from_static("traceparent"),
        HeaderName::from_static("tracestate"),
        HeaderName::from_static("x-grpc-web"),
        HeaderName::from_static("x-user-agent"),
        CORRELATION_ID,
    ]
}

/// What they read.
fn response_headers() -> [HeaderName; 5] {
    [
        header::RETRY_AFTER,
        HeaderName::from_static("grpc-status"),
        HeaderName::from_static("grpc-message"),
        HeaderName::from_static("grpc-status-details-bin"),
        CORRELATION_ID,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        assert!(Cors::origins(["https://shop.example", "http://localhost:3000"]).is_ok());
        for text in [
            "",
            "*",
            "shop.example",
            "https://shop.example/",
            "https://shop.example/a",
            "https://a@b",
        ] {
            let error = Cors::origins([text]).expect_err(text);
            assert!(error.to_string().contains("is no origin"), "{error}");
        }
    }
}
