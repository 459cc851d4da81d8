use pili::opentok::{
    OutputMode, StreamMode, Tracks,
    archive::{self, Start},
};

use super::{project, storage};
use crate::{
    args::opentok::{Archive, StartArchive},
    cmd::given::Given as _,
    context::Context,
    failure::{Failure, Result},
    output::Shape,
};

const ARCHIVES: Shape = Shape::new(&["id", "status", "name", "createdAt", "duration", "size", "sessionId"])
    .millis(&["createdAt", "updatedAt"]);

pub(super) async fn run(command: Archive, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    match command {
        Archive::Start(args) => {
            calls.show(start(project.session(&*args.session).start_archive(), *args), &ARCHIVES).await
        }
        Archive::Stop(args) => calls.show(project.archive(args.id).stop(), &ARCHIVES).await,
        Archive::Ls(args) => {
            let list = project.archives().given(args.session, archive::List::session);
            calls.pages(list, args.limit, &ARCHIVES, |archive| archive).await
        }
        Archive::Info(args) => calls.show(project.archive(args.id).info(), &ARCHIVES).await,
        Archive::Delete(args) => {
            let delete = project.archive(&*args.id).delete();
            calls.done(delete, format_args!("deleted {}", args.id)).await
        }
        Archive::SetLayout(args) => {
            let layout = args.layout.get().ok_or_else(no_layout)?;
            calls.done(project.archive(args.id).set_layout(layout), "set the layout").await
        }
        Archive::AddStream(args) => {
            let add = project.archive(args.id).add_stream(&*args.stream);
            let add = add.given(args.tracks.map(Tracks::from), archive::AddStream::tracks);
            calls.done(add, format_args!("added {}", args.stream)).await
        }
        Archive::SetStorage(args) => storage::set(args, &calls, &project, context).await,
        Archive::DeleteStorage => {
            calls.done(project.delete_archive_storage(), "archives are uploaded no longer").await
        }
        Archive::RemoveStream(args) => {
            let remove = project.archive(args.id).remove_stream(&*args.stream);
            calls.done(remove, format_args!("removed {}", args.stream)).await
        }
    }
}

fn start(start: Start, args: StartArchive) -> Start {
    let start = start.given(args.name, Start::name).given(args.tracks.map(Tracks::from), Start::tracks);
    let start = start.given(args.output_mode.map(OutputMode::from), Start::output_mode);
    let start = start.given(args.stream_mode.map(StreamMode::from), Start::stream_mode);
    let start = start.given(args.resolution, Start::resolution).given(args.layout.get(), Start::layout);
    let start = start.given(args.multi_archive_tag, Start::multi_archive_tag);
    let start = start.given(args.max_bitrate, Start::max_bitrate);
    let start = start.given(args.quantization_parameter, Start::quantization_parameter);
    let start = if args.transcription { start.transcription() } else { start };
    let start = start.given(args.transcription_language, Start::transcription_language);
    start.given(args.transcription_summary, Start::transcription_summary)
}

pub(super) fn no_layout() -> Failure {
    Failure::usage("no layout is named").advise("pass --layout")
}
