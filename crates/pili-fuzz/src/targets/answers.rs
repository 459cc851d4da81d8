//! What every operation makes of an answer: the status, a line of headers, and the body are mutated.

use std::fmt::Debug;

use bytes::Bytes;
use http::StatusCode;
use pili_core::{Operation, Response};

use super::{callbacks::vectors, every};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser("answers-json", || status_and(200, vectors("opentok/responses.json")), decoded),
    Target::parser("answers-xml", || status_and(200, vectors("oss/response_xml.json")), decoded),
    Target::parser("errors", errors, decoded),
];

/// What each product tells of a mistake.
fn errors() -> Vec<Vec<u8>> {
    let json = [
        r#"{"error":"no such stream"}"#,
        r#"{"code":-1,"message":"no","description":"why"}"#,
        r#"{"errors":[{"message":"no","errorCode":1001}],"data":null}"#,
        "null",
    ];
    let bodies = vectors("oss/error_xml.json").into_iter().chain(json.map(Into::into)).collect::<Vec<_>>();
    [401, 404, 500, 612].into_iter().flat_map(|status| status_and(status, bodies.clone())).collect()
}

/// Two bytes of status before each body.
fn status_and(status: u16, bodies: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let with = |body: Vec<u8>| [&status.to_be_bytes()[..], &body].concat();
    bodies.into_iter().map(with).collect()
}

/// Every operation reads it, or says why not.
fn decoded(input: &[u8]) -> bool {
    let Some((status, body)) = input.split_first_chunk() else { return true };
    let status = StatusCode::from_u16(u16::from_be_bytes(*status)).unwrap_or(StatusCode::OK);
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = status;
    every::operation(&mut Reader(&response), ["hub", "bucket", "45678123"]);
    true
}

struct Reader<'a>(&'a Response);

impl every::Visitor for Reader<'_> {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static,
    {
        let told = match operation.interpret(self.0) {
            Ok(output) => format!("{output:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!told.is_empty());
    }
}
