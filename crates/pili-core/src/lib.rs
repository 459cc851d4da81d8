//! The client that every vendor crate of pili-rs shares: operations over a tower service.
//!
//! An API call is a value, an [`Operation`]: it turns into an [`http::Request`] and reads an
//! [`http::Response`], with no I/O. A [`Client`] is an [`Endpoint`] and a tower service over those two
//! types; it sends operations. Signing and repeating are layers, so a caller can put own layers around whole
//! calls ([`Client::layer`]), own layers around each attempt (wrap the transport before handing it in), or
//! replace the transport altogether.
//!
//! ```no_run
//! use pili_core::{Client, Endpoint, auth::{Credentials, qiniu::QiniuV2}};
//!
//! # #[cfg(feature = "hyper")]
//! let client = Client::builder(Endpoint::parse("https://pili.qiniuapi.com")?)
//!     .signer(QiniuV2::new(Credentials::new("access-key", "secret-key")))
//!     .build()?;
//! # Ok::<(), pili_core::Error>(())
//! ```
//!
//! # The journey of a call
//!
//! ```text
//! Client::send      encode; limit on the whole call; one tracing span
//!   caller's layers   Client::layer: see one call, however many attempts
//!   Retry             repeats what is safe to repeat (RetryPolicy)
//!     Sign              signs a fresh copy with the time of this attempt (SignLayer)
//!     Timeout           limits this attempt, body included
//!       transport         HyperTransport, or the caller's: sees every attempt, signed
//! Operation::interpret   2xx: decode; otherwise Api::error, then recover or Error
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `hyper` | a pool of HTTP/1.1 connections over plain TCP |
//! | `tls` (default) | the same with TLS: rustls with ring and the platform's roots |
//! | `proxy` | the same through proxies, see `ClientBuilder::proxy` |

mod api_error;
mod client;
mod endpoint;
mod error;
mod json;
mod lines;
pub mod noun;
mod open_body;
mod operation;
mod page;
#[cfg(feature = "proxy")]
mod proxy;
pub mod qiniu;
mod retry;
mod sending;
mod service;
mod sign;
mod status;
#[cfg(feature = "hyper")]
mod transport;
mod url;

/// Signing: the whole of `pili-auth`.
pub use pili_auth as auth;

pub use api_error::ApiError;
pub use client::{BoxTransport, Client, ClientBuilder};
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind, Limit};
pub use json::{decode_json, decode_nothing, decode_object, null_as_default};
pub use lines::Pushed;
pub use open_body::{KeepOpen, OpenBody};
pub use operation::{Api, Deadline, Idempotency, Operation, OperationName};
pub use page::{Items, Paginated};
#[cfg(feature = "proxy")]
pub use proxy::Proxy;
pub use retry::RetryPolicy;
pub use service::{BoxError, Request, Response, Transport};
pub use sign::{SignLayer, SignService, Signed};
#[cfg(feature = "hyper")]
pub use transport::{BufferBody, HyperTransport};
pub use url::Url;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;
