//! The OpenTok server API: sessions, archives, broadcasts, signals, moderation and what newer projects add.
//!
//! Nouns build operations and hold no client, so they are plain values; a [`Client`] sends the operations.
//! Tokens for clients are made without a client, see [`ClientToken`].
//!
//! ```no_run
//! use pili_opentok::{Hls, MediaMode, Project, core::auth::Credentials};
//!
//! # async fn run() -> pili_opentok::core::Result<()> {
//! let client = pili_opentok::client(Credentials::new("45678123", "api-secret"))?;
//! let project = Project::new("45678123");
//! let made = client.send(project.create_session().media_mode(MediaMode::Routed)).await?;
//!
//! let session = project.session(made.session_id);
//! client.send(session.signal("hello").kind("chat")).await?;
//! let broadcast = client.send(session.start_broadcast().hls(Hls::LowLatency)).await?;
//! client.send(project.broadcast(broadcast.id).stop()).await?;
//!
//! let mut archives = client.items(project.archives());
//! while let Some(archive) = archives.next().await {
//!     println!("{}", archive?.id);
//! }
//! # Ok(()) }
//! ```
//!
//! What the service tells by itself is read by [`webhook`].
//!
//! Two families of calls have clients of their own: [`account`] administers projects, under the account's key, and
//! [`insights`] asks what was used, at another host.
//!
//! Specification: `docs/spec/opentok.md`; each operation names its section.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `hyper` | the pooled HTTP transport, without TLS |
//! | `tls` (default) | the same with TLS |
//! | `proxy` | the pooled HTTP transport through proxies |

#![cfg_attr(
    not(feature = "__wire"),
    allow(unreachable_pub, reason = "bodies are public to the local service alone, through `wire`")
)]

mod answer;
mod api;
mod code;
mod error_body;
mod id;
mod limits;
mod noun;
mod project;
mod read;
mod request;
mod resolution;
mod token;
mod tracks;

pub mod account;
pub mod archive;
pub mod archive_storage;
pub mod audio_connector;
pub mod broadcast;
pub mod callback;
pub mod captions;
pub mod composed;
pub mod connection;
pub mod insights;
pub mod listed;
pub mod receiver;
pub mod render;
pub mod session;
pub mod stream;
pub mod webhook;
#[cfg(feature = "__wire")]
#[doc(hidden)]
pub mod wire;

/// The client and all it stands on: the whole of `pili-core`.
pub use pili_core as core;

pub use account::Account;
#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, OpenTok, builder};
pub use archive::{Archive, OutputMode};
pub use audio_connector::AudioConnector;
pub use broadcast::{Broadcast, Hls, Rtmp};
pub use callback::Callback;
pub use captions::Captions;
pub use code::Code;
pub use composed::{Layout, ScreenshareLayout, StreamMode};
pub use connection::Connection;
pub use listed::Page;
pub use pili_core::{
    Endpoint,
    auth::opentok::{
        AccountCredentials, AccountJwt, CallbackVerifier, ClientToken, Nonce, ProjectJwt, Role, TokenVerifier,
    },
};
pub use project::Project;
pub use render::Render;
pub use resolution::Resolution;
pub use session::{AutoArchive, MediaMode, Session};
pub use stream::Stream;
pub use token::Token;
pub use tracks::Tracks;
