//! Room tokens (spec 4.11).

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use pili_rtc::{AppId, Permission, RoomAccess, RoomName, RoomToken, UserId};

use super::{
    refusal::{ARGUMENTS, Refusal, judge},
    request::credentials,
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
};

/// Our token is the expected one, and our verifier reads it and those of other SDKs alike.
pub(super) fn token(case: Case<'_>) -> Outcome {
    let credentials = credentials(case.at("/args")?)?;
    let access = access(case)?;
    let token = access.as_ref().map_err(|refusal| refusal.clone()).and_then(|it| Ok(it.token(&credentials)?));
    judge(case, "token", token.clone())?;
    let (Ok(access), Ok(token)) = (access, token) else { return Ok(()) };
    same_payload(case, &token)?;
    let others = case.list("/same_members_other_text").iter().filter_map(|other| other["token"].as_str());
    others.chain([token.as_str()]).try_for_each(|token| {
        let read = RoomToken::parse(token)?.verify(&credentials, access.expires_at())?;
        holds(read == access, || format!("token `{token}`: expected {access:?}, produced {read:?}"))
    })
}

/// What the token carries: the JSON as text, and its members.
fn same_payload(case: Case<'_>, token: &str) -> Outcome {
    let payload = String::from_utf8(URL_SAFE.decode(token.rsplit(':').next().unwrap_or_default())?)?;
    same("payload_json", case.text("/expected/payload_json")?, payload.as_str())?;
    same_json("payload_members", case.at("/expected/payload_members")?, &serde_json::from_str(&payload)?)
}

/// What the token shall say, or which of its names we refuse.
fn access(case: Case<'_>) -> Outcome<Result<RoomAccess, Refusal>> {
    let op = case.text("/op")?;
    let perm = if op == "room.v3" { "permission" } else { "perm" };
    let app = case.text("/args/app_id");
    let names = ["room_name", "user_id", perm].map(|name| case.text(&format!("/args/{name}")));
    let [room, user, permission] = names;
    let (room, user, permission) = (room?, user?, permission?);
    let expires_at = case.time("/args/expire_at")?;
    let names = || Ok::<_, Refusal>((RoomName::new(room)?, UserId::new(user)?, permission_of(permission)?));
    Ok(match op {
        "room.v1" => names().map(|(room, user, perm)| RoomAccess::v1(room, user, perm, expires_at)),
        "room.v2" => names().map(|(room, user, perm)| RoomAccess::v2(room, user, perm, expires_at)),
        "room.v3" => {
            let app = AppId::new(app?);
            names().and_then(|(room, user, perm)| Ok(RoomAccess::v3(app?, room, user, perm, expires_at)))
        }
        op => return Err(Difference::new(format!("unknown op `{op}`"))),
    })
}

fn permission_of(word: &str) -> Result<Permission, Refusal> {
    let all = [Permission::Admin, Permission::User, Permission::Unspecified];
    let found = all.into_iter().find(|permission| permission.as_str() == word);
    found.ok_or_else(|| Refusal::new(ARGUMENTS, format!("there is no permission `{word}`")))
}
