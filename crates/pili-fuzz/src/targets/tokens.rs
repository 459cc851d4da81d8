//! Tokens of rooms and of sessions.

use std::time::Duration;

use pili_auth::{
    jwt,
    opentok::{ClientToken, Nonce, Role, SessionId, TokenId, TokenVerifier},
};
use pili_rtc::{AppId, Permission, RoomAccess, RoomName, RoomToken, UserId};

use super::{
    bytes, in_an_hour, keys,
    keys::{application, public_key},
    now, text,
};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::verifier("room-token", room_tokens, |token| {
        let token = RoomToken::parse(text(token)?).ok()?;
        token.verify(&keys(), now()).ok().map(|access| format!("{access:?}"))
    }),
    Target::verifier("client-token", client_tokens, |token| {
        TokenVerifier::new(project()).verify(text(token)?, now()).ok().map(|decoded| format!("{decoded:?}"))
    }),
    Target::verifier("client-token-rs256", application_tokens, |token| {
        let verifier = TokenVerifier::of_application(application().id().clone(), public_key());
        verifier.verify(text(token)?, now()).ok().map(|decoded| format!("{decoded:?}"))
    }),
    Target::verifier("jwt-rs256", application_tokens, |token| {
        jwt::verify_rs256(text(token)?, &public_key()).ok().map(|claims| claims.to_string())
    }),
    Target::verifier(
        "jwt",
        || client_tokens().split_off(2),
        |token| jwt::verify(text(token)?, project().secret_key()).ok().map(|claims| claims.to_string()),
    ),
    Target::parser(
        "session-id",
        || bytes([SESSION]),
        |id| {
            text(id).is_some_and(|id| {
                SessionId::parse(id).is_ok_and(|id| {
                    (id.api_key().len(), id.location(), id.created_at());
                    true
                })
            })
        },
    ),
];

const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";

fn project() -> pili_auth::Credentials {
    pili_auth::Credentials::new("45678123", "project-secret")
}

fn room_tokens() -> Vec<Vec<u8>> {
    let (room, user) = (RoomName::new("room").expect("a name"), UserId::new("user").expect("a name"));
    let app = AppId::new("app").expect("a name");
    let v3 = RoomAccess::v3(app, room.clone(), user.clone(), Permission::Admin, in_an_hour());
    let v2 = RoomAccess::v2(room, user, Permission::User, in_an_hour());
    bytes([v3, v2].map(|access| access.token(&keys()).expect("a token")))
}

fn application_tokens() -> Vec<Vec<u8>> {
    let id = TokenId::new("an-id").expect("an id");
    let token = ClientToken::new("session").role(Role::Moderator).data("name=Johnny");
    bytes([token.application_jwt(&application(), now(), &id).expect("a token")])
}

fn client_tokens() -> Vec<Vec<u8>> {
    let token = ClientToken::new(SESSION).role(Role::Moderator).data("name=Johnny");
    let token = token.initial_layout_classes(["focus"]).expires_at(now() + Duration::from_secs(60));
    let nonce = || Nonce::new(17).expect("a nonce");
    let made = [&token, &ClientToken::new(SESSION)];
    let t1 = made.map(|token| token.t1(&project(), now(), nonce()).expect("a token"));
    let jwt = made.map(|token| token.jwt(&project(), now(), nonce()).expect("a token"));
    bytes(t1.into_iter().chain(jwt))
}
