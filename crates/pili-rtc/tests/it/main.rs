//! What the vectors do not cover: refusals before sending, odd answers, calls that no SDK was recorded with.

#![cfg(feature = "api")]
#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

mod decode;
mod encode;
mod pub_task;
mod refuse;

use pili_rtc::core::{Endpoint, Error, ErrorKind, Operation, Response};

/// `METHOD target` and the body, if there is one.
fn encoded(operation: impl Operation) -> String {
    let request = operation.encode(&endpoint()).unwrap();
    let target = request.uri().path_and_query().unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    format!("{} {target} {body}", request.method()).trim_end().to_owned()
}

/// Encodes what must be refused, and returns the field and the message.
fn refused(operation: impl Operation) -> (String, String) {
    let error = operation.encode(&endpoint()).expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    (error.field().unwrap().to_owned(), error.to_string())
}

fn read<O: Operation>(operation: O, status: u16, body: &'static str) -> Result<O::Output, Error> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status.try_into().unwrap();
    operation.interpret(&response)
}

fn endpoint() -> Endpoint {
    Endpoint::parse("http://rtc.test").unwrap()
}
