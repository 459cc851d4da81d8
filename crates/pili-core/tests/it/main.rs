//! The client's stack, on tokio's paused time with closures for transports, and on real sockets.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

#[cfg(feature = "tls")]
mod connecting;
mod effect;
mod errors;
mod foreign;
mod layers;
mod limits;
mod lists;
mod plain_calls;
#[cfg(feature = "hyper")]
mod pool;
#[cfg(all(feature = "proxy", feature = "tls"))]
mod proxy;
mod pushed;
#[cfg(feature = "hyper")]
mod pushed_socket;
mod repeating;
#[cfg(feature = "hyper")]
mod reqwest;
#[cfg(feature = "tls")]
mod roots;
mod shown;
mod signing;
#[cfg(feature = "hyper")]
mod socket;
mod stage;
mod traces;
