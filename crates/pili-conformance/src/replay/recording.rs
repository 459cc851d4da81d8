use bytes::Bytes;
use http::{
    HeaderName, Request,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE},
};

use crate::{case::Case, outcome::Outcome};

/// What the local service calls things that it named itself, by their names in the recordings.
#[derive(Debug, Default)]
pub(crate) struct Names(Vec<(&'static str, String)>);

impl Names {
    pub(crate) fn add(&mut self, recorded: &'static str, ours: impl Into<String>) {
        self.0.push((recorded, ours.into()));
    }

    /// The recorded request, with our names; its signature holds only where none is in it.
    pub(crate) fn request(&self, case: Case<'_>) -> Outcome<Request<Bytes>> {
        let mut request = Request::builder().method(case.text("/request/method")?);
        for pair in case.list("/request/headers") {
            let (name, value) = (pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default());
            let name: HeaderName = name.parse()?;
            if name != CONTENT_LENGTH {
                request = request.header(name, value);
            }
        }
        // Where headers were not kept.
        if let Ok(kind) = case.text("/request/content_type") {
            request = request.header(CONTENT_TYPE, kind).header(ACCEPT, "application/json");
        }
        let body = ["/request/body_utf8", "/request/body"].into_iter().find_map(|body| case.text(body).ok());
        let body = self.rename(body.unwrap_or_default());
        Ok(request.uri(self.rename(case.text("/request/target")?)).body(body.into())?)
    }

    fn rename(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (recorded, ours)| text.replace(recorded, ours))
    }
}
