//! Calls to apps, rooms, users and jobs.
//!
//! Specification: `docs/spec/pili.md` sections 4.8 to 4.10; each operation names the vendor's page.

pub mod app;
mod check;
pub mod forward_job;
pub mod job;
pub mod merge_job;
pub mod pub_task;
pub mod room;
mod setters;
mod stretch_mode;
pub mod v2;
#[cfg(feature = "__wire")]
#[doc(hidden)]
pub mod wire;

use pili_core::{Api, ClientBuilder, Endpoint, auth::qiniu::QiniuV2};
use pili_qiniu::Qiniu;

use crate::Credentials;

pub use app::App;
pub use room::Room;
pub use stretch_mode::StretchMode;

/// The API of RTC, all versions.
///
/// Example: [`client`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rtc {}

impl Api for Rtc {
    type Vendor = Qiniu;
    const NAME: &'static str = "rtc";
    const ENDPOINT: Endpoint = ENDPOINT;
}

/// A client of RTC.
///
/// Example: [`client`].
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<Rtc, S>;

/// Where RTC is served, for every account.
///
/// Example: [`client`].
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://rtc.qiniuapi.com");

/// Starts a client for a key pair: the right host and signature, retries and limits; the rest can be set.
///
/// ```
/// use std::time::Duration;
/// use pili_rtc::{Credentials, core::Endpoint};
///
/// # fn run() -> pili_rtc::core::Result<()> {
/// let client = pili_rtc::builder(Credentials::new("access-key", "secret-key"))
///     .endpoint(Endpoint::from_static("http://127.0.0.1:8935"))
///     .attempt_timeout(Duration::from_secs(2))
///     .build()?;
/// # drop(client);
/// # Ok(()) }
/// ```
pub fn builder(credentials: Credentials) -> ClientBuilder<Rtc> {
    Client::builder(ENDPOINT).signer(QiniuV2::new(credentials))
}

/// A client of the standard stack for a key pair, over pooled connections: [`builder`], finished.
///
/// ```no_run
/// use pili_rtc::{App, Credentials};
///
/// # async fn run() -> pili_rtc::core::Result<()> {
/// let client = pili_rtc::client(Credentials::new("access-key", "secret-key"))?;
/// let app = App::new("desls83s2");
/// let mut rooms = client.items(app.rooms().prefix("room-"));
/// while let Some(room) = rooms.next().await {
///     let room = app.room(room?);
///     for user in client.send(room.users()).await? {
///         println!("{user} goes");
///         client.send(room.kick(user)).await?;
///     }
/// }
/// # Ok(()) }
/// ```
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: Credentials) -> pili_core::Result<Client> {
    builder(credentials).build()
}
