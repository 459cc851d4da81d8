//! The figures of one stream, or of many in few calls.

use futures_util::TryStreamExt as _;
use pili::live::{Hub, Pili};
use serde_json::{Value, json};

use super::{each::keys, hub};
use crate::{
    args::{Chosen, LiveStreams},
    calls::Calls,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::{Output, Shape},
};

const STATUS: Shape =
    Shape::new(&["startAt", "bps", "fps.video", "fps.audio", "clientIP"]).seconds(&["startAt"]);
const STATUSES: Shape =
    Shape::new(&["key", "startAt", "bps", "fps.video", "fps.audio", "clientIP"]).seconds(&["startAt"]);

pub(super) async fn run(args: LiveStreams, context: &Context) -> Result {
    let (calls, hub) = hub(args.hub, context)?;
    match args.streams {
        Chosen { names, .. } if names.len() == 1 => one(&calls, &hub, &names[0], context.output).await,
        chosen => {
            let keys = keys(chosen, &calls, &hub).await?;
            many(&calls, &hub, keys, context.output).await
        }
    }
}

async fn one(calls: &Calls<Pili>, hub: &Hub, key: &str, output: Output) -> Result {
    match calls.send(hub.stream(key).live()).await? {
        Some(status) => output.item(&status, &STATUS),
        None => Err(Failure::new(Exit::NotFound, format_args!("stream {key} is not live"))),
    }
}

async fn many(calls: &Calls<Pili>, hub: &Hub, keys: Vec<String>, output: Output) -> Result {
    if keys.is_empty() {
        return output.list(&STATUSES).end();
    }
    let (mut list, mut statuses) = (output.list(&STATUSES), calls.client().items(hub.live_statuses(keys)));
    while let Some((key, status)) = statuses.try_next().await? {
        let mut row = json!({ "startAt": null });
        if let Some(status) = status {
            row = serde_json::to_value(status).unwrap_or_default();
        }
        row["key"] = Value::from(key.as_str());
        list.push(&row)?;
    }
    list.end()
}
