use super::hub;
use crate::{args::Key, context::Context, failure::Result, output::Shape};

const STREAM: Shape = Shape::new(&["createdAt", "updatedAt", "expireAt", "disabledTill", "converts"])
    .seconds(&["createdAt", "updatedAt", "expireAt", "disabledTill"]);

pub(super) async fn run(args: Key, context: &Context) -> Result {
    let (client, hub) = hub(args.hub, context)?;
    let info = client.send(hub.stream(&*args.key).info()).await?;
    context.output.item(&info, &STREAM)
}
