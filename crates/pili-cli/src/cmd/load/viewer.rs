use std::time::{Duration, SystemTime};

use pili_media::flv::{Tag, TagKind};
use tokio::time::{Instant, sleep, timeout_at};

use super::{stamp::Stamp, tally::Tally};
use crate::{
    clock,
    exit::Exit,
    viewing::{ViewError, Viewing},
};

/// How long a stream may take to become live.
const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(100);
/// A stream that ends so shortly before the end has been there all the time.
const SOON: Duration = Duration::from_secs(1);

/// Plays until the end.
pub(super) async fn run(url: &str, end: Instant, tally: &Tally) {
    if let Err(error) = play(url, end, tally).await {
        let exit = match &error {
            ViewError::NotLive => Exit::NotFound,
            ViewError::Answer(_) => Exit::Refused,
            ViewError::NoAnswer(_) | ViewError::Broken(_) => Exit::NoAnswer,
        };
        tally.play.failed(exit, error.to_string());
    }
}

async fn play(url: &str, end: Instant, tally: &Tally) -> Result<(), ViewError> {
    let asked = Instant::now();
    let joining = timeout_at(end, join(url, end.min(asked + PATIENCE))).await;
    let mut viewing = joining.unwrap_or_else(|_| Err(ViewError::NoAnswer("no answer in time".to_owned())))?;
    let mut seen = Seen { joined_at: clock::now(), next: None };
    tally.play.connected(asked.elapsed());
    let watching = async {
        while let Some(tag) = viewing.next().await? {
            seen.take(&tag, tally);
        }
        Ok(())
    };
    let ended = timeout_at(end, watching).await;
    match ended {
        Ok(Ok(())) if Instant::now() + SOON < end => {
            Err(ViewError::Broken("the stream ended before the time was over".to_owned()))
        }
        ended => ended.unwrap_or(Ok(())),
    }
}

/// A stream that is not live may be so in a moment.
async fn join(url: &str, until: Instant) -> Result<Viewing, ViewError> {
    loop {
        match Viewing::open(url).await {
            Err(ViewError::NotLive) if Instant::now() + STEP < until => sleep(STEP).await,
            outcome => return outcome,
        }
    }
}

/// What a viewer knows of the stream.
struct Seen {
    joined_at: SystemTime,
    /// The number that the next picture should have.
    next: Option<u64>,
}

impl Seen {
    fn take(&mut self, tag: &Tag, tally: &Tally) {
        let is_picture = tag.kind == TagKind::Video && !tag.is_config();
        tally.play.sent(tag.body.len(), is_picture);
        let Some(Stamp { number, sent_at }) = Stamp::of(tag) else { return };
        // A number that falls is of a publisher who began anew.
        let lost = self.next.and_then(|next| number.checked_sub(next)).unwrap_or_default();
        tally.play.lost(lost);
        self.next = Some(number + 1);
        // Those from before are sent at once, so that a decoder can begin: that is no latency.
        if sent_at >= self.joined_at {
            tally.play.was_late(clock::now().duration_since(sent_at).unwrap_or_default());
        }
    }
}
