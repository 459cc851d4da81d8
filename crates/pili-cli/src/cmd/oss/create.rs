use pili::oss::channel::{ChannelStatus, Create, Snapshot};

use super::channel;
use crate::{args::CreateChannel, cmd::given::Given as _, context::Context, failure::Result, output::Shape};

const CREATED: Shape = Shape::new(&["PublishUrls", "PlayUrls"]);

pub(super) async fn run(args: CreateChannel, context: &Context) -> Result {
    let pictures = args.snapshot_interval.map(|interval| {
        let pictures = Snapshot::every(interval).given(args.snapshot_role, Snapshot::role_name);
        let pictures = pictures.given(args.snapshot_bucket, Snapshot::dest_bucket);
        pictures.given(args.snapshot_topic, Snapshot::notify_topic)
    });
    let (calls, channel) = channel(args.channel, context)?;
    let create = channel.create().given(args.description, Create::description);
    let create = create.given(args.status.map(ChannelStatus::from), Create::status);
    let fragments = args.frag_duration.zip(args.frag_count);
    let create = create.given(fragments, |create, (length, count)| create.fragments(length, count));
    let create = create.given(args.playlist_name, Create::playlist_name);
    calls.show(create.given(pictures, Create::snapshot), &CREATED).await
}
