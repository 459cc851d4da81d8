use super::hub;
use crate::{args::KeyInSpan, context::Context, failure::Result, output::Shape};

const ACTIVITY: Shape = Shape::new(&["start", "end", "clientIP", "serverIP"]).seconds(&["start", "end"]);

pub(super) async fn run(args: KeyInSpan, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    calls.list(hub.stream(&*args.key).history().span(args.span.get()?), &ACTIVITY).await
}
