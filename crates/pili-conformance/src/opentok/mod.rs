//! OpenTok: `docs/spec/opentok.md`.
//!
//! The files hold calls of the vendor's SDKs. A call is read as what its caller asked for ([`call`]), built
//! with the public API ([`build`]), and compared with what the SDK sent ([`compare`]).

mod agree;
mod answers;
mod applications;
mod build;
mod call;
mod callbacks;
mod calls;
mod compare;
mod errors;
mod interpret;
mod keys;
mod operations;
mod replay;
mod requests;
mod rest;
mod sessions;
mod tokens;
mod validation;
mod webhooks;

use crate::vendor::{Check, Vendor};

pub(crate) const VENDOR: Vendor = Vendor {
    name: "opentok",
    vectors: &[
        Check { name: "opentok-token-t1/1", run: tokens::t1 },
        Check { name: "opentok-token-jwt/1", run: tokens::jwt },
        Check { name: "opentok-rest-auth-jwt/1", run: rest::check },
        Check { name: "opentok-token-rs256/1", run: applications::tokens },
        Check { name: "opentok-rest-auth-rs256/1", run: applications::calls },
        Check { name: "opentok-requests-rs256/1", run: applications::recorded },
        Check { name: "opentok-keys/1", run: keys::check },
        Check { name: "opentok-signed-callbacks/1", run: callbacks::check },
        Check { name: "opentok-webhooks/1", run: webhooks::check },
        Check { name: "opentok-session-ids/1", run: sessions::check },
        Check { name: "opentok-validation/1", run: validation::check },
        Check { name: "opentok-requests/1", run: requests::check },
        Check { name: "opentok-responses/1", run: answers::check },
        Check { name: "opentok-errors/1", run: errors::check },
    ],
    wire_kind: "opentok-wire/1",
    prefix: "opentok.",
    calls: operations::CALLS,
    replay: replay::REPLAY,
};
