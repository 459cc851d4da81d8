//! Where a run publishes to.

use pili_live::task::Forward;

use super::place::{Writable, shown};
use crate::{
    flv::Tag,
    rtmp::{Pace, Publisher},
};

/// Publishes to all places; one that fails is left out, and the run goes on while there is another.
#[derive(Debug, Default)]
pub(super) struct Outlets(Vec<(String, Publisher)>);

impl Outlets {
    /// Connects to all. What cannot be is told in lines for the log.
    pub(super) async fn connect(forwards: &[Forward]) -> (Self, Vec<String>) {
        let (mut open, mut lines) = (Vec::new(), Vec::new());
        for forward in forwards {
            match publisher(forward.url.as_str()).await {
                Ok(publisher) => {
                    let place = shown(forward.url.as_str()).to_owned();
                    lines.push(format!("publishing to {place}"));
                    open.push((place, publisher));
                }
                Err(line) => lines.push(line),
            }
        }
        (Self(open), lines)
    }

    pub(super) fn are_gone(&self) -> bool {
        self.0.is_empty()
    }

    /// Sends a tag to all, and gives lines about those that failed.
    pub(super) async fn send(&mut self, tag: &Tag) -> Vec<String> {
        let mut lines = Vec::new();
        let mut open = Vec::new();
        for (place, mut publisher) in self.0.drain(..) {
            match publisher.send_all(std::slice::from_ref(tag), Pace::Fast).await {
                Ok(()) => open.push((place, publisher)),
                Err(error) => lines.push(format!("{place}: {error}")),
            }
        }
        self.0 = open;
        lines
    }

    /// Ends all publishes.
    pub(super) async fn finish(&mut self) {
        for (_, publisher) in self.0.drain(..) {
            // One that is broken has ended too.
            let _ = publisher.finish().await;
        }
    }
}

async fn publisher(url: &str) -> Result<Publisher, String> {
    let Writable(url) = Writable::parse(url)?;
    Publisher::connect(&url).await.map_err(|error| format!("{}: {error}", shown(&url)))
}
