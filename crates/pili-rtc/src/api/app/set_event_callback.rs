use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, auth::Secret};
use serde::Serialize;

use super::App;
use crate::api::{Rtc, check::required};

impl App {
    /// Sets the URL that room events are sent to, and the secret they are signed with.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::App;
    /// client.send(App::new("desls83s2").set_event_callback("https://hooks.example.com/rooms", "event-secret")).await?;
    /// # Ok(()) }
    /// ```
    pub fn set_event_callback(&self, url: impl Into<String>, secret: impl Into<Secret>) -> SetEventCallback {
        SetEventCallback { app: self.clone(), url: url.into(), secret: secret.into() }
    }
}

/// Sets where the events of an app's rooms are sent: `POST /v3/apps/{app}` (spec 4.10). What arrives there is
/// not documented.
///
/// Example: [`App::set_event_callback`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetEventCallback {
    app: App,
    url: String,
    secret: Secret,
}

impl Operation for SetEventCallback {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.app.set_event_callback";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        required("url", &self.url)?;
        let secret = std::str::from_utf8(self.secret.expose());
        let secret = secret.map_err(|_| Error::invalid("secret", "must be text"))?;
        required("secret", secret)?;
        let body =
            EventCallbackBody { event_cb_url: &self.url, event_cb_secret: secret, event_cb_version: 1 };
        self.app.url(endpoint)?.post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct EventCallbackBody<'a> {
    event_cb_url: &'a str,
    event_cb_secret: &'a str,
    event_cb_version: u8,
}
