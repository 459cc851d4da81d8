use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use crate::{OpenTok, Session, answer, id::check_filled, noun::Noun as _, request};

impl Session {
    /// Gives streams their layout classes, all in one call: add them with
    /// [`stream`](SetClassLists::stream). Example: [`Session::streams`].
    pub fn set_class_lists(&self) -> SetClassLists {
        SetClassLists { session: self.clone(), body: ClassLists { items: Vec::new() } }
    }
}

/// Gives streams their layout classes: `PUT /session/{id}/stream` (spec 9).
///
/// Example: [`Session::streams`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetClassLists {
    session: Session,
    body: ClassLists,
}

impl SetClassLists {
    /// The classes of one stream from now on; none at all clears them. Example: [`Session::streams`].
    pub fn stream<C: Into<String>>(
        mut self,
        id: impl Into<String>,
        classes: impl IntoIterator<Item = C>,
    ) -> Self {
        let layout_class_list = classes.into_iter().map(Into::into).collect();
        self.body.items.push(StreamClasses { id: id.into(), layout_class_list });
        self
    }
}

impl Operation for SetClassLists {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.set_class_lists";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        for stream in &self.body.items {
            check_filled("stream id", &stream.id)?;
        }
        request::json(Method::PUT, self.session.url(endpoint)?.path(["stream"]), &self.body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// The body that gives streams their layout classes.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLists {
    pub items: Vec<StreamClasses>,
}

/// The layout classes to give to a stream; none at all clears them.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamClasses {
    pub id: String,
    pub layout_class_list: Vec<String>,
}
