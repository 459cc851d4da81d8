use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{App, AppInfo};
use crate::api::Rtc;

impl App {
    /// Reads the app's settings. Example: [`App::delete`].
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads an app: `GET /v3/apps/{app}` (spec 4.9; vendor page rtn 4538).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown app.
///
/// Example: [`App::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(App);

impl Operation for Info {
    type Output = AppInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<AppInfo> {
        decode_object(response)
    }
}
