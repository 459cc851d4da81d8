use pili_oss::{
    Code,
    core::{Operation as _, Reason},
};

use crate::{answer, channel};

#[test]
fn every_documented_refusal_has_its_reason_and_what_that_does_not_say_has_a_code() {
    let table = [
        (404, "NoSuchLiveChannel", Reason::NotFound, None),
        (404, "NoSuchBucket", Reason::NotFound, Some(Code::NoSuchBucket)),
        (409, "ChannelStillLive", Reason::Conflict, None),
        (409, "LiveChannelDisabled", Reason::Conflict, None),
        (400, "InvalidChannelName", Reason::Other, Some(Code::InvalidChannelName)),
        (400, "InvalidArgument", Reason::Other, Some(Code::InvalidArgument)),
        (403, "AccessDenied", Reason::Denied, None),
        (403, "SignatureDoesNotMatch", Reason::Denied, Some(Code::SignatureDoesNotMatch)),
        (403, "InvalidAccessKeyId", Reason::Denied, Some(Code::InvalidAccessKeyId)),
        (403, "RequestTimeTooSkewed", Reason::Denied, Some(Code::RequestTimeTooSkewed)),
        (403, "SecurityTokenExpired", Reason::Denied, Some(Code::SecurityToken)),
        (503, "MetaOperationQpsLimitExceeded", Reason::TooManyCalls, None),
        (503, "ServiceUnavailable", Reason::Busy, None),
    ];
    for (status, code, reason, own) in table {
        let body = format!("<Error><Code>{code}</Code><Message>no</Message></Error>");
        let error = channel().delete().interpret(&answer(status, &body)).unwrap_err();
        assert_eq!((error.reason(), Code::of(&error)), (reason, own), "{code}");
        assert_eq!(error.is_transient(), status == 503, "{code}");
    }
}

#[test]
fn a_refusal_without_a_document_has_the_reason_of_its_status() {
    for (status, reason) in
        [(403, Reason::Denied), (404, Reason::NotFound), (502, Reason::Busy), (418, Reason::Other)]
    {
        let error = channel().stat().interpret(&answer(status, "")).unwrap_err();
        assert_eq!(error.reason(), reason, "{status}");
    }
}
