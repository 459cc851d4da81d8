use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde_json::json;

use crate::{OpenTok, Session, id::check_filled, request, wire::StreamClasses};

impl Session {
    /// Gives streams their layout classes, all in one call: add them with
    /// [`stream`](SetStreamClassLists::stream).
    pub fn set_class_lists(&self) -> SetStreamClassLists {
        SetStreamClassLists { session: self.clone(), streams: Vec::new() }
    }
}

/// Gives streams their layout classes: `PUT /session/{id}/stream` (spec 9).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetStreamClassLists {
    session: Session,
    streams: Vec<StreamClasses>,
}

impl SetStreamClassLists {
    /// The classes of one stream from now on; none at all clears them.
    pub fn stream<C: Into<String>>(
        mut self,
        id: impl Into<String>,
        classes: impl IntoIterator<Item = C>,
    ) -> Self {
        let layout_class_list = classes.into_iter().map(Into::into).collect();
        self.streams.push(StreamClasses { id: id.into(), layout_class_list });
        self
    }
}

impl Operation for SetStreamClassLists {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.set_class_lists";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        for stream in &self.streams {
            check_filled("stream id", &stream.id)?;
        }
        let body = json!({ "items": self.streams });
        request::json(Method::PUT, self.session.url(endpoint)?.path(["stream"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
