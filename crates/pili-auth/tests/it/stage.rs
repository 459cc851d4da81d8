//! What the tests share.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use pili_auth::{Credentials, Signer, qiniu::QiniuV2};
#[cfg(feature = "ring")]
use pili_auth::{
    opentok::{Application, ApplicationId},
    rsa::PrivateKey,
};

pub(crate) const SECRET: &str = "hush-secret-key";

pub(crate) fn keys() -> Credentials {
    Credentials::new("access", SECRET)
}

#[cfg(feature = "ring")]
pub(crate) const PEM: &str = include_str!("../keys/application.pkcs8.pem");

#[cfg(feature = "ring")]
pub(crate) fn application() -> Application {
    let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d").unwrap();
    Application::new(id, PrivateKey::from_pem(PEM).unwrap())
}

pub(crate) fn qiniu() -> QiniuV2 {
    QiniuV2::new(keys())
}

/// Thu, 01 Jan 2026 00:00:00 GMT.
pub(crate) fn new_year() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

pub(crate) fn get() -> Request<Bytes> {
    Request::get("https://pili.example.com/v2/hubs?limit=1").body(Bytes::new()).unwrap()
}

pub(crate) fn post_json() -> Request<Bytes> {
    let request =
        Request::post("https://pili.example.com/v2/hubs").header("content-type", "application/json");
    request.body(Bytes::from_static(br#"{"key":"a"}"#)).unwrap()
}

pub(crate) fn signed(signer: &impl Signer, mut request: Request<Bytes>) -> Request<Bytes> {
    signer.sign(&mut request, new_year()).unwrap();
    request
}

pub(crate) fn text(signer: &QiniuV2, request: &Request<Bytes>) -> String {
    signer.string_to_sign(request).unwrap().to_text().into_owned()
}
