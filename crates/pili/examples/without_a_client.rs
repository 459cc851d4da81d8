//! No client, no runtime: encode, sign and interpret by hand, and carry the bytes in any way.
//!
//! Run with `cargo run -p pili --example without_a_client`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    error::Error,
    time::{Duration, UNIX_EPOCH},
};

use pili::{
    Credentials, Operation as _, Signer as _,
    auth::qiniu::QiniuV2,
    core::{Request, Response},
    live::{ENDPOINT, Hub},
};

fn main() -> Result<(), Box<dyn Error>> {
    let signer = QiniuV2::new(Credentials::new("access-key", "secret-key"));
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000); // or `SystemTime::now()`

    let operation = Hub::new("shows").stream("evening").live();
    let mut request = operation.encode(&ENDPOINT)?;
    signer.sign(&mut request, now)?;
    let live = operation.interpret(&carry(&request))?;
    println!("{live:?}");
    Ok(())
}

/// Here the reader's own way to a server goes: another HTTP library, a queue, a test's recording.
fn carry(request: &Request) -> Response {
    println!("{} {}", request.method(), request.uri());
    for name in request.headers().keys() {
        println!("{name}: …");
    }
    Response::new(r#"{"startAt": 1700000000, "bps": 1200000}"#.into())
}
