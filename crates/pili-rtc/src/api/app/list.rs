use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use serde_json::Value;

use crate::Rtc;
use crate::api::App;

impl App {
    /// Lists the apps of the account, as JSON: the vendor does not document the form.
    pub fn list() -> List {
        List
    }
}

/// Lists the apps of the account: `GET /v3/apps` (spec 4.9).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List;

impl Operation for List {
    type Output = Value;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["v3", "apps"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Value> {
        decode_json(response)
    }
}
