use crate::fault::{
    Fault,
    Step::{Act, Read, ReadByte, ReadHead, Reset, Say},
    plain,
};

const HALF_A_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-";
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n";
const HALF_AN_ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"disabl";
const HALF_A_REFUSAL: &[u8] = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 18\r\n\r\n{\"err";

pub(super) const FAULTS: &[Fault] = &[
    plain("closed before the request is read", &[]),
    plain("reset after a byte of the request", &[ReadByte, Reset]),
    plain("reset after the head of the request", &[ReadHead, Reset]),
    plain("reset after the request", &[Read, Reset]),
    plain("closed after the request", &[Read]),
    plain("reset after it was done", &[Read, Act, Reset]),
    plain("closed after it was done", &[Read, Act]),
    plain("closed in the status line", &[Read, Act, Say(b"HTTP/1.1 2")]),
    plain("closed in the head", &[Read, Act, Say(HALF_A_HEAD)]),
    plain("reset in the head", &[Read, Act, Say(HALF_A_HEAD), Reset]),
    plain("closed after the head", &[Read, Act, Say(HEAD)]),
    plain("closed in the body", &[Read, Act, Say(HALF_AN_ANSWER)]),
    plain("reset in the body", &[Read, Act, Say(HALF_AN_ANSWER), Reset]),
    plain("closed in the body of a refusal", &[Read, Say(HALF_A_REFUSAL)]),
];
