//! Alibaba Cloud OSS LiveChannel: `docs/spec/oss-livechannel.md`.

mod answer;
pub(crate) mod ask;
mod call;
mod error;
mod header;
mod input;
mod loose;
mod query;
mod replay;
mod rtmp;
mod tree;
mod wire;
mod xml;

use crate::vendor::{Check, Vendor};

pub(crate) const VENDOR: Vendor = Vendor {
    name: "oss",
    vectors: &[
        Check { name: "header-signature-v1", run: header::v1 },
        Check { name: "header-signature-v4", run: header::v4 },
        Check { name: "rtmp-url-signature", run: rtmp::url },
        Check { name: "request-xml", run: xml::request },
        Check { name: "response-xml", run: xml::response },
        Check { name: "error-response", run: error::response },
    ],
    wire_kind: wire::KIND,
    prefix: "oss.",
    calls: wire::CALLS,
    replay: replay::REPLAY,
};
