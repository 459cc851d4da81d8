use serde_json::json;

use super::hub;
use crate::{args::ListStreams, context::Context, failure::Result, output::Shape};

const KEYS: Shape = Shape::new(&["key"]);

pub(super) async fn run(args: ListStreams, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    let list = hub.streams().prefix(args.prefix);
    let list = if args.live { list.live_only() } else { list };
    calls.pages(list, args.limit, &KEYS, |key| json!({ "key": key.as_str() })).await
}
