use serde_json::json;

use super::hub;
use crate::{args::ListStreams, context::Context, failure::Result, output::Shape};

const KEYS: Shape = Shape::new(&["key"]);

pub(super) async fn run(args: ListStreams, context: &Context) -> Result {
    let (client, hub) = hub(args.hub, context)?;
    let list = hub.streams().prefix(args.prefix);
    let mut streams = client.items(if args.live { list.live_only() } else { list });
    let mut output = context.output.list(&KEYS);
    let mut rest = args.limit.unwrap_or(usize::MAX);
    while rest > 0 {
        let Some(key) = streams.next().await else { break };
        output.push(&json!({ "key": key?.as_str() }))?;
        rest -= 1;
    }
    output.end()
}
