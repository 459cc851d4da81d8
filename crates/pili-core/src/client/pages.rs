use std::{collections::VecDeque, sync::Arc};

use futures_util::{StreamExt as _, stream};

use super::{Client, task::Task};
use crate::{Api, Error, Items, Paginated, Result, Transport};

/// How many pages are fetched at once, where each is known before the one before it has come.
const AT_ONCE: usize = 16;

impl<A: Api, S: Transport> Client<A, S> {
    /// The entries of a list, page by page. Nothing is fetched before the first is asked for, and the first page comes
    /// alone: who reads no further makes one call. From the second page on the next one is fetched while one is read, and
    /// no more than that is held. Where pages do not depend on each other ([`Paginated::ahead`]), up to 16 are fetched at
    /// once; the order stays.
    ///
    /// Pages that nobody will read are given up when the list is dropped.
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
        let entries = |page: Result<Vec<O::Item>>| {
            let (entries, error) = match page {
                Ok(entries) => (entries, None),
                Err(error) => (Vec::new(), Some(error)),
            };
            stream::iter(entries.into_iter().map(Ok).chain(error.map(Err)))
        };
        Items::new(self.pages(first).flat_map(entries))
    }

    /// The pages of a list, fetched as by [`items`](Self::items).
    pub fn pages<O>(&self, first: O) -> Items<Vec<O::Item>>
    where
        O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
    {
        let pages = Pages {
            client: self.clone(),
            next: Some(first),
            coming: VecDeque::new(),
            is_read_on: false,
            error: None,
        };
        Items::new(stream::unfold(pages, |mut pages| async { Some((pages.next().await?, pages)) }))
    }

    async fn page<O: Paginated<Api = A>>(self, operation: Arc<O>) -> Page<O> {
        match self.send(&*operation).await {
            Err(error) => Page { entries: Err(error), next: Ok(None) },
            Ok(page) => {
                let (entries, next) = operation.next_page(page);
                if next.as_ref() != Some(&*operation) {
                    return Page { entries: Ok(entries), next: Ok(next) };
                }
                let error = Error::decode("the list leads back to the same page");
                Page { entries: Ok(entries), next: Err(error.in_operation(&*operation)) }
            }
        }
    }
}

/// A page that has come, and where it leads.
struct Page<O: Paginated> {
    entries: Result<Vec<O::Item>>,
    next: Result<Option<O>>,
}

/// A list that is being read.
struct Pages<A, S, O: Paginated> {
    client: Client<A, S>,
    /// The page behind those on their way, where it is known.
    next: Option<O>,
    coming: VecDeque<Coming<O>>,
    /// Whether more than the first page was asked for.
    is_read_on: bool,
    /// What ends the list.
    error: Option<Error>,
}

/// A page on its way.
struct Coming<O: Paginated> {
    operation: Arc<O>,
    page: Task<Page<O>>,
}

impl<A, S, O> Pages<A, S, O>
where
    A: Api,
    S: Transport,
    O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
{
    async fn next(&mut self) -> Option<Result<Vec<O::Item>>> {
        self.fetch(if self.is_read_on { AT_ONCE } else { 1 });
        let Some(Coming { operation, page }) = self.coming.pop_front() else {
            return self.error.take().map(Err);
        };
        let Page { entries, next } = match page.await {
            Some(page) => page,
            None => self.client.clone().page(operation).await,
        };
        match next {
            _ if entries.is_err() => (self.next, self.coming) = (None, VecDeque::new()),
            Err(error) => self.error = Some(error),
            Ok(next) if self.coming.is_empty() => self.next = next,
            Ok(_) => {}
        }
        if std::mem::replace(&mut self.is_read_on, true) {
            self.fetch(AT_ONCE);
        }
        Some(entries)
    }

    /// Starts the pages that are known, until this many are on their way.
    fn fetch(&mut self, at_once: usize) {
        while self.coming.len() < at_once {
            let Some(operation) = self.next.take() else { break };
            self.next = operation.ahead();
            let operation = Arc::new(operation);
            let page = Task::start(self.client.clone().page(Arc::clone(&operation)));
            self.coming.push_back(Coming { operation, page });
        }
    }
}
