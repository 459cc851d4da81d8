use crate::fault::{
    Fault,
    Step::{Act, Answer, Drip, Read, ReadByte, Repeat, Reset, Say, Stall},
    Way::{Forwarded, Socks, Tunnelled},
    by,
};

const ESTABLISHED: &[u8] = b"HTTP/1.1 200 Connection established\r\n\r\n";
const ASKS: &[u8] = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
const NO_GATEWAY: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
const SOCKS_REFUSAL: &[u8] = b"\x05\xff";

pub(super) const FAULTS: &[Fault] = &[
    by(Forwarded, "a forwarding proxy that asks for a password", &[Read, Say(ASKS)]),
    by(Forwarded, "a forwarding proxy that cannot reach the service", &[Read, Say(NO_GATEWAY)]),
    by(Forwarded, "a forwarding proxy that loses the answer", &[Read, Act, Reset]),
    by(Forwarded, "a forwarding proxy that is silent after it was done", &[Read, Act, Stall]),
    by(Forwarded, "a forwarding proxy that says 504 after it was done", &[Read, Act, Answer(504, None)]),
    by(Tunnelled, "a tunnel that asks for a password", &[Read, Say(ASKS)]),
    by(Tunnelled, "a tunnel to nowhere", &[Read, Say(NO_GATEWAY)]),
    by(Tunnelled, "a tunnel that is never dug", &[Read, Stall]),
    by(
        Tunnelled,
        "a tunnel whose head is dripped",
        &[Read, Drip(b"HTTP/1.1 200 OK\r\nA: b\r\nA: b\r\nA: b\r\n")],
    ),
    by(Tunnelled, "a tunnel with a head without end", &[Read, Repeat(b"HTTP/1.1 200 OK\r\n", 1_000_000)]),
    by(Tunnelled, "a tunnel that is reset", &[Read, Reset]),
    by(Tunnelled, "a tunnel with nobody at its end", &[Read, Say(ESTABLISHED), Stall]),
    by(Tunnelled, "a tunnel that is reset at its end", &[Read, Say(ESTABLISHED), ReadByte, Reset]),
    by(Socks, "a SOCKS proxy that is silent", &[ReadByte, Stall]),
    by(Socks, "a SOCKS proxy that takes nobody", &[ReadByte, Say(SOCKS_REFUSAL)]),
    by(Socks, "a SOCKS proxy that is reset", &[ReadByte, Reset]),
];
