//! Whatever a service or a proxy answers, it is read or refused: no operation panics.

use std::fmt::Debug;

use bytes::Bytes;
use http::StatusCode;
use pili_core::{Operation, Response};

use crate::every::{self, Visitor};

const STATUSES: [u16; 9] = [200, 204, 302, 400, 401, 404, 500, 599, 999];

/// JSON and XML of every kind but those that are documented.
const BODIES: &[&str] = &[
    "",
    " ",
    "null",
    "true",
    "0",
    "-1e999",
    r#""no""#,
    "[]",
    "[[]]",
    "[null]",
    "{}",
    r#"{"error":{},"errors":0,"code":[],"message":7}"#,
    r#"{"errors":[]}"#,
    r#"{"errors":[0]}"#,
    r#"{"items":null,"end":0,"marker":{}}"#,
    "<",
    "<Error/>",
    "<Error><Code/></Error>",
    "<html><body>502</body></html>",
    "\u{feff}{}",
];

#[test]
fn an_answer_of_any_status_and_shape_is_read_or_refused_by_every_operation() {
    let mut seen = 0;
    for status in STATUSES {
        for body in BODIES {
            let mut response = Response::new(Bytes::from_static(body.as_bytes()));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            let mut reader = Reader { response, seen: 0 };
            every::operation(&mut reader, ["hub", "bucket", "45678123"]);
            seen += reader.seen;
        }
    }
    assert!(seen > 100 * STATUSES.len() * BODIES.len(), "{seen}");
}

struct Reader {
    response: Response,
    seen: usize,
}

impl Visitor for Reader {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static,
    {
        let told = match operation.interpret(&self.response) {
            Ok(output) => format!("{output:?}"),
            Err(error) => error.to_string(),
        };
        assert!(!told.is_empty(), "{}", O::NAME);
        self.seen += 1;
    }
}
