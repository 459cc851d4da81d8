//! Disabling and enabling, of one stream or of many.

use pili::{
    Operation,
    live::{Client, Hub, Pili, Stream},
};

use super::hub;
use crate::{
    args::{Chosen, Disable, Enable, Many},
    context::Context,
    failure::Result,
    many::{self, Verb},
};

const DISABLE: Verb = Verb { to_do: "disable", done: "disabled", things: "streams" };
const ENABLE: Verb = Verb { to_do: "enable", done: "enabled", things: "streams" };

pub(super) async fn run(args: Disable, context: &Context) -> Result {
    let Disable { streams, hub, until, length, many } = args;
    let on = super::hub(hub, context)?;
    each(on, streams, &many, DISABLE, context, |stream| match (until, length) {
        (Some(time), _) => stream.disable_until(time),
        (_, Some(length)) => stream.disable_for(length),
        _ => stream.disable(),
    })
    .await
}

pub(super) async fn enable(args: Enable, context: &Context) -> Result {
    each(hub(args.hub, context)?, args.streams, &args.many, ENABLE, context, Stream::enable).await
}

async fn each<O: Operation<Api = Pili, Output = ()>>(
    (client, hub): (Client, Hub),
    chosen: Chosen,
    many: &Many,
    verb: Verb,
    context: &Context,
    operation: impl Fn(&Stream) -> O,
) -> Result {
    let keys = many::names(chosen, |prefix| keys_of(&client, &hub, prefix)).await?;
    many::run(keys, verb, many, context.output, |key| {
        let call = client.send(operation(&hub.stream(key)));
        async { Ok(call.await?) }
    })
    .await
}

async fn keys_of(client: &Client, hub: &Hub, prefix: String) -> Result<Vec<String>> {
    let (mut keys, mut list) = (Vec::new(), client.items(hub.streams().prefix(prefix)));
    while let Some(key) = list.next().await {
        keys.push(key?.to_string());
    }
    Ok(keys)
}
