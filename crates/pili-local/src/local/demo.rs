use pili_auth::{Credentials, opentok::ApplicationId, rsa::PrivateKey};

use crate::opentok::Caller;

/// The access key of [`Local::demo`](crate::Local::demo).
pub const DEMO_ACCESS_KEY: &str = "local-demo-access-key";
/// The secret key of [`Local::demo`](crate::Local::demo). No secret: everybody knows it.
pub const DEMO_SECRET_KEY: &str = "local-demo-secret-key";
/// A publish key for hubs whose rule has one, as `pili local` gives them. No secret: everybody knows it.
pub const DEMO_PUBLISH_KEY: &str = "local-demo-publish-key";
/// The hub of [`Local::demo`](crate::Local::demo).
///
/// Example: [`Faults`](crate::Faults).
pub const DEMO_HUB: &str = "demo";
/// The bucket of [`Local::demo`](crate::Local::demo).
pub const DEMO_BUCKET: &str = "demo-bucket";
/// The application of Vonage of [`Local::demo`](crate::Local::demo).
pub const DEMO_APPLICATION_ID: &str = "10ca1de0-0000-4000-8000-000000000001";
/// The private key of that application, in PEM. No secret: everybody knows it.
pub const DEMO_APPLICATION_KEY: &str = include_str!("demo_application.pem");

pub(super) fn credentials() -> Credentials {
    Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)
}

/// The demo's application stands beside the demo's keys alone: whoever gave keys of their own let nobody else in.
pub(super) fn or_demo(applications: Vec<Caller>, beside: &Credentials) -> Vec<Caller> {
    let is_demo =
        beside.access_key() == DEMO_ACCESS_KEY && beside.secret_key().expose() == DEMO_SECRET_KEY.as_bytes();
    if is_demo && applications.is_empty() { application().into_iter().collect() } else { applications }
}

/// `None` only if the constants above were broken, which a test would see.
fn application() -> Option<Caller> {
    let key = PrivateKey::from_pem(DEMO_APPLICATION_KEY).ok()?.public_key();
    Some(Caller::Application { id: ApplicationId::new(DEMO_APPLICATION_ID).ok()?, key })
}
