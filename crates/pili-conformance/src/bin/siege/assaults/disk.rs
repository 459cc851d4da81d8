//! A disk on which nothing more has room: what cannot be kept is refused with 507, and all else goes on.

use std::sync::Arc;

use pili_live::Hub;
use pili_local::DEMO_HUB;

use crate::{
    Outcome,
    field::{Field, GOOD},
    tally::Tally,
};

const MANY: u32 = 5_000;
/// Refusals that are looked at, once it is full.
const LOOKS: usize = 50;
const PADDING: usize = 16 << 10;

pub(super) async fn full(field: Arc<Field>) -> Outcome<Tally> {
    let client = field.hasty_client()?;
    let hub = Hub::new(DEMO_HUB);
    let padding = "x".repeat(PADDING);
    let mut tally = Tally::default();
    for number in 0..MANY {
        let stream = hub.stream(format!("padding-{number}"));
        let created = client.send(stream.create()).await;
        let grown = client.send(stream.set_converts([padding.clone()])).await;
        for outcome in [created, grown] {
            match outcome.map_err(|error| (error.status().map(|status| status.as_u16()), error)) {
                Ok(()) => tally.count("kept"),
                Err((Some(507), _)) => tally.count("507"),
                // What was not created cannot grow.
                Err((Some(612), _)) => tally.count("612"),
                Err((_, error)) => return Err(error.into()),
            }
        }
        if tally.of("507") >= LOOKS {
            client.send(hub.stream(GOOD).info()).await?;
            return Ok(tally);
        }
    }
    Err(format!("it is never full: {tally}").into())
}
