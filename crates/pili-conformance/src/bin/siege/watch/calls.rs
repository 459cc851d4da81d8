//! Somebody who calls the API all the while, as the SDK does.

use std::{sync::Arc, time::Duration};

use pili_live::Hub;
use tokio::time::{Instant, sleep};

use super::Book;
use crate::{
    Outcome,
    field::{Field, GOOD},
};

const EVERY: Duration = Duration::from_millis(200);

pub(super) async fn make(field: Arc<Field>, book: Book) {
    let ended = call(&field, &book).await;
    book.wrong("calls", format!("{ended:?}"));
}

async fn call(field: &Field, book: &Book) -> Outcome {
    let client = field.client()?;
    let stream = Hub::new(pili_local::DEMO_HUB).stream(GOOD);
    loop {
        let begun = Instant::now();
        match client.send(stream.live()).await {
            Ok(Some(_)) => book.good("calls", begun.elapsed()),
            other => book.wrong("calls", format!("{other:?}")),
        }
        sleep(EVERY).await;
    }
}
