use super::project;
use crate::{args::opentok::Stream, context::Context, failure::Result, output::Shape};

const STREAMS: Shape = Shape::new(&["id", "name", "videoType", "layoutClassList"]);

pub(super) async fn run(command: Stream, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    match command {
        Stream::Ls { session } => {
            let page = calls.send(project.session(session).streams()).await?;
            context.output.all(page.items, &STREAMS)
        }
        Stream::Info(args) => {
            calls.show(project.session(args.session).stream(args.stream).info(), &STREAMS).await
        }
        Stream::Mute(args) => {
            let mute = project.session(args.session).stream(&*args.stream).mute();
            calls.done(mute, format_args!("muted {}", args.stream)).await
        }
        Stream::SetClassLists { stream, classes } => {
            let set = project.session(stream.session).set_class_lists().stream(&*stream.stream, classes);
            calls.done(set, format_args!("set the classes of {}", stream.stream)).await
        }
    }
}
