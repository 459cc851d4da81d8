//! The local service as a transport: a whole test of your program without a socket or an account.
//!
//! `cargo run -p pili --example local_in_process`

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use pili::{
    Credentials,
    live::{self, Hub},
};
use pili_local::Local;

#[tokio::main(flavor = "current_thread")]
async fn main() -> pili::core::Result<()> {
    let local = Local::demo();
    let client = live::builder(local.credentials().clone()).transport(local.transport());

    let hub = Hub::new(pili_local::DEMO_HUB);
    for key in ["morning", "noon", "evening"] {
        client.send(hub.stream(key).create()).await?;
    }
    let mut keys = client.items(hub.streams());
    while let Some(key) = keys.next().await {
        println!("{}", key?);
    }

    // Signatures are checked for real: another secret key is refused, with what was signed.
    let guessed = Credentials::new(local.credentials().access_key(), "guessed");
    let stranger = live::builder(guessed).transport(local.transport());
    if let Err(error) = stranger.send(hub.stream("evening").info()).await {
        println!("{error}");
        println!("signed: {:?}", error.string_to_sign().map(|text| text.to_text().into_owned()));
    }
    Ok(())
}
