use std::{collections::VecDeque, sync::Arc};

use futures_util::{StreamExt as _, stream};

use super::{Client, task::Task};
use crate::{Api, Error, Items, Paginated, Result, Transport};

/// How many pages are fetched at once, where each is known before the one before it has come.
const AT_ONCE: usize = 16;

impl<A: Api, S: Transport> Client<A, S> {
    /// The entries of a list, page by page. Nothing is fetched before the first is asked for; from then on the next page
    /// is fetched while one is read, and no more than that is held. Where pages do not depend on each other
    /// ([`Paginated::ahead`]), up to 16 are fetched at once; the order stays.
    ///
    /// Pages that nobody will read are given up when the list is dropped.
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
        let pages = Pages { client: self.clone(), first: Some(first), coming: VecDeque::new(), error: None };
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
    /// Until the first page is asked for.
    first: Option<O>,
    coming: VecDeque<Coming<O>>,
    /// What ends the list.
    error: Option<Error>,
}

/// A page on its way.
struct Coming<O: Paginated> {
    operation: Arc<O>,
    /// The one behind it, where that is known already and not on its way.
    ahead: Option<O>,
    page: Task<Page<O>>,
}

impl<A, S, O> Pages<A, S, O>
where
    A: Api,
    S: Transport,
    O: Paginated<Api = A, Output: Send, Item: Send> + Send + Sync + 'static,
{
    async fn next(&mut self) -> Option<Result<Vec<O::Item>>> {
        if let Some(first) = self.first.take() {
            self.fetch(first);
        }
        let Some(Coming { operation, page, .. }) = self.coming.pop_front() else {
            return self.error.take().map(Err);
        };
        let Page { entries, next } = match page.await {
            Some(page) => page,
            None => self.client.clone().page(operation).await,
        };
        match next {
            _ if entries.is_err() => self.coming.clear(),
            Err(error) => self.error = Some(error),
            Ok(Some(next)) if self.coming.is_empty() => self.fetch(next),
            Ok(_) => {}
        }
        self.fetch_ahead();
        Some(entries)
    }

    fn fetch(&mut self, operation: O) {
        let ahead = operation.ahead();
        let operation = Arc::new(operation);
        let page = Task::start(self.client.clone().page(Arc::clone(&operation)));
        self.coming.push_back(Coming { operation, ahead, page });
    }

    fn fetch_ahead(&mut self) {
        while self.coming.len() < AT_ONCE {
            let Some(next) = self.coming.back_mut().and_then(|last| last.ahead.take()) else { break };
            self.fetch(next);
        }
    }
}
