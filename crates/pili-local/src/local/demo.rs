use pili_auth::{Credentials, opentok::ApplicationId, rsa::PrivateKey};

use crate::opentok::Caller;

/// The access key of [`Local::demo`](crate::Local::demo).
///
/// ```
/// use pili_core::auth::Credentials;
/// use pili_local::{DEMO_ACCESS_KEY, DEMO_SECRET_KEY, Local};
///
/// let keys = Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY); // As a program in another process has them.
/// assert_eq!(keys.access_key(), Local::demo().credentials().access_key());
/// ```
pub const DEMO_ACCESS_KEY: &str = "local-demo-access-key";
/// The secret key of [`Local::demo`](crate::Local::demo), of one pair with [`DEMO_ACCESS_KEY`]. No secret: everybody knows it.
pub const DEMO_SECRET_KEY: &str = "local-demo-secret-key";
/// A publish key for hubs whose rule has one ([`LocalBuilder::publish_rule`](crate::LocalBuilder::publish_rule)), as
/// `pili local` gives them. No secret: everybody knows it.
pub const DEMO_PUBLISH_KEY: &str = "local-demo-publish-key";
/// The hub of [`Local::demo`](crate::Local::demo).
///
/// Example: [`Faults`](crate::Faults).
pub const DEMO_HUB: &str = "demo";
/// The bucket of OSS of [`Local::demo`](crate::Local::demo).
///
/// ```
/// use pili_core::auth::oss::OssV4;
/// use pili_local::{DEMO_BUCKET, Local};
/// use pili_oss::Bucket;
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// let signer = OssV4::new(local.credentials().clone(), "cn-hangzhou");
/// let client = pili_oss::Client::builder(pili_oss::ENDPOINT).signer(signer).transport(local.transport());
/// let channel = Bucket::new(DEMO_BUCKET).channel("evening");
/// client.send(channel.create()).await?;
/// assert_eq!(client.send(channel.history()).await?.len(), 0); // Nobody has published.
/// # Ok(()) }
/// ```
pub const DEMO_BUCKET: &str = "demo-bucket";
/// The application of Vonage of [`Local::demo`](crate::Local::demo), whose key is [`DEMO_APPLICATION_KEY`].
pub const DEMO_APPLICATION_ID: &str = "10ca1de0-0000-4000-8000-000000000001";
/// The private key of the application [`DEMO_APPLICATION_ID`], in PEM. No secret: everybody knows it.
///
/// ```
/// use pili_core::auth::rsa::PrivateKey;
/// use pili_local::{DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, Local};
/// use pili_opentok::{ApplicationId, Credentials, Project};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = PrivateKey::from_pem(DEMO_APPLICATION_KEY)?;
/// let application = Credentials::application(ApplicationId::new(DEMO_APPLICATION_ID)?, key);
/// let client = pili_opentok::builder(application).transport(Local::demo().transport());
/// let archives = client.send(Project::new(DEMO_APPLICATION_ID).archives()).await?;
/// assert_eq!(archives.count, 0);
/// # Ok(()) }
/// ```
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
