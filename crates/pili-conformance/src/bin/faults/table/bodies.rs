use crate::fault::{
    Fault,
    Step::{Act, Answer, Read, Repeat, Say},
    plain,
};

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const GZIPPED: &[u8] =
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00";

/// A chunk of 4 KiB.
const CHUNK: [u8; 4104] = {
    let mut chunk = [b' '; 4104];
    let (size, _) = chunk.split_at_mut(6);
    size.copy_from_slice(b"1000\r\n");
    chunk[4102] = b'\r';
    chunk[4103] = b'\n';
    chunk
};

pub(super) const FAULTS: &[Fault] = &[
    plain("a page of HTML with 200", &[
        Read,
        Act,
        Say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<html>log in</html>"),
    ]),
    plain("a page of HTML with 502", &[
        Read,
        Act,
        Say(b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n<html>502</html>\n"),
    ]),
    plain("gzip that nobody asked for", &[
        Read,
        Act,
        Say(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n"),
        Say(GZIPPED),
    ]),
    plain("nothing", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]),
    plain("204", &[Read, Act, Say(b"HTTP/1.1 204 No Content\r\n\r\n")]),
    plain("no text", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xff\xfe\x00\x80")]),
    plain("half an object", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"disabled")]),
    plain("another type", &[Read, Act, Say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]")]),
    plain("a member of another type", &[
        Read,
        Act,
        Say(b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"disabledTill\":[\"0\"]}"),
    ]),
    plain("arrays, 100 000 deep", &[
        Read,
        Act,
        Say(b"HTTP/1.1 200 OK\r\nContent-Length: 200024\r\n\r\n{\"disabledTill\":0,\"a\":"),
        Repeat(b"[", 100_000),
        Repeat(b"]", 100_000),
        Say(b"}"),
    ]),
    plain("1 GB by its length", &[
        Read,
        Act,
        Say(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"),
        Repeat(b" ", 1 << 30),
    ]),
    plain("chunks without end", &[Read, Act, Say(CHUNKED), Repeat(&CHUNK, 1 << 30)]),
    plain("1 GB of a refusal", &[
        Read,
        Say(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 1073741824\r\n\r\n"),
        Repeat(b" ", 1 << 30),
    ]),
    plain("as it should be", &[Read, Act, Answer(200, None)]),
];
