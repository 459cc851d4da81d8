use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use pili_auth::{Credentials, names::NameError, qiniu};

use super::*;
use crate::{AppId, RoomName, UserId};

const EXPIRES: u64 = 1_700_003_600;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn credentials() -> Credentials {
    Credentials::new("access", "secret")
}

fn access() -> Result<RoomAccess, NameError> {
    let (room, user) = (RoomName::new("room-01")?, UserId::new("user_9")?);
    Ok(RoomAccess::v3(AppId::new("desls83s2")?, room, user, Permission::User, at(EXPIRES)))
}

/// A token over any JSON, properly signed.
fn token_of(json: &str) -> String {
    let payload = URL_SAFE.encode(json);
    format!("access:{}:{payload}", qiniu::token(credentials().secret_key(), &payload))
}

fn verify(token: &str, now: u64) -> Result<RoomAccess, RoomTokenRefusal> {
    RoomToken::parse(token)?.verify(&credentials(), at(now))
}

#[test]
fn every_version_comes_back_as_it_was_made() {
    let (room, user) = (RoomName::new("room-01").unwrap(), UserId::new("user_9").unwrap());
    for permission in [Permission::Admin, Permission::User, Permission::Unspecified] {
        for access in [
            RoomAccess::v1(room.clone(), user.clone(), permission, at(EXPIRES)),
            RoomAccess::v2(room.clone(), user.clone(), permission, at(EXPIRES)),
            RoomAccess::v3(AppId::new("app").unwrap(), room.clone(), user.clone(), permission, at(EXPIRES)),
        ] {
            let token = access.token(&credentials()).unwrap();
            assert_eq!(verify(&token, EXPIRES).unwrap(), access);
        }
    }
}

#[test]
fn a_token_that_is_shown_lets_nobody_in() {
    let token = access().unwrap().token(&credentials()).unwrap();
    let sign = token.split(':').nth(1).unwrap();
    let shown = format!("{:?}", RoomToken::parse(&token).unwrap());
    assert!(!shown.contains(sign) && shown.contains("access"), "{shown}");
}

#[test]
fn order_spacing_and_further_members_do_not_matter() {
    let json = r#"{ "permission": "user", "userId": "user_9", "expireAt": 1700003600, "x": 1,
                    "roomName": "room-01", "appId": "desls83s2" }"#;
    assert_eq!(verify(&token_of(json), 0).unwrap(), access().unwrap());
}

#[test]
fn an_expired_token_says_by_how_much() {
    let token = access().unwrap().token(&credentials()).unwrap();
    let refusal = verify(&token, EXPIRES + 61).unwrap_err();
    assert_eq!(refusal, RoomTokenRefusal::Expired { expires_at: 1_700_003_600, by: Duration::from_secs(61) });
}

#[test]
fn a_changed_payload_is_refused_before_it_is_read() {
    let token = access().unwrap().token(&credentials()).unwrap();
    let forged = token.rsplit_once(':').unwrap().0.to_owned() + ":bm8ganNvbg==";
    assert_eq!(verify(&forged, 0).unwrap_err(), RoomTokenRefusal::SignDiffers { of_json: false });
}

#[test]
fn a_signature_of_the_json_is_named() {
    let json = r#"{"room_name":"room-01","user_id":"user_9","expire_at":1}"#;
    let sign = qiniu::token(credentials().secret_key(), json);
    let refusal = verify(&format!("access:{sign}:{}", URL_SAFE.encode(json)), 0).unwrap_err();
    assert_eq!(refusal, RoomTokenRefusal::SignDiffers { of_json: true });
}

#[test]
fn what_is_wrong_in_a_signed_payload_is_named() {
    for (json, part) in [
        ("no json", "cannot be read"),
        (r#"{"room_name":"room-01","user_id":"user_9"}"#, "`expire_at`"),
        (r#"{"appId":"a","roomName":"room-01","userId":"user_9"}"#, "`expireAt`"),
        (r#"{"room_name":"room-01","user_id":"user_9","expire_at":1.5}"#, "1.5"),
        (r#"{"version":"3.0","room_name":"room-01","user_id":"user_9","expire_at":1}"#, "version is `3.0`"),
        (r#"{"room_name":"room-01","user_id":"user_9","perm":"root","expire_at":1}"#, "permission is `root`"),
        (r#"{"room_name":"r","user_id":"user_9","expire_at":1}"#, "room name `r` must be"),
    ] {
        let refusal = verify(&token_of(json), 0).unwrap_err().to_string();
        assert!(refusal.contains(part), "{json}: {refusal}");
    }
}

#[test]
fn tokens_of_other_forms_and_keys_are_refused() {
    for token in ["", "a:b", "a:b:c:d", "a::c", ":b:c", "a:b:"] {
        assert_eq!(verify(token, 0).unwrap_err(), RoomTokenRefusal::Malformed, "{token}");
    }
    assert_eq!(verify("other:b:c", 0).unwrap_err(), RoomTokenRefusal::UnknownAccessKey("other".into()));
    let no_keys = RoomToken::parse("a:b:c").unwrap().verify(&Credentials::new("a", ""), at(0)).unwrap_err();
    assert!(matches!(no_keys, RoomTokenRefusal::NoKeys(_)), "{no_keys}");
    assert_eq!(access().unwrap().token(&Credentials::new("a", "")).unwrap_err().field(), "secret key");
}
