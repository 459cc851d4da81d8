//! The calls of Pili's API that say whether a stream is live, and that disable and enable it: signed, as Pili wants them.

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use bytes::Bytes;
use http::StatusCode;
use pili_auth::{
    VerifyError,
    names::{HubName, StreamKey},
    qiniu::{Authorization, QiniuV2},
};
use pili_live::{
    stream::{Disabled, LiveStatus},
    wire::{DisableBody, key_in_path},
};
use serde_json::{Value, json};

use super::{Deed, Gate, Told, shared::NotKept};
use crate::signature;

/// No call has a larger body.
const MOST_BODY: usize = 64 << 10;

pub(super) fn routes(gate: &Gate) -> Router<Gate> {
    Router::new()
        .route("/v2/hubs/{hub}/streams/{key}/live", get(live))
        .route("/v2/hubs/{hub}/streams/{key}/disabled", post(disable))
        .route("/v2/{*rest}", any(not_served))
        .layer(middleware::from_fn_with_state(gate.clone(), signed))
}

/// The account that signed a call.
#[derive(Clone, Debug)]
struct Caller(String);

/// Why a call is refused: a status, which may be one of the vendor's own, and the reason.
struct Refused(u16, String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<NotKept> for Refused {
    fn from(why: NotKept) -> Self {
        let status = match why {
            NotKept::Full => 507,
            NotKept::Gone(_) => 503,
        };
        Self(status, why.to_string())
    }
}

/// Lets a call through that one of the accounts signed.
async fn signed(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BODY).await else {
        let why = format!("the body is larger than {MOST_BODY} bytes or was cut short");
        return Refused(413, why).into_response();
    };
    let mut request = http::Request::from_parts(head, body);
    match gate.signer_of(&request) {
        Ok(access_key) => {
            request.extensions_mut().insert(Caller(access_key));
            next.run(request.map(Body::from)).await
        }
        Err(error) => Refused(401, format!("bad token: {error}")).into_response(),
    }
}

impl Gate {
    fn signer_of(&self, request: &http::Request<Bytes>) -> Result<String, VerifyError> {
        let access_key = Authorization::of(request.headers())?.access_key.to_owned();
        let settings = self.settings();
        let account = settings.accounts.iter().find(|account| account.access_key() == access_key);
        let account = account.ok_or_else(|| VerifyError::UnknownAccessKey(access_key.clone()))?;
        signature::check(&QiniuV2::new(account.clone()), request).map(|()| access_key)
    }
}

async fn live(
    State(gate): State<Gate>,
    Path(path): Path<(String, String)>,
) -> Result<Json<LiveStatus>, Refused> {
    let stream = Stream::of(&gate, path)?;
    let settings = gate.settings();
    match settings.apis.publisher(&stream.hub, &stream.key, gate.now()).await {
        Ok(Some(publisher)) => Ok(Json(publisher.status)),
        Ok(None) => Err(Refused(619, "no live".to_owned())),
        Err(why) => {
            let status = if settings.apis.is_empty() { 501 } else { 502 };
            Err(Refused(status, format!("whether it is live is not known: {why}")))
        }
    }
}

async fn disable(
    State(gate): State<Gate>,
    Path(path): Path<(String, String)>,
    request: Request,
) -> Result<Json<Value>, Refused> {
    let caller = request.extensions().get::<Caller>().map(|Caller(access_key)| access_key.clone());
    let stream = Stream::of(&gate, path)?;
    let body = to_bytes(request.into_body(), MOST_BODY).await.unwrap_or_default();
    let asked: DisableBody =
        serde_json::from_slice(&body).map_err(|error| Refused(400, format!("invalid args: {error}")))?;
    let disabled =
        asked.at(gate.now()).ok_or_else(|| Refused(400, "invalid args: disabledTill".to_owned()))?;
    let done = stream.set_disabled(&gate, disabled).await;
    gate.tell(&Told::Deed(Deed {
        time: gate.now(),
        what: if disabled == Disabled::No { "enable" } else { "disable" },
        stream: format!("{}/{}", stream.hub, stream.key),
        done: done.is_ok(),
        result: match &done {
            Ok(result) => result.clone(),
            Err(Refused(_, why)) => why.clone(),
        },
        access_key: caller,
    }));
    done.map(|_| Json(json!({})))
}

async fn not_served(request: Request) -> Refused {
    Refused(501, format!("not served by this gate: {} {}", request.method(), request.uri().path()))
}

/// A stream of a hub that is in the settings.
struct Stream {
    hub: String,
    key: String,
}

impl Stream {
    fn of(gate: &Gate, (hub, encoded): (String, String)) -> Result<Self, Refused> {
        let wrong = |why: String| Refused(400, format!("invalid args: {why}"));
        let no_key = || wrong("the stream key must be URL-safe Base64 of UTF-8".to_owned());
        let key = key_in_path(&encoded).ok_or_else(no_key)?;
        HubName::new(&*hub).map_err(|error| wrong(error.to_string()))?;
        StreamKey::new(&*key).map_err(|error| wrong(error.to_string()))?;
        match gate.settings().policy.hub(&hub) {
            Some(_) => Ok(Self { hub, key }),
            None => Err(Refused(612, "hub not found".to_owned())),
        }
    }

    /// What may no longer be published is ended at once, where an engine's API can.
    async fn set_disabled(&self, gate: &Gate, disabled: Disabled) -> Result<String, Refused> {
        let now = gate.now();
        gate.set_disabled(&self.hub, &self.key, disabled).await?;
        if !disabled.is_disabled(now) {
            return Ok("it may be published and played".to_owned());
        }
        match gate.settings().apis.end(&self.hub, &self.key, now).await {
            Ok(0) => Ok("nothing was live that could be ended".to_owned()),
            Ok(ended) => Ok(format!("publishes that were ended: {ended}")),
            Err(why) => Err(Refused(502, format!("it is disabled, but what is live may go on: {why}"))),
        }
    }
}
