//! reqwest as the transport, for a program that has a `reqwest::Client` of its own: with its proxy, its roots,
//! its pool.
//!
//! Its errors need no translation: the client finds in their sources whether a connection came about, and
//! repeats what is safe to repeat. Run with `cargo run -p pili --example reqwest_transport`; it starts a local
//! service on loopback.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use bytes::Bytes;
use http_body_util::Full;
use pili::{
    core::{BufferBody, Transport},
    live::{self, Hub},
};
use pili_local::{DEMO_HUB, Listen, Local};

/// `BufferBody` reads the bodies, within its limit, and leaves those of pushes open.
fn over(http: reqwest::Client) -> impl Transport {
    BufferBody::new(tower::service_fn(move |request: http::Request<Full<Bytes>>| {
        let http = http.clone();
        async move {
            let request = request.map(reqwest::Body::wrap).try_into()?;
            // Without the URL, which would bring its query into the text of the error.
            let answer = http.execute(request).await.map_err(reqwest::Error::without_url)?;
            Ok::<_, reqwest::Error>(http::Response::from(answer))
        }
    }))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A transport makes one exchange a call: who follows a redirect would send the signature elsewhere, and
    // could not tell any more what was done before.
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;

    let local = Local::demo();
    let server = local.serve(Listen::any()).await?;
    let client = live::builder(local.credentials().clone()).endpoint(server.endpoint()).transport(over(http));

    let hub = Hub::new(DEMO_HUB);
    client.send(hub.stream("evening").create()).await?;
    println!("created; is it live? {}", client.send(hub.stream("evening").live()).await?.is_some());

    // With the service gone, even a write is tried three times: it surely was not sent.
    server.shutdown().await;
    let Err(error) = client.send(hub.stream("night").create()).await else { return Ok(()) };
    println!("{error}");
    println!("may have taken effect: {}", error.may_have_taken_effect());
    Ok(())
}
