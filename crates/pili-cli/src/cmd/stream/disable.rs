//! Disabling and enabling, of one stream or of many.

use super::each;
use crate::{
    args::{Disable, Enable},
    context::Context,
    failure::Result,
    many::{NOTHING, Verb},
};

const DISABLE: Verb = Verb { to_do: "disable", done: "disabled", things: "streams", answer: &NOTHING };
const ENABLE: Verb = Verb { to_do: "enable", done: "enabled", things: "streams", answer: &NOTHING };

pub(super) async fn run(args: Disable, context: &Context) -> Result {
    let Disable { streams, hub, until, length, many } = args;
    each(streams, hub, &many, DISABLE, context, |stream, _| match (until, length) {
        (Some(time), _) => stream.disable_until(time),
        (_, Some(length)) => stream.disable_for(length),
        _ => stream.disable(),
    })
    .await
}

pub(super) async fn enable(args: Enable, context: &Context) -> Result {
    each(args.streams, args.hub, &args.many, ENABLE, context, |stream, _| stream.enable()).await
}
