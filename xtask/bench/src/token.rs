use std::{
    hint::black_box,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use bytes::Bytes;
use http::{HeaderValue, Request};
use pili::{
    Credentials, Signer as _,
    auth::{
        opentok::{ClientToken, Nonce},
        oss::{OssResource, OssV4},
    },
    rtc::{AppId, Permission, RoomAccess, RoomName, UserId},
};
use ring::{digest, hmac};
use serde::Serialize;

use crate::{BY_HAND, Contestant, OURS, Row, by_hand};

const NOW: u64 = 1_700_000_000;
const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
const SECRET: &str = "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("room token (RTC)", 10_000, [room(), room_by_hand()]),
        Row::new("client token T1 (OpenTok)", 10_000, [t1(), t1_by_hand()]),
        Row::new("client token JWT (OpenTok)", 10_000, [jwt(), jwt_by_hand()]),
        Row::new("sign a request, OSS V4", 5_000, [oss(), oss_by_hand()]),
    ]
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn room() -> Contestant {
    let credentials = Credentials::new("access-key", SECRET);
    Contestant::new(OURS, move || {
        let (app, room, user) = black_box(("desls83s2", "room-01", "user_9"));
        let access = RoomAccess::v3(
            AppId::new(app).unwrap(),
            RoomName::new(room).unwrap(),
            UserId::new(user).unwrap(),
            Permission::User,
            at(NOW + 3600),
        );
        drop(black_box(access.token(&credentials).unwrap()));
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Room<'a> {
    app_id: &'a str,
    room_name: &'a str,
    user_id: &'a str,
    expire_at: u64,
    permission: &'a str,
}

fn room_by_hand() -> Contestant {
    let key = by_hand::Key::ring(SECRET);
    Contestant::new(BY_HAND, move || {
        let (app_id, room_name, user_id) = black_box(("desls83s2", "room-01", "user_9"));
        let room = Room { app_id, room_name, user_id, expire_at: NOW + 3600, permission: "user" };
        let payload = URL_SAFE.encode(serde_json::to_vec(&room).unwrap());
        let mut token = String::with_capacity(64 + payload.len());
        token.push_str("access-key:");
        key.append(payload.as_bytes(), &mut token);
        token.push(':');
        token.push_str(&payload);
        drop(black_box(token));
    })
}

fn t1() -> Contestant {
    let project = Credentials::new("45678123", SECRET);
    Contestant::new(OURS, move || {
        let token = ClientToken::new(black_box(SESSION));
        drop(black_box(token.t1(&project, at(NOW), Nonce::new(black_box(4711)).unwrap()).unwrap()));
    })
}

fn t1_by_hand() -> Contestant {
    let key = by_hand::Key::ring(SECRET);
    Contestant::new(BY_HAND, move || {
        let (session, now, end, nonce) = black_box((SESSION, NOW, NOW + 86_400, 4711));
        let data = format!(
            "session_id={session}&create_time={now}&expire_time={end}&role=publisher&nonce={nonce}&initial_layout_class_list="
        );
        let signature = by_hand::hex(&key.sign(data.as_bytes()));
        let mut token = "T1==".to_owned();
        STANDARD.encode_string(format!("partner_id=45678123&sig={signature}:{data}"), &mut token);
        drop(black_box(token));
    })
}

fn jwt() -> Contestant {
    let project = Credentials::new("45678123", SECRET);
    Contestant::new(OURS, move || {
        let token = ClientToken::new(black_box(SESSION));
        drop(black_box(token.jwt(&project, at(NOW), Nonce::new(black_box(4711)).unwrap()).unwrap()));
    })
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    ist: &'a str,
    iat: u64,
    exp: u64,
    session_id: &'a str,
    role: &'a str,
    scope: &'a str,
    nonce: u32,
}

fn jwt_by_hand() -> Contestant {
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    Contestant::new(BY_HAND, move || {
        let (session_id, iat, exp, nonce) = black_box((SESSION, NOW, NOW + 86_400, 4711));
        let (iss, ist, role, scope) = ("45678123", "project", "publisher", "session.connect");
        let claims = Claims { iss, ist, iat, exp, session_id, role, scope, nonce };
        let mut token = String::with_capacity(512);
        token.push_str(&header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(&claims).unwrap(), &mut token);
        let signature = hmac::sign(&key, token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        drop(black_box(token));
    })
}

const OSS_URL: &str = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/channel?live&comp=stat";

fn oss() -> Contestant {
    let signer = OssV4::new(Credentials::new("access-key", SECRET), "cn-hangzhou");
    let mut request = Request::get(OSS_URL).body(Bytes::new()).unwrap();
    request.extensions_mut().insert(OssResource::new("examplebucket", "channel"));
    Contestant::new(OURS, move || signer.sign(black_box(&mut request), at(NOW)).unwrap())
}

/// The query is known, and so is the day; the key of the day is derived anew, as most do.
fn oss_by_hand() -> Contestant {
    let mut request = Request::get(OSS_URL).body(Bytes::new()).unwrap();
    Contestant::new(BY_HAND, move || {
        let (bucket, channel, date) = black_box(("examplebucket", "channel", "20231114T221320Z"));
        let day = &date[..8];
        let canonical = format!(
            "GET\n/{bucket}/{channel}\ncomp=stat&live\nx-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:{date}\n\n\nUNSIGNED-PAYLOAD"
        );
        let hash = by_hand::hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref());
        let scope = format!("{day}/cn-hangzhou/oss/aliyun_v4_request");
        let text = format!("OSS4-HMAC-SHA256\n{date}\n{scope}\n{hash}");
        let sign =
            |key: &[u8], text: &str| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes());
        let key = sign(format!("aliyun_v4{SECRET}").as_bytes(), day);
        let key = ["cn-hangzhou", "oss", "aliyun_v4_request"]
            .iter()
            .fold(key, |key, part| sign(key.as_ref(), part));
        let signature = by_hand::hex(sign(key.as_ref(), &text).as_ref());
        let headers = request.headers_mut();
        let value = format!("OSS4-HMAC-SHA256 Credential=access-key/{scope},Signature={signature}");
        headers.insert("x-oss-date", HeaderValue::from_str(date).unwrap());
        headers.insert("x-oss-content-sha256", HeaderValue::from_static("UNSIGNED-PAYLOAD"));
        headers.insert("authorization", HeaderValue::try_from(value).unwrap());
        black_box(&mut request);
    })
}
