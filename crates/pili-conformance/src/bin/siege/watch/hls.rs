//! A player of HLS: every segment is there, in its order.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use pili_core::{Endpoint, HyperTransport};
use tokio::time::{Instant, sleep};
use tower::ServiceExt as _;

use super::Book;
use crate::{
    Outcome,
    field::{Field, GOOD},
};

const POLL: Duration = Duration::from_millis(500);

pub(super) async fn watch(field: Arc<Field>, book: Book) {
    let ended = play(&field, &book).await;
    book.wrong("hls", format!("the player has ended: {ended:?}"));
}

async fn play(field: &Field, book: &Book) -> Outcome {
    let http = HyperTransport::new(&Endpoint::parse(&format!("http://{}", field.http))?)?;
    let playlist = format!("http://{}{}", field.http, field.path(GOOD, "m3u8"));
    let mut next = None;
    let mut at = Instant::now();
    loop {
        let text = String::from_utf8(get(&http, &playlist).await?.to_vec())?;
        let (first, files) = segments(&text)?;
        let wanted = *next.get_or_insert(first);
        if first > wanted {
            book.wrong("hls", format!("segments {wanted} to {first} are gone"));
        }
        for (number, file) in (first..).zip(files).filter(|(number, _)| *number >= wanted) {
            let body = get(&http, &format!("http://{}/{}/{file}", field.http, pili_local::DEMO_HUB)).await?;
            if body.is_empty() {
                book.wrong("hls", format!("segment {number} is empty"));
            }
            book.good("hls", at.elapsed());
            at = Instant::now();
            next = Some(number + 1);
        }
        sleep(POLL).await;
    }
}

/// The number of the first, which is 0 unless it is told, and the names of all.
fn segments(playlist: &str) -> Outcome<(u64, Vec<&str>)> {
    let number = playlist.lines().find_map(|line| line.strip_prefix("#EXT-X-MEDIA-SEQUENCE:"));
    let number = number.map_or(Ok(0), |number| number.trim().parse())?;
    Ok((number, playlist.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()))
}

async fn get(http: &HyperTransport, url: &str) -> Outcome<Bytes> {
    let mut tries = 3;
    loop {
        let response = http.clone().oneshot(::http::Request::get(url).body(Bytes::new())?).await;
        tries -= 1;
        match response {
            Ok(response) if response.status() == 200 => return Ok(response.into_body()),
            // As players do, whose connection was closed or who were asked to wait.
            _ if tries > 0 => sleep(POLL).await,
            Ok(response) => return Err(format!("{url}: {}", response.status()).into()),
            Err(error) => return Err(format!("{url}: {error}").into()),
        }
    }
}
