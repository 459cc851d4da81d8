//! Qiniu Pili and RTC: `docs/spec/pili.md`.

mod operations;
mod request;
mod signing;
mod urls;
mod wire;

use crate::vendor::{Check, Vendor};

pub(crate) const VENDOR: Vendor = Vendor {
    name: "pili",
    vectors: &[
        Check { name: "pili-signing_qiniu/1", run: signing::qiniu },
        Check { name: "pili-urls_plain/1", run: urls::plain },
        Check { name: "pili-urls_publish_relative/1", run: urls::relative },
        Check { name: "pili-urls_signed_publish/1", run: urls::signed },
    ],
    wire_kind: wire::KIND,
    wire: wire::OPERATIONS,
    operations: operations::ALL,
};
