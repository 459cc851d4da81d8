use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use super::{App, AppInfo, settings::AppBody};
use crate::api::Rtc;

impl App {
    /// Changes settings; what is not set stays. Rooms that are open keep the old ones.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::{App, app::MergePublishRtmp};
    ///
    /// let merged = MergePublishRtmp::new()
    ///     .enable(true)
    ///     .audio_only(false)
    ///     .width(1280)
    ///     .height(720)
    ///     .fps(25)
    ///     .kbps(1500)
    ///     .url("rtmp://publish.example.com/shows/$(roomName)");
    /// let update = App::new("desls83s2").update().title("Doors").hub("shows").max_users(4).no_auto_kick_user(false);
    /// client.send(update.merge_publish_rtmp(merged)).await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self) -> Update {
        Update { app: self.clone(), body: AppBody::default() }
    }
}

/// Changes the settings of an app: `POST /v3/apps/{app}` (spec 4.9; vendor page rtn 4538).
///
/// Example: [`App::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Update {
    app: App,
    pub(super) body: AppBody,
}

impl Operation for Update {
    type Output = AppInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.update";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body == AppBody::default() {
            return Err(Error::invalid("update", "must set at least one member"));
        }
        self.app.url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<AppInfo> {
        decode_object(response)
    }
}
