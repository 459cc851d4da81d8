use pili::opentok::{
    Hls, Rtmp, StreamMode, Tracks,
    broadcast::{self, Start},
};

use super::{archive::no_layout, project};
use crate::{
    args::opentok::{Broadcast, StartBroadcast},
    cmd::given::Given as _,
    context::Context,
    failure::Result,
    output::Shape,
};

const BROADCASTS: Shape =
    Shape::new(&["id", "status", "createdAt", "resolution", "sessionId"]).millis(&["createdAt", "updatedAt"]);

pub(super) async fn run(command: Broadcast, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    match command {
        Broadcast::Start(args) => {
            calls.show(start(project.session(&*args.session).start_broadcast(), *args), &BROADCASTS).await
        }
        Broadcast::Stop(args) => calls.show(project.broadcast(args.id).stop(), &BROADCASTS).await,
        Broadcast::Ls(args) => {
            let list = project.broadcasts().given(args.session, broadcast::List::session);
            calls.pages(list, args.limit, &BROADCASTS, |broadcast| broadcast).await
        }
        Broadcast::Info(args) => calls.show(project.broadcast(args.id).info(), &BROADCASTS).await,
        Broadcast::SetLayout(args) => {
            let layout = args.layout.get().ok_or_else(no_layout)?;
            calls.done(project.broadcast(args.id).set_layout(layout), "set the layout").await
        }
        Broadcast::AddStream(args) => {
            let add = project.broadcast(args.id).add_stream(&*args.stream);
            let add = add.given(args.tracks.map(Tracks::from), broadcast::AddStream::tracks);
            calls.done(add, format_args!("added {}", args.stream)).await
        }
        Broadcast::RemoveStream(args) => {
            let remove = project.broadcast(args.id).remove_stream(&*args.stream);
            calls.done(remove, format_args!("removed {}", args.stream)).await
        }
    }
}

fn start(start: Start, args: StartBroadcast) -> Start {
    let start = start.given(args.hls.map(Hls::from), Start::hls);
    let servers = args.rtmp.chunks(2).filter_map(|rtmp| Some(Rtmp::new(rtmp.first()?, rtmp.get(1)?)));
    let start = servers.fold(start, Start::rtmp).given(args.max_duration, Start::max_duration);
    let start = start.given(args.resolution, Start::resolution).given(args.layout.get(), Start::layout);
    let start = start.given(args.tracks.map(Tracks::from), Start::tracks);
    let start = start.given(args.stream_mode.map(StreamMode::from), Start::stream_mode);
    let start = start.given(args.multi_broadcast_tag, Start::multi_broadcast_tag);
    start.given(args.max_bitrate, Start::max_bitrate)
}
