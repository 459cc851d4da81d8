use std::error::Error;

use pili_local::{
    DEMO_HUB, EventKind, Listen, Local, Server, flv,
    rtmp::{Pace, Publisher},
};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../../pili-media/tests/data/clip.flv");

/// A stream that is published, for as long as this lives.
pub struct OnAir {
    /// The service, on sockets.
    pub server: Server,
    /// Who publishes.
    pub publisher: Publisher,
}

impl std::fmt::Debug for OnAir {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnAir").field("addresses", &self.server.addresses()).finish_non_exhaustive()
    }
}

/// Publishes a clip of two seconds as this stream of the demo hub.
///
/// # Errors
/// When the service cannot listen, or refuses the publish.
pub async fn on_air(local: &Local, key: &str) -> Result<OnAir, Box<dyn Error + Send + Sync>> {
    let server = local.serve(Listen::any()).await?;
    let mut publisher = Publisher::connect(&local.urls(DEMO_HUB, key)?.publish).await?;
    publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
    local.until(|event| event.is(EventKind::PublishBegan, &format!("{DEMO_HUB}/{key}"))).await;
    Ok(OnAir { server, publisher })
}
