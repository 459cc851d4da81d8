use super::hub;
use crate::{args::StreamInfo, context::Context, failure::Result, output::Shape};

const STREAM: Shape = Shape::new(&["createdAt", "updatedAt", "expireAt", "disabledTill", "converts"])
    .seconds(&["createdAt", "updatedAt", "expireAt", "disabledTill"])
    .keys(&["publishKey"]);

pub(super) async fn run(args: StreamInfo, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    calls.show(hub.stream(&*args.key).info(), &STREAM.with_keys(args.show_keys)).await
}
