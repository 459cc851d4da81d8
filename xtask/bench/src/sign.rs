use std::{hint::black_box, time::UNIX_EPOCH};

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};
use pili::{Credentials, Signer as _, auth::qiniu::QiniuV2};

use crate::{BY_HAND, Contestant, OURS, Row, by_hand};

const URL: &str = "https://pili.qiniuapi.com/v2/hubs/shows/livestreams";
const ACCESS: &str = "access-key-of-the-usual-length-40-bytes-x";
const SECRET: &str = "secret-key-of-the-usual-length-40-bytes-x";

pub(crate) fn rows() -> Vec<Row> {
    vec![Row::new(
        "sign a request (POST, 120 bytes)",
        20_000,
        [
            ours(),
            by(BY_HAND, by_hand::Key::ring(SECRET)),
            by("by hand, RustCrypto", by_hand::Key::rustcrypto(SECRET)),
            peer(),
        ],
    )]
}

fn request() -> Request<Bytes> {
    let body = Bytes::from(format!("{{\"items\":[\"{}\"]}}", "k".repeat(106)));
    assert_eq!(body.len(), 120);
    Request::post(URL).header(CONTENT_TYPE, "application/json").body(body).unwrap()
}

fn ours() -> Contestant {
    let signer = QiniuV2::new(Credentials::new(ACCESS, SECRET));
    let mut request = request();
    Contestant::new(OURS, move || signer.sign(black_box(&mut request), UNIX_EPOCH).unwrap())
}

fn by(name: &'static str, key: by_hand::Key) -> Contestant {
    let mut request = request();
    Contestant::new(name, move || by_hand::sign(black_box(&mut request), ACCESS, &key))
}

/// Says what the header would be, and leaves it to its caller to put it there.
fn peer() -> Contestant {
    use qiniu_credential::{Credential, HeaderMap, HeaderValue, Method, Uri};
    let credential = Credential::new(ACCESS, SECRET);
    let uri: Uri = URL.parse().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let body = request().into_body();
    Contestant::new("qiniu-credential", move || {
        drop(black_box(credential.authorization_v2_for_request(
            &Method::POST,
            &uri,
            &headers,
            black_box(&body),
        )));
    })
}
