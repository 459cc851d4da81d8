use std::{
    hint::black_box,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili::{
    Credentials,
    urls::{
        Domain, StreamPath,
        play::{AntiLeech, TimestampRule},
        publish::PublishAuth,
    },
};
use qiniu_credential::Credential;

use crate::{BY_HAND, Contestant, OURS, Row, by_hand};

const ACCESS: &str = "access-key-of-the-usual-length-40-bytes-x";
const SECRET: &str = "secret-key-of-the-usual-length-40-bytes-x";
const EXPIRES: u64 = 1_700_003_600;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(
            "publish URL, `expiry_sk`, from text",
            20_000,
            [
                from_text(),
                publish(BY_HAND, by_hand::Key::ring(SECRET)),
                publish("by hand, RustCrypto", by_hand::Key::rustcrypto(SECRET)),
                peer(),
            ],
        ),
        Row::new(
            "publish URL, `expiry_sk`, from checked parts",
            20_000,
            [
                from_parts(),
                publish(BY_HAND, by_hand::Key::ring(SECRET)),
                publish("by hand, RustCrypto", by_hand::Key::rustcrypto(SECRET)),
            ],
        ),
        Row::new("play URL with a timestamp", 20_000, [play(), play_by_hand()]),
    ]
}

fn expires_at() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(EXPIRES)
}

fn from_text() -> Contestant {
    let credentials = Credentials::new(ACCESS, SECRET);
    let auth = PublishAuth::ExpirySk { credentials, expires_at: expires_at() };
    Contestant::new(OURS, move || {
        drop(black_box(auth.sign(black_box("rtmp://publish.example.com/demo-hub/evening")).unwrap()));
    })
}

fn from_parts() -> Contestant {
    let credentials = Credentials::new(ACCESS, SECRET);
    let auth = PublishAuth::ExpirySk { credentials, expires_at: expires_at() };
    let domain = Domain::new("publish.example.com").unwrap();
    let stream = StreamPath::new("demo-hub", "evening").unwrap();
    Contestant::new(OURS, move || drop(black_box(auth.url(black_box(&domain), black_box(&stream)).unwrap())))
}

fn publish(name: &'static str, key: by_hand::Key) -> Contestant {
    Contestant::new(name, move || {
        let (domain, hub, stream, expires) =
            black_box(("publish.example.com", "demo-hub", "evening", EXPIRES));
        let text = format!("/{hub}/{stream}?e={expires}");
        let mut url = String::with_capacity(160);
        for part in ["rtmp://", domain, &text, "&token=", ACCESS, ":"] {
            url.push_str(part);
        }
        key.append(text.as_bytes(), &mut url);
        drop(black_box(url));
    })
}

fn peer() -> Contestant {
    let credential = Credential::new(ACCESS, SECRET);
    Contestant::new("qiniu-credential and format!", move || {
        let (domain, hub, stream, expires) =
            black_box(("publish.example.com", "demo-hub", "evening", EXPIRES));
        let text = format!("/{hub}/{stream}?e={expires}");
        drop(black_box(format!("rtmp://{domain}{text}&token={}", credential.sign(text.as_bytes()))));
    })
}

fn play() -> Contestant {
    let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "play-key");
    let at = expires_at();
    Contestant::new(OURS, move || {
        drop(black_box(leech.sign(black_box("https://live.example.com/demo-hub/evening.m3u8"), at).unwrap()));
    })
}

fn play_by_hand() -> Contestant {
    Contestant::new(BY_HAND, move || {
        let (domain, path, expires) =
            black_box(("https://live.example.com", "/demo-hub/evening.m3u8", EXPIRES));
        let sign = md5::compute(format!("play-key{path}{expires:x}"));
        drop(black_box(format!("{domain}{path}?sign={}&t={expires:x}", by_hand::hex(&sign.0))));
    })
}
