use std::time::Duration;

use crate::fault::{
    Fault,
    Step::{Act, Answer, Drip, Read, ReadHead, Say, Stall, Wait},
    plain,
};

const BEGUN: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"disabl";
const LONG: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

pub(super) const FAULTS: &[Fault] = &[
    plain("silent from the beginning", &[Stall]),
    plain("silent after the head of the request", &[ReadHead, Stall]),
    plain("silent after the request", &[Read, Stall]),
    plain("silent after it was done", &[Read, Act, Stall]),
    plain(
        "an answer after the limit on the attempt",
        &[Read, Act, Wait(Duration::from_secs(4)), Answer(200, None)],
    ),
    plain(
        "an answer in time, though late",
        &[Read, Act, Wait(Duration::from_millis(300)), Answer(200, None)],
    ),
    plain("a status line that is dripped", &[Read, Act, Drip(b"HTTP/1.1 200 A status without an end and ")]),
    plain("headers that are dripped", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\n"), Drip(b"A: b\r\n")]),
    plain("a body that is dripped", &[Read, Act, Say(LONG), Drip(b"{\"a\":\"a\"},")]),
    plain("chunks that are dripped", &[Read, Act, Say(CHUNKED), Drip(b"1\r\na\r\n")]),
    plain("a body that stops", &[Read, Act, Say(BEGUN), Stall]),
];
