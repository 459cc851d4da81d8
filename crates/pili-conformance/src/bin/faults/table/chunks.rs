use crate::fault::{
    Fault,
    Step::{Act, Read, Repeat, Say, Stall},
    plain,
};

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const CHUNK: &[u8] = b"12\r\n{\"disabledTill\":0}\r\n";

pub(super) const FAULTS: &[Fault] = &[
    plain("a size that is no number", &[Read, Act, Say(CHUNKED), Say(b"large\r\n{}\r\n0\r\n\r\n")]),
    plain("a size larger than 64 bits", &[Read, Act, Say(CHUNKED), Say(b"fffffffffffffffff\r\n{}")]),
    plain("a size that is negative", &[Read, Act, Say(CHUNKED), Say(b"-2\r\n{}\r\n0\r\n\r\n")]),
    plain(
        "a chunk longer than its size",
        &[Read, Act, Say(CHUNKED), Say(b"2\r\n{\"disabledTill\":0}\r\n0\r\n\r\n")],
    ),
    plain("no last chunk, and closed", &[Read, Act, Say(CHUNKED), Say(CHUNK)]),
    plain("no last chunk, and silent", &[Read, Act, Say(CHUNKED), Say(CHUNK), Stall]),
    plain("an extension of 10 MB", &[Read, Act, Say(CHUNKED), Say(b"12;a="), Repeat(b"a", 10_000_000)]),
    plain(
        "a million trailers",
        &[Read, Act, Say(CHUNKED), Say(CHUNK), Say(b"0\r\n"), Repeat(b"A: b\r\n", 1_000_000)],
    ),
    plain(
        "a coding that nobody knows",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\n{\"disabledTill\":0}")],
    ),
];
