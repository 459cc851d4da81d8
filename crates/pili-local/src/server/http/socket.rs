use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};
use tokio_io_timeout::TimeoutWriter;

use super::visit::Line;

/// How long a client may go on sending what will not be read. A socket that is closed on unread bytes is reset,
/// which may destroy the answer on its way.
const FAREWELL: Duration = Duration::from_secs(2);

/// The socket of a connection: tells when a request begins, bounds its writes, and closes without a reset.
#[derive(Debug)]
pub(super) struct Socket<S> {
    socket: Pin<Box<TimeoutWriter<S>>>,
    line: Arc<Line>,
    /// Runs once nothing more is sent.
    farewell: Option<Pin<Box<Sleep>>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    pub(super) fn new(socket: S, write: Duration, line: Arc<Line>) -> Self {
        let mut socket = TimeoutWriter::new(socket);
        socket.set_timeout(Some(write));
        Self { socket: Box::pin(socket), line, farewell: None }
    }

    /// Reads what still comes, up to its end, or as long as there is reason to believe that something comes.
    fn poll_rest(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let farewell = self.farewell.get_or_insert_with(|| Box::pin(sleep(FAREWELL)));
        loop {
            let mut waste = [0; 8_192];
            let mut waste = ReadBuf::new(&mut waste);
            match Pin::new(&mut self.socket).poll_read(context, &mut waste) {
                Poll::Ready(Ok(())) if !waste.filled().is_empty() => self.line.leave_unread(),
                Poll::Pending if self.line.is_unread() => return farewell.as_mut().poll(context),
                _ => return Poll::Ready(()),
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Socket<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.socket).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.line.hear();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Socket<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.line.answer();
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.line.answer();
        Pin::new(&mut self.socket).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.farewell.is_none() {
            ready!(Pin::new(&mut self.socket).poll_shutdown(context))?;
        }
        self.poll_rest(context).map(Ok)
    }
}
