use pili_auth::SignError;

use crate::parts::UrlParts;

/// What a request is for, as a server sees it: path and query, and the origin when the whole URL is known.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) origin: Option<String>,
}

impl Place {
    /// From a path, with or without the leading `/`, and a raw query.
    pub(crate) fn new(path: &str, query: &str) -> Self {
        Self { path: format!("/{}", path.trim_start_matches('/')), query: query.to_owned(), origin: None }
    }

    /// From RTMP's two names. Encoders differ in where they put the query; one behind the application counts too.
    pub(crate) fn rtmp(application: &str, stream_name: &str) -> Self {
        let (place, early) = application.split_once('?').unwrap_or((application, ""));
        let (name, late) = stream_name.split_once('?').unwrap_or((stream_name, ""));
        let query: Vec<_> = [early, late].into_iter().filter(|query| !query.is_empty()).collect();
        Self::new(&format!("{}/{name}", place.trim_matches('/')), &query.join("&"))
    }

    /// From a whole URL.
    pub(crate) fn parse(url: &str) -> Result<Self, SignError> {
        let parts = UrlParts::parse(url)?;
        let origin = Some(parts.origin());
        Ok(Self { path: parts.path.into_owned(), query: parts.query.to_owned(), origin })
    }
}
