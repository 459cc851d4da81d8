use std::{fmt, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::stream;
use tokio::time::{Instant, sleep, timeout};

use crate::{Api, Client, Error, Items, Operation, Result, Transport, retry::Backoff};

/// A call whose answer never ends: lines that the service pushes, for [`Client::lines`].
///
/// Its request is marked with [`KeepOpen`](crate::KeepOpen), and it decodes with
/// [`OpenBody::take`](crate::OpenBody::take).
///
/// ```
/// use std::time::Duration;
/// use bytes::Bytes;
/// use pili_core::{Api, Endpoint, Idempotency, Items, KeepOpen, OpenBody, Operation, Pushed, Request, Response, Result};
///
/// /// A push of numbers, one a line, with a blank in between as a sign of life.
/// struct Viewers<A>(std::marker::PhantomData<A>);
///
/// impl<A: Api> Operation for Viewers<A> {
///     type Output = Items<Bytes>;
///     type Api = A;
///     const NAME: &'static str = "pili.viewers.watch";
///     const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
///
///     fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
///         endpoint.url().path(["viewers", "watch"]).get().map(KeepOpen::mark)
///     }
///
///     fn decode(&self, response: &Response) -> Result<Items<Bytes>> {
///         OpenBody::take(response)
///     }
/// }
///
/// impl<A: Api> Pushed for Viewers<A> {
///     type Event = String;
///
///     fn longest_silence(&self) -> Duration {
///         Duration::from_secs(30)
///     }
///
///     fn line(&self, line: &[u8]) -> Result<Option<String>> {
///         let text = String::from_utf8_lossy(line);
///         Ok((text.trim() != "-").then(|| text.trim().to_owned()))
///     }
/// }
/// ```
pub trait Pushed: Operation<Output = Items<Bytes>> {
    /// What a line tells.
    type Event;

    /// How long the service may send nothing before the connection counts as dead: longer than the interval
    /// of its signs of life. Example: [`Pushed`].
    fn longest_silence(&self) -> Duration;

    /// Reads a line; `None` for a mere sign of life. Example: [`Pushed`].
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when it is not of the documented shape.
    fn line(&self, line: &[u8]) -> Result<Option<Self::Event>>;
}

impl<A: Api, S: Transport> Client<A, S> {
    /// The events that a service pushes, over one connection at a time.
    ///
    /// A connection that breaks, ends or falls silent is closed and made anew, after waits from half a second
    /// up to half a minute. A service that ends a push within minutes has given its place to another watcher:
    /// then the waits only grow, so that watchers who are one too many come to rest instead of taking each
    /// other's places. Services begin with the present state; an event equal to the one before is not given
    /// again. The limits on a call hold until the service answers, not for what it pushes then. Dropping
    /// the stream closes the connection.
    ///
    /// It ends after the first error: when the first connection fails, when the service refuses for good (a
    /// stream that was deleted, say), or when a line cannot be read.
    ///
    /// ```
    /// use std::fmt::Debug;
    /// use pili_core::{Client, Pushed, Result};
    ///
    /// async fn watch<O>(client: Client<O::Api>, push: O) -> Result<()>
    /// where
    ///     O: Pushed<Event: Clone + Debug + PartialEq + Send> + Send + Sync + 'static,
    /// {
    ///     let mut events = client.lines(push);
    ///     while let Some(event) = events.next().await {
    ///         println!("{:?}", event?);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn lines<O>(&self, operation: O) -> Items<O::Event>
    where
        O: Pushed<Api = A, Event: Clone + PartialEq + Send> + Send + Sync + 'static,
    {
        let push = Push {
            client: self.clone(),
            operation,
            lines: None,
            last: None,
            waits: waits(),
            opened: false,
            ended: false,
        };
        Items::new(stream::unfold(push, Push::next))
    }
}

/// A push and the connection it comes over, if there is one now.
struct Push<O: Pushed, S> {
    client: Client<O::Api, S>,
    operation: O,
    lines: Option<Lines>,
    last: Option<O::Event>,
    waits: Backoff,
    opened: bool,
    ended: bool,
}

impl<O, S> Push<O, S>
where
    O: Pushed<Event: Clone + PartialEq + Send> + Send + Sync + 'static,
    S: Transport,
{
    async fn next(mut self) -> Option<(Result<O::Event>, Self)> {
        while !self.ended {
            match self.step().await {
                Ok(Some(event)) if self.last.as_ref() != Some(&event) => {
                    self.last = Some(event.clone());
                    return Some((Ok(event), self));
                }
                Ok(_) => {}
                Err(error) if self.opened && error.is_transient() => self.pause(LONGEST_WAIT, &error).await,
                Err(error) => {
                    self.lines = None;
                    self.ended = true;
                    return Some((Err(error), self));
                }
            }
        }
        None
    }

    /// Reads a line, or makes the connection that lines will come over.
    async fn step(&mut self) -> Result<Option<O::Event>> {
        let Some(lines) = &mut self.lines else {
            self.lines = Some(Lines::new(self.client.send(&self.operation).await?));
            self.opened = true;
            return Ok(None);
        };
        match lines.next(self.operation.longest_silence()).await? {
            Some(line) => self.operation.line(&line),
            None => {
                self.pause(EVICTED_WITHIN, &"the service ended the push").await;
                Ok(None)
            }
        }
    }

    /// Closes the connection, then waits: longer than the last time, unless the connection lived for longer
    /// than `long`.
    async fn pause(&mut self, long: Duration, reason: &(dyn fmt::Display + Sync)) {
        let since = self.lines.take().map(|lines| lines.since);
        if since.is_some_and(|since| since.elapsed() > long) {
            self.waits = waits();
        }
        tracing::debug!(operation = O::NAME, %reason, "opening the push again");
        sleep(self.waits.wait()).await;
    }
}

const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A push that the service ends sooner was taken by another watcher. Where each of five places is taken every
/// [`LONGEST_WAIT`], a push lives half as long.
const EVICTED_WITHIN: Duration = Duration::from_secs(5 * 60);

fn waits() -> Backoff {
    Backoff::new(Duration::from_millis(500), LONGEST_WAIT)
}

/// The lines of one connection.
struct Lines {
    chunks: Items<Bytes>,
    unread: BytesMut,
    since: Instant,
}

impl Lines {
    const LONGEST: usize = 64 << 10;

    fn new(chunks: Items<Bytes>) -> Self {
        Self { chunks, unread: BytesMut::new(), since: Instant::now() }
    }

    /// The next line that is not blank; `None` when the service has ended the push. The last one need not end
    /// in a line feed.
    async fn next(&mut self, silence: Duration) -> Result<Option<Bytes>> {
        loop {
            if let Some(line) = self.whole_line() {
                return Ok(Some(line));
            }
            if self.unread.len() > Self::LONGEST {
                return Err(Error::decode("a line is longer than 64 KiB"));
            }
            match timeout(silence, self.chunks.next()).await {
                Ok(Some(chunk)) => self.unread.extend_from_slice(&chunk?),
                Ok(None) => return Ok(self.rest()),
                Err(_) => return Err(Error::transport(format!("the service was silent for {silence:?}"))),
            }
        }
    }

    fn whole_line(&mut self) -> Option<Bytes> {
        while let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
            let line = self.unread.split_to(end + 1).freeze();
            if !line.trim_ascii().is_empty() {
                return Some(line);
            }
        }
        None
    }

    /// What is left when the service ends the push.
    fn rest(&mut self) -> Option<Bytes> {
        let line = self.unread.split().freeze();
        (!line.trim_ascii().is_empty()).then_some(line)
    }
}
