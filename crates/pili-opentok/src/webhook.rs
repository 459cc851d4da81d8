//! Webhooks: what the service tells your server of sessions, archives, broadcasts, Experience Composers, captions
//! and SIP calls (spec 24; [vendor](https://developer.vonage.com/en/video/guides/session-monitoring)).
//!
//! What is monitored, and where to, is set on the vendor's dashboard, each kind with a signature secret of its own.
//! [`receive`] checks who sent a webhook and that nobody changed it, and reads it:
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use pili_opentok::{CallbackVerifier, webhook::{self, EventKind, EventReason}};
//! # use pili_opentok::core::auth::{Signer, opentok::CallbackSigner};
//!
//! # let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
//! # let body = r#"{"sessionId":"1_abc","projectId":"45678123","event":"connectionDestroyed","reason":"networkDisconnected",
//! #     "timestamp":1700000000123,"connection":{"id":"c-1","createdAt":1699999990000,"data":"name=Ann"}}"#;
//! # let mut request = http::Request::post("https://hooks.example.com/opentok").body(bytes::Bytes::from(body))?;
//! # CallbackSigner::new("session secret").sign(&mut request, now)?;
//! let verifier = CallbackVerifier::new("session secret").or("archive secret");
//! // Any server's request will do, once its body is read; its bytes are what was signed.
//! let event = webhook::receive(&request, &verifier, now)?;
//! match &event.kind {
//!     EventKind::ConnectionDestroyed(gone) => {
//!         assert_eq!((gone.data.as_str(), &event.reason), ("name=Ann", &Some(EventReason::NetworkDisconnected)));
//!     }
//!     EventKind::Archive(archive) => println!("{} is {}", archive.id, archive.status),
//!     other => println!("{}: {other:?}", event.name()),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Answer with 200 soon, and do the work after: what is not taken is sent again after 5 s, and then with pauses that
//! double up to 15 minutes, for a day. So the same event may come twice: its [`signature`](Event::signature) has an id
//! to tell. Webhooks come from `216.147.0.0/18`.

mod details;
pub(crate) mod envelope;
mod error;
mod event;
mod monitoring;
mod read;
mod reason;

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use pili_core::auth::opentok::CallbackVerifier;

pub use details::{CallDetails, CaptionsDetails, CaptionsStatus, ConnectionDetails, StreamDetails};
pub use error::WebhookError;
pub use event::{Event, EventKind};
pub use monitoring::Monitoring;
pub use reason::EventReason;

/// Verifies a webhook as received at `now`, and reads it. The body must be the bytes that arrived.
///
/// Example: [`webhook`](crate::webhook).
///
/// # Errors
/// [`WebhookError::Unverified`] when none of the verifier's secrets signed it so, else as [`parse`].
pub fn receive(
    request: &Request<Bytes>,
    verifier: &CallbackVerifier,
    now: SystemTime,
) -> Result<Event, WebhookError> {
    let signature = verifier.verify(request, now).map_err(WebhookError::Unverified)?;
    let event = parse(request.body().clone())?;
    Ok(Event { signature: Some(signature), ..event })
}

/// Reads the body of a webhook without verifying it: anybody may have sent it.
///
/// An event of another name is [`EventKind::Other`], and its body is there to be read.
///
/// ```
/// use pili_opentok::webhook::{self, Monitoring, WebhookError};
///
/// let body = r#"{"sessionId":"s","projectId":"45678123","event":"connectionCreated","timestamp":1700000000000,
///     "connection":{"id":"c","createdAt":1700000000000,"data":""}}"#;
/// let event = webhook::parse(body)?;
/// assert_eq!(event.kind.name(), "connectionCreated");
/// assert_eq!(event.kind.monitoring(), Some(Monitoring::Session));
/// assert!(matches!(webhook::parse("[]"), Err(WebhookError::NotAnObject(_))));
/// # Ok::<(), WebhookError>(())
/// ```
///
/// # Errors
/// [`WebhookError::NotAnObject`] when the body is no JSON object, [`WebhookError::Field`] when a member that is
/// documented is missing or of another form, naming it.
pub fn parse(body: impl Into<Bytes>) -> Result<Event, WebhookError> {
    read::event(body.into())
}
