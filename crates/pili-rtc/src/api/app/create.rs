use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{App, AppInfo, settings::AppBody};
use crate::api::Rtc;

impl App {
    /// Creates an app.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// # use pili_rtc::App;
    /// let app = client.send(App::create().title("shows").max_users(20)).await?;
    /// println!("{}", app.app_id);
    /// # Ok(()) }
    /// ```
    pub fn create() -> Create {
        Create { body: AppBody::default() }
    }
}

/// Creates an app: `POST /v3/apps` (spec 4.9; vendor page rtn 4538).
///
/// Fails with [`Code::HubMismatch`](crate::Code::HubMismatch) for a hub of another account. A repeat would make
/// a second app, so it is not repeated blindly.
///
/// ```no_run
/// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
/// # use pili_rtc::App;
/// let create = App::create().title("Doors").hub("shows").max_users(8).no_auto_kick_user(true);
/// let app = client.send(create).await?;
/// println!("{}", app.app_id);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    pub(super) body: AppBody,
}

impl Operation for Create {
    type Output = AppInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["v3", "apps"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<AppInfo> {
        decode_object(response)
    }
}
