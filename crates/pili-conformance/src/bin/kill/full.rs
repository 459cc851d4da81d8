use pili_live::{Hub, stream::Format};
use pili_media::{
    flv,
    rtmp::{Pace, Publisher},
};

use crate::{
    Outcome,
    clients::{Clients, HUB},
    fact::{Fact, hash},
    service,
    work::CLIP,
};

/// Of 512 bytes: the store fits, and grows a little; a saved file of some clips does not.
const BLOCKS: u32 = 6 * 1024;

/// Fills what room there is, and looks at what is served then, and after a kill.
pub(crate) async fn serves_nothing_broken() -> Outcome<String> {
    let folder = tempfile::tempdir()?;
    let service = service::start_with_room(folder.path(), BLOCKS)?;
    let clients = Clients::of(service.addresses)?;
    let large = large_file(&clients).await?;
    let mut kept = streams_until_full(&clients).await?;
    // All that is in memory is still served whole.
    for fact in kept.iter().chain(large.as_ref()) {
        fact.check(&clients).await?;
    }
    kept.extend(streams_until_refused(&clients).await?);
    service.kill()?;

    let service = service::start(folder.path())?;
    let clients = Clients::of(service.addresses)?;
    for fact in &kept {
        fact.check(&clients).await?;
    }
    // What could not be written is gone, or whole.
    if let Some(Fact::File { path, body }) = &large {
        let (status, found) = clients.get(path).await?;
        if status != 404 && hash(&found) != *body {
            return Err(format!("{path} is served broken: {status}, {} bytes", found.len()).into());
        }
    }
    clients.pili.send(Hub::new(HUB).stream("one-more").create()).await?;
    Ok(format!("{} streams until it was full", kept.len()))
}

/// Saves a file that is larger than the room, and a channel's segments.
async fn large_file(clients: &Clients) -> Outcome<Option<Fact>> {
    let stream = Hub::new(HUB).stream("large");
    let mut publisher = Publisher::connect(&clients.stream_url("large")?).await?;
    let clip = flv::read(CLIP)?;
    let length = clip.last().map_or(0, |last| last.timestamp + 40);
    let size: usize = clip.iter().map(|tag| tag.body.len()).sum();
    let rounds = u32::try_from(BLOCKS as usize * 512 / size + 2)?;
    for round in 0..rounds {
        let mut tags = clip.clone();
        tags.iter_mut().for_each(|tag| tag.timestamp += round * length);
        publisher.send_all(&tags, Pace::Fast).await?;
    }
    publisher.finish().await?;
    let saved = clients.pili.send(stream.save_as().format(Format::Flv).file_name("large.flv")).await;
    if saved.as_ref().err().and_then(|error| error.status()).is_none_or(|status| status.as_u16() != 507) {
        return Err(format!("a file larger than the disk is saved: {saved:?}").into());
    }
    let path = format!("{HUB}/files/large.flv");
    let (status, body) = clients.get(&path).await?;
    Ok((status == 200).then(|| Fact::File { path, body: hash(&body) }))
}

/// Streams that still fitted: what was refused leaves room for something smaller.
async fn streams_until_refused(clients: &Clients) -> Outcome<Vec<Fact>> {
    let mut kept = Vec::new();
    for n in 0..1_000_u32 {
        let key = format!("more-{n}");
        match clients.pili.send(Hub::new(HUB).stream(&*key).create()).await {
            Ok(_) => kept.push(Fact::Stream { key }),
            Err(error) if error.status().is_some_and(|status| status.as_u16() == 507) => return Ok(kept),
            Err(error) => {
                return Err(format!("on a full disk a stream is not refused with 507: {error}").into());
            }
        }
    }
    Err("on a full disk streams are created".into())
}

/// Streams that were created before the disk was full.
async fn streams_until_full(clients: &Clients) -> Outcome<Vec<Fact>> {
    let mut padding = Some("x".repeat(16 << 10));
    let mut kept = Vec::new();
    for n in 0..10_000_u32 {
        let key = format!("stream-{n}");
        let stream = Hub::new(HUB).stream(&*key);
        if clients.pili.send(stream.create()).await.is_err() {
            return Ok(kept);
        }
        kept.push(Fact::Stream { key });
        // What is too large no longer fits where something small still does.
        if let Some(text) = &padding
            && clients.pili.send(stream.set_converts([text.clone()])).await.is_err()
        {
            padding = None;
        }
    }
    Err("the disk is never full".into())
}
