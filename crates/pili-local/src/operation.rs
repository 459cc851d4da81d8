//! Which operation a request asks for, by the name that its vendor's crate gives it. Each API has one table of its
//! own beside its routes.

use axum::{
    extract::{MatchedPath, Request},
    routing::MethodFilter,
};
use http::{Method, Uri};
use pili_core::Operation;

/// A route, and the operation that is asked for there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    method: MethodFilter,
    path: &'static str,
    when: Option<fn(&Uri) -> bool>,
    candidate: Candidate,
}

/// An operation that a request may be, judged by its head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    /// What the body must say, where the head leaves several.
    pub(crate) says: Option<fn(&[u8]) -> bool>,
}

pub(crate) const fn get<O: Operation>(path: &'static str) -> Row {
    row::<O>(MethodFilter::GET, path)
}

pub(crate) const fn post<O: Operation>(path: &'static str) -> Row {
    row::<O>(MethodFilter::POST, path)
}

pub(crate) const fn put<O: Operation>(path: &'static str) -> Row {
    row::<O>(MethodFilter::PUT, path)
}

pub(crate) const fn patch<O: Operation>(path: &'static str) -> Row {
    row::<O>(MethodFilter::PATCH, path)
}

pub(crate) const fn delete<O: Operation>(path: &'static str) -> Row {
    row::<O>(MethodFilter::DELETE, path)
}

const fn row<O: Operation>(method: MethodFilter, path: &'static str) -> Row {
    Row { method, path, when: None, candidate: Candidate { name: O::NAME, says: None } }
}

impl Row {
    /// Only of requests whose path and query are so. It stands before the row that takes the rest.
    pub(crate) const fn when(self, when: fn(&Uri) -> bool) -> Self {
        Self { when: Some(when), ..self }
    }

    /// Only of requests whose body says so. It stands before the row that takes the rest.
    pub(crate) const fn says(self, says: fn(&[u8]) -> bool) -> Self {
        Self { candidate: Candidate { says: Some(says), ..self.candidate }, ..self }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.candidate.name
    }

    /// A router that stands in another one has that one's path before its own.
    fn is_for(&self, method: MethodFilter, path: &str, uri: &Uri) -> bool {
        self.method == method && path.ends_with(self.path) && self.when.is_none_or(|when| when(uri))
    }
}

/// What a request may be, by a table; the first whose body says so is it.
pub(crate) fn in_table(table: &'static [Row], request: &Request) -> Vec<Candidate> {
    let path = request.extensions().get::<MatchedPath>();
    let (Some(path), Some(method)) = (path, filter(request.method())) else { return Vec::new() };
    let rows = table.iter().filter(|row| row.is_for(method, path.as_str(), request.uri()));
    rows.map(|row| row.candidate).collect()
}

fn filter(method: &Method) -> Option<MethodFilter> {
    let method = if method == Method::HEAD { Method::GET } else { method.clone() };
    MethodFilter::try_from(method).ok()
}

/// Whether a query has a parameter that is not empty.
pub(crate) fn asks(uri: &Uri, name: &str) -> bool {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).any(|(given, value)| given == name && !value.is_empty())
}

/// The names of all operations that are served.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let tables: &[&[Row]] = &[
        crate::live::operations::V2,
        crate::live::operations::V1,
        crate::live::operations::FIRST,
        crate::relay::operations::ALL,
        crate::rtc::operations::ALL,
        crate::opentok::operations::ALL,
    ];
    let names = tables.iter().flat_map(|table| table.iter()).map(Row::name).collect::<Vec<_>>().into_iter();
    names.chain(crate::oss::operations::names())
}

#[cfg(test)]
mod tests;
