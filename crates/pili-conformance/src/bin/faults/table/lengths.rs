use crate::fault::{
    Fault,
    Step::{Act, Read, Say, Stall},
    plain,
};

pub(super) const FAULTS: &[Fault] = &[
    plain(
        "longer than the body, and closed",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"disabledTill\":0}")],
    ),
    plain(
        "longer than the body, and silent",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"disabledTill\":0}"), Stall],
    ),
    plain(
        "shorter than the body",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"disabledTill\":0}")],
    ),
    plain(
        "negative",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{\"disabledTill\":0}")],
    ),
    plain(
        "no number",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: all\r\n\r\n{\"disabledTill\":0}")],
    ),
    plain(
        "larger than 64 bits",
        &[
            Read,
            Act,
            Say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{\"disabledTill\":0}"),
        ],
    ),
    plain(
        "two that differ",
        &[
            Read,
            Act,
            Say(b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\nContent-Length: 5\r\n\r\n{\"disabledTill\":0}"),
        ],
    ),
    plain(
        "a length and chunks",
        &[
            Read,
            Act,
            Say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Say(b"12\r\n{\"disabledTill\":0}\r\n0\r\n\r\n"),
        ],
    ),
    plain(
        "none: the body ends with the connection",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\r\n\r\n{\"disabledTill\":0}")],
    ),
    plain("none, and silent", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\n\r\n{\"disabledTill\":0}"), Stall]),
];
