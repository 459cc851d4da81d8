use super::hub;
use crate::{args::Key, context::Context, failure::Result};

pub(super) async fn run(args: Key, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    calls.done(hub.stream(&*args.key).create(), format_args!("created stream {}", args.key)).await
}
