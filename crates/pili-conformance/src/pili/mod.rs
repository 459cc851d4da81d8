//! Qiniu Pili and RTC: `docs/spec/pili.md`.

mod refusal;
mod replay;
mod request;
mod rooms;
mod scheme;
mod signing;
mod urls;
mod wire;

use crate::vendor::{Check, Vendor};

pub(crate) const VENDOR: Vendor = Vendor {
    name: "pili",
    vectors: &[
        Check { name: "pili-callbacks/1", run: signing::callback },
        Check { name: "pili-room_tokens/1", run: rooms::token },
        Check { name: "pili-signing_first_gen/1", run: |case| signing::scheme(case, "pili") },
        Check { name: "pili-signing_qbox/1", run: |case| signing::scheme(case, "QBox") },
        Check { name: "pili-signing_qiniu/1", run: signing::qiniu },
        Check { name: "pili-urls_first_gen/1", run: urls::first },
        Check { name: "pili-urls_miku/1", run: urls::miku_plain },
        Check { name: "pili-urls_plain/1", run: urls::plain },
        Check { name: "pili-urls_publish_relative/1", run: urls::relative },
        Check { name: "pili-urls_signed_miku/1", run: urls::miku_signed },
        Check { name: "pili-urls_signed_play/1", run: urls::play },
        Check { name: "pili-urls_signed_publish/1", run: urls::publish },
        Check { name: "pili-urls_signed_srt/1", run: urls::publish },
        Check { name: "pili-urls_v1/1", run: urls::v1 },
    ],
    wire_kind: wire::KIND,
    prefix: "pili.",
    calls: wire::CALLS,
    replay: replay::REPLAY,
};
