use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use futures_util::StreamExt as _;

use crate::{Operation, Result};

/// A list that comes in pages, whether by marker or by offset.
///
/// ```
/// use pili_core::{Api, Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, decode_json};
/// # use std::marker::PhantomData;
///
/// /// Keys, a hundred a page, by offset.
/// #[derive(PartialEq)]
/// struct Keys<A> {
///     offset: usize,
/// #   api: PhantomData<A>,
/// }
///
/// impl<A: Api + PartialEq> Operation for Keys<A> {
///     type Output = Vec<String>;
///     type Api = A;
///     const NAME: &'static str = "pili.keys.list";
///     const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
///
///     fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
///         endpoint.url().path(["keys"]).query("offset", self.offset).query("limit", 100).get()
///     }
///
///     fn decode(&self, response: &Response) -> Result<Vec<String>> {
///         decode_json(response)
///     }
/// }
///
/// impl<A: Api + PartialEq> Paginated for Keys<A> {
///     type Item = String;
///
///     fn next_page(&self, page: Vec<String>) -> (Vec<String>, Option<Self>) {
///         let next = if page.len() < 100 { None } else { self.ahead() };
///         (page, next)
///     }
///
///     fn ahead(&self) -> Option<Self> {
///         Some(Self { offset: self.offset + 100, ..*self })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that a client can walk",
    note = "lists are built by the plural of a noun: `hub.streams()`, `bucket.channels()`; send any other call with `Client::send`"
)]
pub trait Paginated: Operation + PartialEq + Sized {
    /// One entry of the list.
    type Item;

    /// The entries of a page this operation got, and the operation for the next one, if there is one.
    /// Example: [`Paginated`].
    fn next_page(&self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>);

    /// The operation for the next page, where that does not depend on this one: such pages are fetched several at
    /// once. It is the one that [`next_page`](Self::next_page) gives. Example: [`Paginated`].
    fn ahead(&self) -> Option<Self> {
        None
    }
}

/// The entries of a list, fetched page by page as [`Client::items`](crate::Client::items) tells; a [`Stream`] with a
/// [`next`](Self::next) of its own.
///
/// It ends after the first error. A service that answers with the page just given ends it with an error
/// instead of a loop; the entries of that page come first.
pub struct Items<T>(Pin<Box<dyn Stream<Item = Result<T>> + Send>>);

impl<T> Items<T> {
    pub(crate) fn new(stream: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(stream.fuse()))
    }

    /// The next entry, or `None` at the end. Example: [`Client::items`](crate::Client::items).
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| self.0.as_mut().poll_next(cx)).await
    }

    /// All that is left.
    ///
    /// ```
    /// use pili_core::{Items, Result};
    ///
    /// async fn all(keys: Items<String>) -> Result<Vec<String>> {
    ///     keys.collect().await
    /// }
    /// ```
    ///
    /// # Errors
    /// The first error; what came before it is dropped.
    pub async fn collect<C: Default + Extend<T>>(mut self) -> Result<C> {
        let mut all = C::default();
        while let Some(item) = self.next().await {
            all.extend([item?]);
        }
        Ok(all)
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items(..)")
    }
}
