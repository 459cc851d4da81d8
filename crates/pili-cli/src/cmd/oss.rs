//! `pili oss`: live channels of OSS.

mod create;
mod url;
mod vod;

use pili::oss::{Bucket, LiveChannel, Oss};

use crate::{
    args::{self, Channel, InBucket, OneChannel, choice},
    calls::Calls,
    context::Context,
    failure::Result,
    output::Shape,
};

const CHANNELS: Shape =
    Shape::new(&["Name", "Status", "LastModified", "Description"]).times(&["LastModified"]);
const CONFIG: Shape = Shape::new(&["Status", "Description"]);
const STAT: Shape = Shape::new(&["Status", "ConnectedTime", "RemoteAddr"]).times(&["ConnectedTime"]);
const HISTORY: Shape = Shape::new(&["StartTime", "EndTime", "RemoteAddr"]).times(&["StartTime", "EndTime"]);

pub(super) async fn run(command: args::Oss, context: &Context) -> Result {
    let args::Oss::Channel(command) = command;
    match command {
        Channel::Ls { bucket: named, prefix, limit } => {
            let (calls, bucket) = bucket(named, context)?;
            calls.pages(bucket.channels().prefix(prefix), limit, &CHANNELS, |channel| channel).await
        }
        Channel::Create(args) => create::run(args, context).await,
        Channel::Url(args) => url::run(args, context),
        Channel::Info(args) => {
            let (calls, channel) = channel(args, context)?;
            calls.show(channel.info(), &CONFIG).await
        }
        Channel::Status { channel: named, status } => {
            let told = format!("{} is {}", named.channel, choice::name(status));
            let (calls, channel) = channel(named, context)?;
            calls.done(channel.set_status(status.into()), told).await
        }
        Channel::Stat(args) => {
            let (calls, channel) = channel(args, context)?;
            calls.show(channel.stat(), &STAT).await
        }
        Channel::History(args) => {
            let (calls, channel) = channel(args, context)?;
            calls.list(channel.history(), &HISTORY).await
        }
        Channel::Vod(args) => vod::run(args, context).await,
        Channel::Delete(args) => {
            let told = format!("deleted channel {}", args.channel);
            let (calls, channel) = channel(args, context)?;
            calls.done(channel.delete(), told).await
        }
    }
}

/// Calls, and the bucket that is meant.
fn bucket(named: InBucket, context: &Context) -> Result<(Calls<Oss>, Bucket)> {
    let (calls, target) = context.calls()?;
    Ok((calls, Bucket::new(target.bucket(named.bucket)?)))
}

/// Calls, and the channel that is meant.
fn channel(named: OneChannel, context: &Context) -> Result<(Calls<Oss>, LiveChannel)> {
    let (calls, bucket) = bucket(named.bucket, context)?;
    Ok((calls, bucket.channel(named.channel)))
}
