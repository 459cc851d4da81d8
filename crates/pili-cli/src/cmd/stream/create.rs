use super::hub;
use crate::{args::Key, context::Context, failure::Result};

pub(super) async fn run(args: Key, context: &Context) -> Result {
    let (client, hub) = hub(args.hub, context)?;
    client.send(hub.stream(&*args.key).create()).await?;
    context.output.note(format_args!("created stream {}", args.key));
    Ok(())
}
