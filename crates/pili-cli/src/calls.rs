//! Sending a call and showing what came of it, in the few ways in which verbs do.

use std::fmt::Display;

use pili::{
    Client, Operation,
    core::{Paginated, Result as Answer},
};
use serde::Serialize;

use crate::{
    failure::Result,
    output::{Output, Shape},
    target::{Served, Target},
};

/// Calls of a product, and where their answers are shown.
#[derive(Clone, Debug)]
pub(crate) struct Calls<A: Served> {
    client: Client<A>,
    output: Output,
}

impl<A: Served> Calls<A> {
    pub(crate) fn new(target: &Target, output: Output) -> Result<Self> {
        Ok(Self { client: target.client(A::PRODUCT)?, output })
    }

    pub(crate) fn client(&self) -> &Client<A> {
        &self.client
    }

    pub(crate) async fn send<O: Operation<Api = A>>(&self, operation: O) -> Answer<O::Output> {
        self.client.send(operation).await
    }

    /// Shows the one thing that is answered.
    pub(crate) async fn show<O>(&self, operation: O, shape: &Shape) -> Result
    where
        O: Operation<Api = A, Output: Serialize>,
    {
        self.output.item(&self.send(operation).await?, shape)
    }

    /// Lists the things that are answered at once.
    pub(crate) async fn list<O>(&self, operation: O, shape: &'static Shape) -> Result
    where
        O: Operation<Api = A, Output: IntoIterator<Item: Serialize>>,
    {
        self.output.all(self.send(operation).await?, shape)
    }

    /// Lists the things that are answered page by page, at most so many, as they come. `row` makes of each what is
    /// shown.
    pub(crate) async fn pages<O, R: Serialize>(
        &self,
        first: O,
        limit: Option<usize>,
        shape: &'static Shape,
        row: impl Fn(O::Item) -> R,
    ) -> Result
    where
        O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let (mut items, mut list) = (self.client.items(first), self.output.list(shape));
        for _ in 0..limit.unwrap_or(usize::MAX) {
            let Some(item) = items.next().await else { break };
            list.push(&row(item?))?;
        }
        list.end()
    }

    /// Does something, and says so.
    pub(crate) async fn done<O>(&self, operation: O, what: impl Display) -> Result
    where
        O: Operation<Api = A, Output = ()>,
    {
        self.send(operation).await?;
        self.output.note(what);
        Ok(())
    }
}
