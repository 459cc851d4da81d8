use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_json};
use serde::Deserialize as _;
use serde_json::Value;

use super::AppInfo;
use crate::api::{App, Rtc};

impl App {
    /// Lists the apps of the account. Example: [`App::delete`].
    pub fn list() -> List {
        List
    }
}

/// Lists the apps of the account: `GET /v3/apps` (spec 4.9).
///
/// The vendor does not document the answer: a list of apps is read, and an object of which one member is one.
///
/// Example: [`App::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List;

impl Operation for List {
    type Output = Vec<AppInfo>;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["v3", "apps"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<AppInfo>> {
        let list = match decode_json(response)? {
            Value::Null => return Ok(Vec::new()),
            Value::Object(members) => members.into_iter().map(|(_, member)| member).find(Value::is_array),
            other => Some(other),
        };
        let list = list.ok_or_else(|| Error::decode("the object holds no list of apps"))?;
        Vec::deserialize(list).map_err(|error| Error::decode(format!("the list holds no apps: {error}")))
    }
}
