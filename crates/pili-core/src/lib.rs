#![doc = include_str!("../README.md")]
//!
//! # The journey of a call
//!
//! ```text
//! layers around the client    see a call once: an operation in, its output out
//!   Client::send              Operation::encode; limit on the whole call; a span for the call
//!     repeat                  what is safe to repeat (RetryPolicy)
//!       sign                  with the time of this attempt (Signer)
//!       limit                 on this attempt, body included; a span for the attempt
//!         layers around the transport   see every attempt, signed, with its CallInfo
//!           transport         HyperTransport, or the caller's
//! Operation::interpret        2xx: is it an answer? then decode; otherwise Vendor::error, then recover or Error
//! ```
//!
//! A stack built by hand goes into [`Client::new`], which adds nothing but the limit on the whole call:
//! [`RetryPolicy`] and [`SignLayer`] are layers.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `hyper` | a pool of HTTP/1.1 connections over plain TCP |
//! | `tls` (default) | the same with TLS: rustls with ring and the platform's roots |
//! | `proxy` | the same through proxies, see `ClientBuilder::proxy` |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod api;
mod api_error;
mod boxed;
mod call_info;
mod client;
mod endpoint;
mod error;
mod json;
mod lines;
pub mod noun;
mod open_body;
mod open_enum;
mod operation;
mod page;
#[cfg(feature = "proxy")]
mod proxy;
mod reason;
mod retry;
mod sending;
mod service;
mod sign;
pub mod time;
#[cfg(feature = "hyper")]
mod transport;
mod url;
mod vendor;

/// Signing: the whole of `pili-auth`.
pub use pili_auth as auth;

pub use answer::{Answer, Detailed};
pub use api::Api;
pub use api_error::ApiError;
pub use boxed::BoxTransport;
pub use call_info::{CallInfo, Deadline};
pub use client::{Client, ClientBuilder};
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind, Limit};
pub use json::{decode_json, decode_object, null_as_default};
pub use lines::Pushed;
pub use open_body::{KeepOpen, OpenBody};
pub use operation::{Idempotency, Operation};
pub use page::{Items, Paginated};
#[cfg(feature = "proxy")]
pub use proxy::Proxy;
pub use reason::Reason;
pub use retry::{RetryPolicy, RetryService};
pub use service::{BoxError, Request, Response, Transport};
pub use sign::{SignLayer, SignService, Signed, Unsigned};
pub use time::Span;
#[cfg(feature = "hyper")]
pub use transport::{BufferBody, HyperTransport};
pub use url::Url;
pub use vendor::Vendor;

/// The result of a call.
///
/// Example: [`Client::send`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
