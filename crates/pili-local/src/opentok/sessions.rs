use std::{collections::BTreeMap, net::Ipv4Addr};

use axum::{Json, body::Bytes, extract::State};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pili_opentok::wire::SessionInfo;

use super::{
    refused::{Answer, Refused},
    session::Session,
    state::OpenTok,
};

pub(super) async fn create(State(state): State<OpenTok>, body: Bytes) -> Answer<Json<Vec<SessionInfo>>> {
    let form: BTreeMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let session = asked_for(&form)?;
    let mut info = SessionInfo::default();
    let number = state.world().id();
    info.session_id = session_id(state.project.access_key(), state.milliseconds(), &number);
    info.project_id = Some(state.key());
    info.partner_id = Some(state.key());
    state.world().sessions.insert(info.session_id.clone(), session);
    Ok(Json(vec![info]))
}

/// Without a preference the platform's own default holds: routed (spec 4).
fn asked_for(form: &BTreeMap<String, String>) -> Answer<Session> {
    let text = |name: &str| form.get(name).filter(|text| !text.is_empty()).cloned();
    let session = Session {
        relayed: text("p2p.preference").as_deref() == Some("enabled"),
        always_archived: text("archiveMode").as_deref() == Some("always"),
        archive_name: text("archiveName"),
        archive_resolution: text("archiveResolution"),
        location: text("location"),
        end_to_end_encrypted: text("e2ee").as_deref() == Some("true"),
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
