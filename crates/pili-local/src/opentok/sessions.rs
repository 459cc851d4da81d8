use std::{collections::BTreeMap, net::Ipv4Addr};

use axum::{body::Bytes, extract::State, http::HeaderMap, response::Response};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pili_opentok::session::SessionInfo;
use serde::Serialize;

use super::{
    refused::{Answer, Refused},
    representation::Representation,
    session::Session,
    state::OpenTok,
};

pub(super) async fn create(
    State(state): State<OpenTok>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<Response> {
    let form: BTreeMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let session = asked_for(&form)?;
    let number = state.world().id();
    let info = SessionInfo {
        session_id: session_id(&state.key(), state.milliseconds(), &number),
        project_id: Some(state.key()),
        partner_id: state.caller.partner_id(),
        created_at: Some(state.clock.now()),
    };
    state.world().sessions.insert(info.session_id.clone(), session);
    Ok(answer(info, state.representation(&headers)))
}

/// The XML is older than the name of projects.
#[derive(Serialize)]
#[serde(rename = "sessions")]
struct Sessions {
    #[serde(rename = "Session")]
    session: SessionInfo,
}

fn answer(mut info: SessionInfo, representation: Representation) -> Response {
    if representation == Representation::Json {
        return representation.write(&[info]);
    }
    info.project_id = None;
    representation.write(&Sessions { session: info })
}

/// Without a preference the platform's own default holds: routed (spec 4).
fn asked_for(form: &BTreeMap<String, String>) -> Answer<Session> {
    // Vonage's SDK for Node writes `null` for a location that is none.
    let text = |name: &str| form.get(name).filter(|text| !text.is_empty() && *text != "null").cloned();
    let session = Session {
        relayed: matches!(text("p2p.preference").as_deref(), Some("enabled" | "always")),
        always_archived: text("archiveMode").as_deref() == Some("always"),
        archive_name: text("archiveName"),
        archive_resolution: text("archiveResolution"),
        location: text("location"),
        // .NET and Python write `True`.
        end_to_end_encrypted: text("e2ee").is_some_and(|text| text.eq_ignore_ascii_case("true")),
        ..Session::default()
    };
    if session.location.as_ref().is_some_and(|location| location.parse::<Ipv4Addr>().is_err()) {
        return Err(Refused::bad("Invalid location"));
    }
    if session.relayed && (session.always_archived || session.end_to_end_encrypted) {
        return Err(Refused::bad("A session that is always archived or encrypted must be routed"));
    }
    Ok(session)
}

fn session_id(key: &str, milliseconds: u64, random: &str) -> String {
    format!("1_{}", URL_SAFE_NO_PAD.encode(format!("1~{key}~~{milliseconds}~{random}~~")))
}
