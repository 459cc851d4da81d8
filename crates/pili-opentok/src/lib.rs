#![doc = include_str!("../README.md")]
//!
//! Two families of calls have clients of their own: [`account`] administers projects, under the account's key, and
//! [`insights`] asks what was used, at another host.
//!
//! What the service tells by itself is read by [`webhook`].
//!
//! # Vonage
//!
//! OpenTok takes no new sign-ups: who starts today has an application of Vonage's unified platform, with an ID and a
//! private key. The operations are the same, and one line differs. The key is read from PEM, or signs where it lies,
//! through [`Rs256Key`](core::auth::rsa::Rs256Key).
//!
//! ```no_run
//! # use std::time::SystemTime;
//! use pili_opentok::{ApplicationId, ClientToken, Credentials, PrivateKey, Project};
//!
//! # async fn run(pem: String, now: SystemTime) -> Result<(), Box<dyn std::error::Error>> {
//! let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
//! let credentials = Credentials::application(id, PrivateKey::from_pem(pem)?);
//! let project = Project::of(&credentials);
//! let client = pili_opentok::client(credentials.clone())?;
//! let made = client.send(project.create_session()).await?;
//! let token = ClientToken::new(made.session_id).signed_by(&credentials, now)?;
//! # Ok(()) }
//! ```
//!
//! What follows from the credentials: the endpoint ([`ENDPOINT`] or [`VONAGE_ENDPOINT`]), the signature
//! ([`ProjectJwt`] or [`ApplicationJwt`]), the ID in paths, and whether a session is relayed or routed unless it is
//! told. Answers tell the application's ID as `project_id`. An application registers no callbacks.
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

#![cfg_attr(docsrs, feature(doc_cfg))]
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
pub use api::{Client, ENDPOINT, OpenTok, VONAGE_ENDPOINT, builder, endpoint};
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
    auth::{
        opentok::{
            AccountCredentials, AccountJwt, Application, ApplicationId, ApplicationJwt, CallbackVerifier,
            ClientToken, Credentials, Nonce, ProjectJwt, Role, TokenId, TokenVerifier,
        },
        rsa::PrivateKey,
    },
};
pub use project::Project;
pub use render::Render;
pub use resolution::Resolution;
pub use session::{AutoArchive, MediaMode, Session};
pub use stream::Stream;
pub use token::Token;
pub use tracks::Tracks;
