//! Jobs of v4, which merge streams of a room into one and publish it (spec 4.10; vendor page rtc 12001).

mod start;
mod stop;
mod update;

use pili_core::{Error, Result};

use crate::api::wire::Job;

pub use start::Start;
pub use stop::Stop;
pub use update::Update;

/// The service encodes in blocks of two pixels.
fn check(job: &Job) -> Result<()> {
    let config = job.config.as_ref();
    for (field, length) in
        [("width", config.and_then(|c| c.width)), ("height", config.and_then(|c| c.height))]
    {
        if length.is_some_and(|length| length == 0 || length % 2 != 0) {
            return Err(Error::invalid(field, "must be even and not 0"));
        }
    }
    Ok(())
}
