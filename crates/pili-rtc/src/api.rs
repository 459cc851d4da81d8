//! Calls to apps, rooms and users, as operations that a [`Client`](pili_core::Client) sends.
//!
//! ```no_run
//! use pili_rtc::{App, Credentials};
//!
//! # async fn run() -> pili_rtc::core::Result<()> {
//! let client = pili_rtc::client(Credentials::new("access-key", "secret-key"))?;
//! let app = App::new("desls83s2");
//! let mut rooms = client.items(app.rooms().prefix("room-"));
//! while let Some(room) = rooms.next().await {
//!     for user in client.send(app.room(room?).users()).await? {
//!         println!("{}", user.user_id);
//!     }
//! }
//! client.send(app.room("room-01").kick("user_9")).await?;
//! # Ok(()) }
//! ```
//!
//! Specification: `docs/spec/pili.md` sections 4.8 to 4.10; each operation names the vendor's page.

pub mod app;
mod check;
pub mod forward;
pub mod job;
pub mod merge;
pub mod room;
pub mod rooms;
pub mod wire;

use pili_core::{Endpoint, Result, noun};

use crate::{AppId, RoomName, UserId};

pub use app::App;
pub use room::Room;

/// Where the API is served, for every account.
///
/// # Errors
/// None at present; the signature is that of the live API's.
pub fn endpoint() -> Result<Endpoint> {
    Endpoint::parse("https://rtc.qiniuapi.com")
}

/// A client of the standard stack for a key pair: the right host, signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: crate::Credentials) -> Result<pili_core::Client> {
    let signer = pili_core::auth::qiniu::QiniuV2::new(credentials);
    pili_core::Client::builder(endpoint()?).signer(signer).build()
}
