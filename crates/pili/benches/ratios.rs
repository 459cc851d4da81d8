//! What our layers cost, as a ratio against a baseline measured in the same run: times alone say more about the
//! machine than about the code. `cargo xtask bench` runs it.

#![allow(clippy::print_stdout, reason = "the figures are the program's output")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot start should say where")]

use std::{
    convert::Infallible,
    hint::black_box,
    time::{Duration, Instant, UNIX_EPOCH},
};

use bytes::Bytes;
use pili::{
    Client, Credentials, Endpoint, Signer as _,
    auth::qiniu::{QiniuV2, token},
    core::{Request, Response},
    live::Hub,
    urls::publish::PublishAuth,
};
use tower::{Service as _, service_fn};

fn main() {
    signing_a_request();
    signing_a_publish_url();
    a_whole_call();
}

fn signing_a_request() {
    let credentials = Credentials::new("access-key", "secret-key");
    let signer = QiniuV2::new(credentials.clone());
    let request: Request =
        http::Request::get("https://pili.qiniuapi.com/v2/hubs/shows/streams").body(Bytes::new()).unwrap();
    let text = signer.string_to_sign(&request).unwrap();
    compare(
        "sign a request / one HMAC-SHA1 of its string to sign",
        || drop(black_box(signer.sign(&mut request.clone(), UNIX_EPOCH))),
        || drop(black_box(token(credentials.secret_key(), text.as_bytes()))),
    );
}

fn signing_a_publish_url() {
    let credentials = Credentials::new("access-key", "secret-key");
    let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let auth = PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at };
    compare(
        "sign a publish URL / one HMAC-SHA1 of its string to sign",
        || drop(black_box(auth.sign("rtmp://publish.example.com/shows/evening"))),
        || drop(black_box(token(credentials.secret_key(), "/shows/evening?e=1700000000"))),
    );
}

fn a_whole_call() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = |_: Request| async { Ok::<_, Infallible>(Response::new(Bytes::from_static(b"{}"))) };
    let client = Client::builder(Endpoint::parse("https://pili.qiniuapi.com").unwrap())
        .signer(QiniuV2::new(Credentials::new("access-key", "secret-key")))
        .transport(service_fn(answer));
    let signer = QiniuV2::new(Credentials::new("access-key", "secret-key"));
    let stream = Hub::new("shows").stream("evening");
    compare(
        "a call through the whole stack / encode, sign and answer without it",
        || drop(black_box(runtime.block_on(client.send(stream.info())))),
        || {
            use pili::Operation as _;
            let mut request = stream.info().encode(client.endpoint()).unwrap();
            signer.sign(&mut request, UNIX_EPOCH).unwrap();
            drop(black_box(runtime.block_on(service_fn(answer).call(request))));
        },
    );
}

/// Runs both in turn, and prints the ratio of each pair of batches: least, median, most.
fn compare(name: &str, subject: impl Fn(), baseline: impl Fn()) {
    const PAIRS: usize = 31;
    let mut ratios: Vec<f64> =
        (0..PAIRS).map(|_| batch(&subject).as_secs_f64() / batch(&baseline).as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    println!("{name}: {:.2} (from {:.2} to {:.2})", ratios[PAIRS / 2], ratios[0], ratios[PAIRS - 1]);
}

fn batch(work: &impl Fn()) -> Duration {
    let begun = Instant::now();
    (0..2_000).for_each(|_| work());
    begun.elapsed()
}
