//! Our operation for a method of oss2 and its arguments.

use std::{
    ops::Range,
    pin::Pin,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_core::{Endpoint, Error, Operation, Request, Response};
use pili_oss::{Bucket, Client, LiveChannel, Oss, channel::Create};
use serde_json::Value;

use super::answer;
use crate::{
    outcome::{Difference, Outcome},
    time,
};

/// An operation whose answer is read under oss2's names.
pub(super) trait Call {
    fn encode(&self, endpoint: &Endpoint) -> Result<Request, Error>;
    fn read(&self, response: Response) -> Result<Value, Error>;
    fn send<'a>(&'a self, client: &Client) -> Pin<Box<dyn Future<Output = Result<Value, Error>> + 'a>>;
}

struct Read<O: Operation<Api = Oss>>(O, fn(O::Output) -> Value);

impl<O: Operation<Api = Oss>> Call for Read<O> {
    fn encode(&self, endpoint: &Endpoint) -> Result<Request, Error> {
        self.0.encode(endpoint)
    }

    fn read(&self, response: Response) -> Result<Value, Error> {
        self.0.interpret(&response).map(self.1)
    }

    fn send<'a>(&'a self, client: &Client) -> Pin<Box<dyn Future<Output = Result<Value, Error>> + 'a>> {
        let sent = client.send(&self.0);
        Box::pin(async move { sent.await.map(self.1) })
    }
}

/// The operation that a method of oss2 stands for.
pub(super) fn call(bucket: &Bucket, method: &str, args: &Value) -> Outcome<Box<dyn Call>> {
    let channel = bucket.channel(text(args, "channel_name"));
    Ok(match method {
        "create_live_channel" => Box::new(Read(create(&channel, &args["info"])?, answer::created)),
        "list_live_channel" | "live_channel_iterator" | "LiveChannelIterator" => {
            Box::new(Read(list(bucket, args)?, answer::page))
        }
        "delete_live_channel" => Box::new(Read(channel.delete(), answer::nothing)),
        "put_live_channel_status" => {
            let status = text(args, "status").to_owned().into();
            Box::new(Read(channel.set_status(status), answer::nothing))
        }
        "get_live_channel" => Box::new(Read(channel.info(), answer::info)),
        "get_live_channel_stat" => Box::new(Read(channel.stat(), answer::stat)),
        "get_live_channel_history" => Box::new(Read(channel.history(), answer::history)),
        "post_vod_playlist" => {
            let name = text(args, "playlist_name");
            Box::new(Read(channel.post_vod_playlist(name, span(args)?), answer::nothing))
        }
        "get_vod_playlist" => Box::new(Read(channel.vod_playlist(span(args)?), answer::playlist)),
        other => return Err(Difference::new(format!("unknown method `{other}`"))),
    })
}

/// The create call for values of oss2, whose own defaults stand in for what is absent.
pub(super) fn create(channel: &LiveChannel, info: &Value) -> Outcome<Create> {
    let target = &info["target"];
    let status = info["status"].as_str().unwrap_or("enabled").to_owned().into();
    let duration = Duration::from_secs(number(target, "frag_duration", 5)?.into());
    let count = number(target, "frag_count", 3)?;
    let create = channel.create().description(text(info, "description")).status(status);
    Ok(create.fragments(duration, count).playlist_name(text(target, "playlist_name")))
}

fn list(bucket: &Bucket, args: &Value) -> Outcome<pili_oss::channel::List> {
    let list = bucket.channels().prefix(text(args, "prefix")).marker(text(args, "marker"));
    Ok(match args.get("max_keys") {
        Some(_) => list.max_keys(number(args, "max_keys", 100)?),
        None => list,
    })
}

fn text<'a>(args: &'a Value, name: &str) -> &'a str {
    args[name].as_str().unwrap_or_default()
}

fn number(args: &Value, name: &str, default: u64) -> Outcome<u32> {
    Ok(u32::try_from(args[name].as_u64().unwrap_or(default))?)
}

fn span(args: &Value) -> Outcome<Range<SystemTime>> {
    Ok(at(args, "start_time")?..at(args, "end_time")?)
}

/// A time; to read an answer, none is needed.
fn at(args: &Value, name: &str) -> Outcome<SystemTime> {
    let given = args.get(name).map_or(Ok(UNIX_EPOCH), time::seconds);
    given.map_err(|difference| difference.within(name))
}
