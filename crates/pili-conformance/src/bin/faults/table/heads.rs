use crate::fault::{
    Fault,
    Step::{Act, Drip, Read, Repeat, Say, Stall},
    plain,
};

const OK: &[u8] = b"HTTP/1.1 200 OK\r\n";
const REST: &[u8] = b"Content-Length: 18\r\n\r\n{\"disabledTill\":0}";

pub(super) const FAULTS: &[Fault] = &[
    plain("the greeting of another protocol", &[Read, Act, Say(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")]),
    plain("binary garbage", &[Read, Act, Say(b"\x00\x01\xfe\xff\x00\r\n\r\n")]),
    plain("HTTP/0.9: a body without a head", &[Read, Act, Say(b"{\"disabledTill\":0}")]),
    plain("HTTP/1.0", &[Read, Act, Say(b"HTTP/1.0 200 OK\r\n"), Say(REST)]),
    plain("HTTP/1.0 without a length", &[Read, Act, Say(b"HTTP/1.0 200 OK\r\n\r\n{\"disabledTill\":0}")]),
    plain("the preface of HTTP/2", &[Read, Act, Say(b"\0\0\0\x04\0\0\0\0\0"), Stall]),
    plain("a status of four digits", &[Read, Act, Say(b"HTTP/1.1 2000 OK\r\n"), Say(REST)]),
    plain("a status that is no number", &[Read, Act, Say(b"HTTP/1.1 yes OK\r\n"), Say(REST)]),
    plain("a status line without a reason", &[Read, Act, Say(b"HTTP/1.1 200\r\n"), Say(REST)]),
    plain(
        "lines that end in LF alone",
        &[Read, Act, Say(b"HTTP/1.1 200 OK\nContent-Length: 18\n\n{\"disabledTill\":0}")],
    ),
    plain("a header with a NUL", &[Read, Act, Say(OK), Say(b"A: a\0b\r\n"), Say(REST)]),
    plain("a header over two lines", &[Read, Act, Say(OK), Say(b"A: a\r\n  b\r\n"), Say(REST)]),
    plain(
        "a header of 10 MB",
        &[Read, Act, Say(OK), Say(b"A: "), Repeat(b"a", 10_000_000), Say(b"\r\n"), Say(REST)],
    ),
    plain("a million headers", &[Read, Act, Say(OK), Repeat(b"A: b\r\n", 1_000_000), Say(REST)]),
    plain("90 headers, which are not too many", &[Read, Act, Say(OK), Repeat(b"A: b\r\n", 90), Say(REST)]),
    plain("100 before the answer", &[Read, Act, Say(b"HTTP/1.1 100 Continue\r\n\r\n"), Say(OK), Say(REST)]),
    plain(
        "103 a thousand times before the answer",
        &[Read, Act, Repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 1000), Say(OK), Say(REST)],
    ),
    plain("100 over and over", &[Read, Act, Drip(b"HTTP/1.1 100 Continue\r\n\r\n")]),
    plain(
        "101: another protocol that nobody asked for",
        &[
            Read,
            Act,
            Say(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: chat\r\n\r\n"),
            Stall,
        ],
    ),
];
