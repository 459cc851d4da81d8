use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, qiniu::Qiniu};

use crate::api::{App, wire::AppInfo};

impl App {
    /// Reads the app's settings.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads an app: `GET /v3/apps/{app}` (spec 4.9; vendor page rtn 4538).
///
/// Fails with [`Code::NotFound`](crate::Code::NotFound) for an unknown app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(App);

impl Operation for Info {
    type Output = AppInfo;
    type Api = Qiniu;
    const NAME: &'static str = "rtc.app.get";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: Response) -> Result<AppInfo> {
        decode_object(&response)
    }
}
