//! The request bodies of gRPC-web's text form.
//!
//! A client may encode its body piece by piece, so that padding stands wherever
//! a piece ends (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md>).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use counterpart::rpc::{Result, Status};
use futures::{StreamExt as _, stream};
use http_body_util::{BodyDataStream, StreamBody};
use hyper::body::Frame;
use tonic::body::Body;

/// What a body of base64 pieces stands for. What is no base64 ends it with
/// `INVALID_ARGUMENT`.
pub(super) fn decoded(body: Body) -> Body {
    let pieces = Pieces {
        body: BodyDataStream::new(body),
        rest: BytesMut::new(),
    };
    let frames = stream::try_unfold(pieces, |mut pieces| async {
        let bytes = pieces.next().await?;
        Ok::<_, Status>(bytes.map(|bytes| (Frame::data(bytes), pieces)))
    });
    Body::new(StreamBody::new(frames))
}

struct Pieces {
    body: BodyDataStream<Body>,
    /// Digits that arrived and are not decoded yet.
    rest: BytesMut,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let whole = self.rest.len() - self.rest.len() % 4;
            if whole > 0 {
                return decode(&self.rest.split_to(whole)).map(Some);
            }
            match self.body.next().await {
                Some(bytes) => self.rest.extend_from_slice(&bytes?),
                None if self.rest.is_empty() => return Ok(None),
                None => return Err(not_base64("it is cut off")),
            }
        }
    }
}

/// Decodes pieces that together are a multiple of four digits.
fn decode(digits: &[u8]) -> Result<Bytes> {
    let (quanta, _) = digits.as_chunks::<4>();
    let mut bytes = Vec::with_capacity(3 * quanta.len());
    for piece in quanta.chunk_by(|quantum, _| quantum[3] != b'=') {
        STANDARD
            .decode_vec(piece.as_flattened(), &mut bytes)
            .map_err(|error| not_base64(&error.to_string()))?;
    }
    Ok(bytes.into())
}

fn not_base64(why: &str) -> Status {
    Status::invalid_argument(format!("the request is not base64: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterpart::rpc::Code;
    use http_body_util::BodyExt as _;

    async fn read(frames: &[&'static str]) -> Result<Bytes> {
        let frames = frames
            .iter()
            .map(|frame| Ok::<_, Status>(Frame::data(Bytes::from(*frame))))
            .collect::<Vec<_>>();
        let body = Body::new(StreamBody::new(stream::iter(frames)));
        Ok(decoded(body).collect().await?.to_bytes())
    }

    #[tokio::test]
    async fn pieces_are_padded_each_by_itself_and_cut_anywhere() {
        for frames in [
            &["TW9tbw=="][..],
            &["TQ==b20=bw=="],
            &["T", "Q==b2", "0=b", "w=", "="],
        ] {
            assert_eq!(read(frames).await.expect("base64"), "Momo", "{frames:?}");
        }
        assert_eq!(read(&[]).await.expect("base64"), "");
    }

    #[tokio::test]
    async fn what_is_no_base64_is_an_invalid_argument() {
        for frames in [&["TW9tb"][..], &["TW9t", "b*=="], &["T==="]] {
            let status = read(frames).await.expect_err("no base64");
            assert_eq!(status.code(), Code::InvalidArgument, "{frames:?}");
        }
    }
}
