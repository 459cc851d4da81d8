//! One publisher: asked in, fed on, and told to go.

use std::{io, net::SocketAddr};

use tokio::time::timeout;

use super::{
    Rejection,
    handshake::{Handshake, Request},
    link::Link,
    stream_id::Asked,
    wire::Wire,
};
use crate::{
    Admission, Media, Protocol, Refusal, RefusedBy, demux::Demuxer, flv::Tag, places::Place,
    registry::Publication,
};

pub(super) async fn run(wire: Wire, media: Media, local: SocketAddr, place: &Place) -> io::Result<()> {
    let (peer, limits) = (wire.peer(), media.limits().clone());
    let mut handshake = Handshake::new(wire, &limits);
    let request = timeout(limits.handshake, handshake.request()).await??;
    let publication = match admit(&media, &request, peer, local) {
        Ok(publication) => publication,
        Err(rejection) => {
            handshake.refuse(rejection).await;
            return Ok(());
        }
    };
    let link = handshake.accept().await?;
    place.goes_on();
    Session { link, demuxer: Demuxer::new(limits.message), publication, media }.run().await
}

/// Asks the gate, which hears of all that is refused.
fn admit(
    media: &Media,
    request: &Request,
    peer: SocketAddr,
    local: SocketAddr,
) -> Result<Publication, Rejection> {
    let (asked, rejection) = match Asked::parse(&request.stream_id) {
        Ok(asked) => (asked, request.wants_encryption.then_some(Rejection::Encrypted)),
        Err((asked, rejection)) => (asked, Some(rejection)),
    };
    let Asked { app, name, domain, query } = asked;
    let admission = Admission { protocol: Protocol::Srt, domain, app, name, extension: "", query, peer };
    if let Some(rejection) = rejection {
        media.gate().publish_refused(&admission, &Refusal::new(rejection.to_string()), RefusedBy::Gate);
        return Err(rejection);
    }
    media.publish(admission, local).map_err(|denied| match denied.by {
        RefusedBy::Publisher => Rejection::Conflict,
        _ => Rejection::Refused,
    })
}

struct Session {
    link: Link,
    demuxer: Demuxer,
    publication: Publication,
    media: Media,
}

impl Session {
    /// Feeds the stream until either side has enough.
    async fn run(mut self) -> io::Result<()> {
        let silence = self.media.limits().silence;
        loop {
            let message = tokio::select! {
                biased;
                _ = self.publication.cut() => break,
                message = timeout(silence, self.link.next()) => message,
            };
            let tags = match message {
                Ok(Some(message)) => self.demuxer.push(&message),
                Ok(None) => {
                    let last = self.demuxer.finish().unwrap_or_default();
                    self.push(&last);
                    return Ok(());
                }
                Err(silent) => {
                    self.link.close().await;
                    return Err(silent.into());
                }
            };
            match tags {
                Ok(tags) => self.push(&tags),
                // Looked at with the next turn.
                Err(error) => self.publication.end(error.to_string()),
            }
        }
        self.link.close().await;
        Ok(())
    }

    fn push(&self, tags: &[Tag]) {
        tags.iter().for_each(|tag| self.publication.push(tag.kind, tag.timestamp, &tag.body));
    }
}
