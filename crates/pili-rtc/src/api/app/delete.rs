use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::App;
use crate::api::Rtc;

impl App {
    /// Deletes the app.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::App;
    ///
    /// for app in client.send(App::list()).await? {
    ///     let info = client.send(App::new(app.app_id.clone()).info()).await?;
    ///     if info.title.is_empty() {
    ///         client.send(App::new(app.app_id.clone()).delete()).await?;
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes an app: `DELETE /v3/apps/{app}` (spec 4.9; vendor page rtn 4538).
///
/// A repeat may answer [`Reason::NotFound`](pili_core::Reason::NotFound): then the first attempt succeeded.
///
/// Example: [`App::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(App);

impl Operation for Delete {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
