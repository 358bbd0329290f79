//! Waiting for the first bytes of a connection.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// What a connection over HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection that fails if its client takes too long to show which version
/// of HTTP it speaks.
///
/// hyper's own limits begin only when it knows the version. Until then a client
/// that sends nothing would keep its place among the connections for good.
pub(crate) struct Opening {
    stream: TcpStream,
    /// How many bytes of the preface have come.
    seen: usize,
    /// The end of the time for it; `None` once the version is clear.
    patience: Option<Pin<Box<Sleep>>>,
}

impl Opening {
    /// Waits at most this long for the first bytes.
    pub(crate) fn new(stream: TcpStream, within: Duration) -> Self {
        Self {
            stream,
            seen: 0,
            patience: Some(Box::pin(sleep(within))),
        }
    }

    /// Notes what has come. It is clear which version it is with the first byte
    /// that isn't the preface's, and with the preface's last one.
    fn note(&mut self, bytes: &[u8]) {
        let expected = PREFACE.get(self.seen..).unwrap_or_default();
        let same = bytes
            .iter()
            .zip(expected)
            .take_while(|(byte, wanted)| byte == wanted);
        let same = same.count();
        self.seen += same;
        if same < bytes.len() || self.seen == PREFACE.len() {
            self.patience = None;
        }
    }
}

impl AsyncRead for Opening {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(cx, buf) {
            if self.patience.is_some() {
                self.note(&buf.filled()[before..]);
            }
            return Poll::Ready(read);
        }
        let Some(patience) = &mut self.patience else {
            return Poll::Pending;
        };
        ready!(patience.as_mut().poll(cx));
        let message = "the client did not begin a request in time";
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, message)))
    }
}

impl AsyncWrite for Opening {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
