use futures_util::{StreamExt as _, stream};

use super::Client;
use crate::{Api, Error, Items, Paginated, Result, Transport};

impl<A: Api, S: Transport> Client<A, S> {
    /// The entries of a list, page by page as they are asked for.
    ///
    /// ```
    /// use std::fmt::Display;
    /// use pili_core::{Client, Paginated, Result};
    ///
    /// async fn show<O>(client: Client<O::Api>, list: O) -> Result<()>
    /// where
    ///     O: Paginated<Output: Send, Item: Display + Send> + Send + Sync + 'static,
    /// {
    ///     let mut items = client.items(list);
    ///     while let Some(item) = items.next().await {
    ///         println!("{}", item?);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// An error is the last item; what came before it stands.
    pub fn items<O>(&self, first: O) -> Items<O::Item>
    where
        O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let entries = |page: Result<Vec<O::Item>>| match page {
            Ok(entries) => stream::iter(entries.into_iter().map(Ok).collect::<Vec<_>>()),
            Err(error) => stream::iter(vec![Err(error)]),
        };
        Items::new(self.pages(first).flat_map(entries))
    }

    /// The pages of a list as they are asked for.
    pub fn pages<O>(&self, first: O) -> Items<Vec<O::Item>>
    where
        O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let client = self.clone();
        Items::new(stream::unfold(Ok(Some(first)), move |next| {
            let client = client.clone();
            async move {
                match next {
                    Ok(None) => None,
                    Ok(Some(operation)) => Some(client.page(operation).await),
                    Err(error) => Some((Err(error), Ok(None))),
                }
            }
        }))
    }

    async fn page<O: Paginated<Api = A>>(self, operation: O) -> (Result<Vec<O::Item>>, Result<Option<O>>) {
        match self.send(&operation).await {
            Err(error) => (Err(error), Ok(None)),
            Ok(page) => {
                let (items, next) = operation.next_page(page);
                if next.as_ref() != Some(&operation) {
                    return (Ok(items), Ok(next));
                }
                let error = Error::decode("the list leads back to the same page");
                (Ok(items), Err(error.in_operation(&operation)))
            }
        }
    }
}
