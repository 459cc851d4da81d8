//! A million verdicts on one core: how many a second, how long the slowest hundredth takes, and what memory they leave behind.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::{
    fs,
    pin::pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Waker},
    time::{Duration, Instant, UNIX_EPOCH},
};

use bytes::Bytes;
use hdrhistogram::Histogram;
use pili_auth::{Clock, Credentials};
use pili_gate::{Caller, Gate, Settings};
use pili_urls::publish::PublishAuth;

const VERDICTS: u64 = 1_000_000;
const SETTINGS: &str = "[[accounts]]\naccess_key = \"ak\"\nsecret_key = \"sk\"\n[[hubs]]\nname = \"hub\"\n";

static ALLOWED: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let settings: Settings = SETTINGS.parse().expect("good settings");
    let gate = Gate::new(settings, Clock::fixed(now), |told| {
        ALLOWED.fetch_add(usize::from(told.is_good()), Ordering::Relaxed);
    });
    let mut took = Histogram::<u64>::new_with_bounds(1, 1_000_000_000, 3).expect("a second in three digits");
    let (mut began, mut memory) = (Instant::now(), 0);
    for number in 0..VERDICTS + WARM {
        if number == WARM {
            (began, memory) = (Instant::now(), resident());
        }
        // Every other one is refused, which takes longer: the mistake is looked for.
        let request = publish(number, if number % 2 == 0 { number } else { number + 1 });
        let start = Instant::now();
        let answer = pin!(gate.answer(&request)).poll(&mut Context::from_waker(Waker::noop()));
        took.saturating_record(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX));
        assert!(answer.map(|answer| answer.is_some()).is_ready());
    }
    let seconds = began.elapsed().as_secs_f64();
    let per_second = VERDICTS as f64 / seconds;
    let micros = |nanos: u64| nanos as f64 / 1000.0;
    println!("verdicts a second, with what asks for them: {per_second:.0}");
    println!("a verdict: mean {:.1} us", took.mean() / 1000.0);
    for share in [50.0, 99.0, 99.9] {
        println!("  {share} %: {:.1} us", micros(took.value_at_percentile(share)));
    }
    println!("allowed: {} of {}", ALLOWED.load(Ordering::Relaxed), VERDICTS + WARM);
    println!("resident memory: {} KiB before, {} KiB after", memory >> 10, resident() >> 10);
}

const WARM: u64 = 10_000;

/// A publish of a stream of its own, by a URL that was signed for one of this number.
fn publish(number: u64, signed_for: u64) -> http::Request<Bytes> {
    let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_000_060);
    let auth = PublishAuth::ExpirySk { credentials: Credentials::new("ak", "sk"), expires_at };
    let url = auth.sign(&format!("rtmp://a.test/hub/s{signed_for}")).expect("a URL");
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let body = format!(
        "app=hub&flashver=LNX&swfurl=&tcurl=rtmp://a.test/hub&pageurl=&addr=203.0.113.7&clientid={number}&call=publish\
         &name=s{number}&type=live&{query}"
    );
    let mut request = http::Request::post("/hooks/nginx-rtmp").body(Bytes::from(body)).expect("a request");
    request.extensions_mut().insert(Caller([127, 0, 0, 1].into()));
    request
}

/// In bytes; 0 where it cannot be read.
fn resident() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).map_or(0, |pages| pages * 4096)
}
