//! `pili hub`: hubs and their settings.

use pili::{
    auth::Secret,
    live::{Key, Pili},
};

use super::stream::hub;
use crate::{
    args::{Hub, InHub, choice},
    calls::Calls,
    context::Context,
    failure::{Failure, Result},
    output::Shape,
};

const HUBS: Shape = Shape::new(&["name"]);
const HUB: Shape = Shape::new(&["hubName", "createdAt", "updatedAt", "publishSecurity", "storageBucket"])
    .seconds(&["createdAt", "updatedAt"]);

pub(super) async fn run(command: Hub, context: &Context) -> Result {
    match command {
        Hub::Ls => {
            let (calls, _): (Calls<Pili>, _) = context.calls()?;
            calls.list(pili::live::Hub::list(), &HUBS).await
        }
        Hub::Info { hub: named } => {
            let (calls, hub) = hub(InHub { hub: named }, context)?;
            calls.show(hub.info(), &HUB).await
        }
        Hub::SetSecurity { rule, hub: named } => {
            let (calls, hub) = hub(named, context)?;
            let set = hub.set_security(rule.security(), key(&context.secret("publish key")?)?);
            calls.done(set, format_args!("set the rule to {}, and the key", choice::name(rule))).await
        }
        Hub::SetHlsPlus { state, hub: named } => {
            let (calls, hub) = hub(named, context)?;
            let set = hub.set_hls_plus(state.is_on());
            calls.done(set, format_args!("switched low-latency HLS {}", choice::name(state))).await
        }
        Hub::SetPersistence(args) => {
            let (calls, hub) = hub(args.hub, context)?;
            let set = hub.set_persistence(&*args.bucket, args.days);
            calls.done(set, format_args!("streams are kept in {} for {} days", args.bucket, args.days)).await
        }
        Hub::SetSnapshotInterval { interval, hub: named } => {
            let (calls, hub) = hub(named, context)?;
            let set = hub.set_snapshot_interval(interval);
            calls.done(set, format_args!("a cover is made every {} s", interval.as_secs())).await
        }
    }
}

fn key(secret: &Secret) -> Result<Key> {
    let text = std::str::from_utf8(secret.expose());
    text.map(Key::from).map_err(|_| Failure::usage("the publish key is no text"))
}
