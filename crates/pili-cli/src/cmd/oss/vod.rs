use serde_json::json;

use super::channel;
use crate::{args::Vod, context::Context, failure::Result, output::Shape};

const PLAYLIST: Shape = Shape::new(&["playlist"]);

pub(super) async fn run(args: Vod, context: &Context) -> Result {
    let span = args.span.ended()?;
    let (calls, channel) = channel(args.channel, context)?;
    match args.playlist_name {
        Some(name) => {
            let told = format!("made {name}");
            calls.done(channel.post_vod_playlist(name, span), told).await
        }
        None => {
            let playlist = calls.send(channel.vod_playlist(span)).await?;
            let text = playlist.strip_suffix('\n').unwrap_or(&playlist);
            context.output.essence(text, &json!({ "playlist": playlist }), &PLAYLIST)
        }
    }
}
