use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use http::StatusCode;
use tokio::time::Instant;

use crate::{
    Idempotency, Operation, Request,
    sending::Sending,
    vendor::{Vendor, VendorOf},
};

/// What is known of a call while it runs, for layers that count, log or limit. Rides in the extensions of every
/// request of a [`Client`](crate::Client), the same for all attempts of a call.
///
/// ```
/// use pili_core::{CallInfo, Request};
/// fn count(request: &Request) {
///     if let Some(call) = CallInfo::of(request) {
///         println!("{}, attempt {}", call.operation(), call.attempts());
///     }
/// }
/// # count(&Request::default());
/// ```
#[derive(Clone, Debug)]
pub struct CallInfo(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    operation: &'static str,
    idempotency: Idempotency,
    deadline: Option<Deadline>,
    is_passing: fn(StatusCode, Idempotency) -> bool,
    is_refusal: fn(StatusCode) -> bool,
    #[cfg(feature = "hyper")]
    request_id: fn(&http::HeaderMap) -> Option<&str>,
    attempts: AtomicU32,
    in_doubt: AtomicBool,
    sending: Sending,
}

impl CallInfo {
    pub(crate) fn new<O: Operation>(operation: &O, deadline: Option<Deadline>) -> Self {
        Self(Arc::new(Facts {
            operation: O::NAME,
            idempotency: operation.idempotency(),
            deadline,
            is_passing: VendorOf::<O>::is_passing,
            is_refusal: VendorOf::<O>::is_refusal,
            #[cfg(feature = "hyper")]
            request_id: VendorOf::<O>::request_id,
            attempts: AtomicU32::new(0),
            in_doubt: AtomicBool::new(false),
            sending: Sending::default(),
        }))
    }

    /// That of a request. Example: [`CallInfo`].
    pub fn of(request: &Request) -> Option<&Self> {
        request.extensions().get()
    }

    /// The operation's name: `pili.stream.create`. Example: [`CallInfo`].
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether the call may be sent twice. Example: [`CallInfo::is_in_doubt`].
    pub fn idempotency(&self) -> Idempotency {
        self.0.idempotency
    }

    /// When the limit on the whole call ends, if it has one.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_core::{CallInfo, Request};
    ///
    /// /// What a layer that queues attempts sorts them by.
    /// fn time_left(request: &Request) -> Option<Duration> {
    ///     let deadline = CallInfo::of(request)?.deadline()?;
    ///     assert!(deadline.remaining() <= deadline.limit());
    ///     Some(deadline.remaining())
    /// }
    /// # assert!(time_left(&Request::default()).is_none());
    /// ```
    pub fn deadline(&self) -> Option<Deadline> {
        self.0.deadline
    }

    /// How many attempts there were, this one included. Example: [`CallInfo`].
    pub fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    /// Whether an attempt before this one may have been carried out.
    ///
    /// ```
    /// use pili_core::{CallInfo, Idempotency, Request};
    ///
    /// /// Whether this attempt may do once more what was done before.
    /// fn may_double(request: &Request) -> bool {
    ///     let Some(call) = CallInfo::of(request) else { return false };
    ///     call.is_in_doubt() && call.idempotency() == Idempotency::NonIdempotent
    /// }
    /// # assert!(!may_double(&Request::default()));
    /// ```
    pub fn is_in_doubt(&self) -> bool {
        self.0.in_doubt.load(Ordering::Relaxed)
    }

    pub(crate) fn begin_attempt(&self) {
        self.0.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// How far the latest attempt came.
    pub(crate) fn sending(&self) -> &Sending {
        &self.0.sending
    }

    pub(crate) fn doubt(&self) {
        self.0.in_doubt.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_passing(&self, status: StatusCode) -> bool {
        (self.0.is_passing)(status, self.0.idempotency)
    }

    #[cfg(feature = "hyper")]
    pub(crate) fn request_id<'a>(&self, headers: &'a http::HeaderMap) -> Option<&'a str> {
        (self.0.request_id)(headers)
    }

    pub(crate) fn is_refusal(&self, status: StatusCode) -> bool {
        (self.0.is_refusal)(status)
    }
}

/// When the limit on a whole call ends.
///
/// Example: [`CallInfo::deadline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    /// After `limit` from now; `None` when that is further than a clock goes.
    pub(crate) fn after(limit: Duration) -> Option<Self> {
        Some(Self { at: Instant::now().checked_add(limit)?, limit })
    }

    /// How long the call may still take. Example: [`CallInfo::deadline`].
    pub fn remaining(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// The limit that was set. Example: [`CallInfo::deadline`].
    pub fn limit(self) -> Duration {
        self.limit
    }

    pub(crate) fn instant(self) -> Instant {
        self.at
    }
}
