use pili::live::stream::Snapshot;

use super::each;
use crate::{
    args::SnapshotStreams, cmd::given::Given as _, context::Context, failure::Result, many::Verb,
    output::Shape,
};

const SAVED: Shape = Shape::new(&["name", "fname"]);
const SNAPSHOT: Verb =
    Verb { to_do: "save a picture of", done: "saved a picture of", things: "streams", answer: &SAVED };

pub(super) async fn run(args: SnapshotStreams, context: &Context) -> Result {
    let (streams, file) = (args.streams, args.file);
    file.check(&streams)?;
    each(streams, args.hub, &args.many, SNAPSHOT, context, |stream, key| {
        let snapshot = stream.snapshot().given(args.at, Snapshot::time);
        let snapshot = snapshot.given(file.name_for(key), Snapshot::file_name);
        let snapshot = snapshot.given(file.notify.clone(), Snapshot::notify);
        let snapshot = snapshot.given(file.pipeline.clone(), Snapshot::pipeline);
        let snapshot = snapshot.given(file.delete_after_days, Snapshot::delete_after_days);
        snapshot.given(args.format.map(Into::into), Snapshot::format)
    })
    .await
}
