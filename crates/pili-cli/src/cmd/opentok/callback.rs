use super::project;
use crate::{args::opentok::OpenTokCallback, context::Context, failure::Result, output::Shape};

const CALLBACKS: Shape = Shape::new(&["id", "group", "event", "url", "createdAt"]).millis(&["createdAt"]);

pub(super) async fn run(command: OpenTokCallback, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    match command {
        OpenTokCallback::Ls => calls.list(project.callbacks(), &CALLBACKS).await,
        OpenTokCallback::Register { group, event, url } => {
            calls.show(project.register_callback(group, event, url), &CALLBACKS).await
        }
        OpenTokCallback::Unregister { id } => {
            calls.done(project.callback(&*id).unregister(), format_args!("unregistered {id}")).await
        }
    }
}
