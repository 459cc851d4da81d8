use super::each;
use crate::{
    args::Converts,
    context::Context,
    failure::Result,
    many::{NOTHING, Verb},
};

const SET: Verb = Verb { to_do: "set", done: "set the profiles of", things: "streams", answer: &NOTHING };

pub(super) async fn run(args: Converts, context: &Context) -> Result {
    let profiles = args.profiles;
    each(args.streams, args.hub, &args.many, SET, context, |stream, _| stream.set_converts(&profiles)).await
}
