use crate::fault::{
    Fault,
    Step::{ReadByte, Reset, Say, Stall},
    Way::{Full, Nameless, Nobody, Plain, Tls},
    by,
};

const REFUSAL_OF_TLS: &[u8] = b"\x15\x03\x01\x00\x02\x02\x28";
const NO_TLS: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
const BEGUN_RECORD: &[u8] = b"\x16\x03\x03\x40\x00\x02";

pub(super) const FAULTS: &[Fault] = &[
    by(Nobody, "nobody listens", &[]),
    by(Full, "a handshake of TCP that never ends", &[]),
    by(Nameless, "a name that is never resolved, in a transport of the caller's", &[]),
    by(Plain, "reset as soon as it is accepted", &[Reset]),
    by(Tls, "a handshake of TLS that never ends", &[Stall]),
    by(Tls, "a handshake of TLS that stops in a record", &[ReadByte, Say(BEGUN_RECORD), Stall]),
    by(Tls, "a handshake of TLS that is refused", &[ReadByte, Say(REFUSAL_OF_TLS)]),
    by(Tls, "closed in the handshake of TLS", &[ReadByte]),
    by(Tls, "reset in the handshake of TLS", &[ReadByte, Reset]),
    by(Tls, "no TLS at an https endpoint", &[ReadByte, Say(NO_TLS)]),
];
