//! Pili's callbacks of a publish, as its service sends them: so that a backend that is written for Pili works unchanged.
//!
//! A [`CallbackConfig`] says where they go, and has templates whose variables a [`PublishEvent`] fills; [`request`] signs what
//! comes of it. With the feature `server` a `Delivery` sends it until it is accepted.
//!
//! Specification: `docs/spec/pili.md` section 4.12.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//!
//! use pili_auth::{Credentials, qiniu::CallbackVerifier};
//! use pili_gate::{Protocol, callback::{self, CallbackConfig, CallbackType, PublishEvent}};
//!
//! let mut config = CallbackConfig::default();
//! config.kind = CallbackType::Form;
//! config.url = "https://hooks.example.com/live".to_owned();
//! config.vars.insert("title".to_owned(), "$(title)".to_owned());
//! config.vars.insert("status".to_owned(), "$(status)".to_owned());
//!
//! let started = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
//! let event = PublishEvent::connected("shows", "evening", Protocol::Rtmp, started);
//! let keys = Credentials::new("access-key", "secret-key");
//! let request = callback::request(&config, &|name| event.value(name), &keys)?;
//!
//! let received = pili_live::callback::receive(&request, &CallbackVerifier::new(keys))?;
//! assert!(received.is_connected() && received.title() == Some("evening"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "server")]
mod delivery;
mod event;
mod limits;
mod message;
mod template;

#[cfg(feature = "server")]
pub use delivery::{Accepted, Delivery};
pub use event::{PublishEvent, VARIABLES};
pub use limits::check;
pub use message::request;
pub use pili_live::domain::{CallbackConfig, CallbackType};
