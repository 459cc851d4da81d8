//! One call for each of many streams.

use pili::{
    Operation,
    live::{Hub, Pili, Stream},
};
use serde::Serialize;

use super::hub;
use crate::{
    args::{Chosen, InHub, Many},
    calls::Calls,
    context::Context,
    failure::Result,
    many::{self, Verb},
};

/// Does it to each of the streams that are chosen.
pub(super) async fn each<O>(
    chosen: Chosen,
    named: InHub,
    many: &Many,
    verb: Verb,
    context: &Context,
    operation: impl Fn(&Stream, &str) -> O,
) -> Result
where
    O: Operation<Api = Pili, Output: Serialize>,
{
    let (calls, hub) = hub(named, context)?;
    let keys = keys(chosen, &calls, &hub).await?;
    let (calls, operation) = (&calls, &operation);
    many::run(keys, verb, many, context.output, |key| {
        let operation = operation(&hub.stream(&*key), &key);
        async move { Ok(calls.send(operation).await?) }
    })
    .await
}

/// The keys of the streams that are chosen.
pub(super) async fn keys(chosen: Chosen, calls: &Calls<Pili>, hub: &Hub) -> Result<Vec<String>> {
    many::names(chosen, async |prefix| {
        let (mut keys, mut list) = (Vec::new(), calls.client().items(hub.streams().prefix(prefix)));
        while let Some(key) = list.next().await {
            keys.push(key?.to_string());
        }
        Ok(keys)
    })
    .await
}
