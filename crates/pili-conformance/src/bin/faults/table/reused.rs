use std::time::Duration;

use crate::fault::{
    Fault,
    Step::{self, Act, Answer, Read, ReadByte, ReadHead, Reset, Say, Stall, Wait},
    Way::Reused,
    by,
};

const SERVED: Step = Answer(200, None);
/// After the answer before, and before the next call.
const LATER: Step = Wait(Duration::from_millis(50));
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
const TWICE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

pub(super) const FAULTS: &[Fault] = &[
    by(Reused, "closed while it was idle", &[Read, Act, SERVED]),
    by(Reused, "reset while it was idle", &[Read, Act, SERVED, LATER, Reset]),
    by(Reused, "closed with 408 while it was idle", &[Read, Act, SERVED, LATER, Say(TOO_SLOW)]),
    by(Reused, "a second answer while it was idle", &[Read, Act, SERVED, LATER, Say(TWICE), Stall]),
    by(Reused, "garbage while it was idle", &[Read, Act, SERVED, LATER, Say(b"\0\xff\0"), Stall]),
    by(Reused, "reset under the next request", &[Read, Act, SERVED, ReadByte, Reset]),
    by(Reused, "reset after the head of the next request", &[Read, Act, SERVED, ReadHead, Reset]),
    by(Reused, "closed after the next request was done", &[Read, Act, SERVED, Read, Act]),
    by(Reused, "reset after the next request was done", &[Read, Act, SERVED, Read, Act, Reset]),
    by(Reused, "silent after the next request was done", &[Read, Act, SERVED, Read, Act, Stall]),
];
