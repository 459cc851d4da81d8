use pili::urls::oss_rtmp::PublishUrl;

use crate::{
    args::{ChannelUrl, PublishProtocol, Rule},
    cmd::url::{local_rtmp, show_publish_url},
    context::Context,
    failure::Result,
    target::Product,
};

pub(super) fn run(args: ChannelUrl, context: &Context) -> Result {
    let target = context.target()?;
    let bucket = target.bucket(args.channel.bucket.bucket)?;
    let host = match args.domain.or_else(|| local_rtmp(&target)) {
        Some(host) => host,
        None => Product::Oss.endpoint(&target)?.value.host().to_owned(),
    };
    let url = PublishUrl::new(&host, bucket, args.channel.channel)?.playlist_name(args.playlist_name);
    let expires_at = args.until.time()?;
    let url = url.sign(&target.credentials()?, expires_at)?;
    show_publish_url(&url, Rule::Oss, Some(expires_at), PublishProtocol::Rtmp, context.output)
}
