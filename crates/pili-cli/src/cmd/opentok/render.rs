//! Pages that are brought into a session, and captions of it.

use pili::{
    auth::opentok::Role,
    opentok::{OpenTok, captions, render::Start},
};

use super::{of, token};
use crate::{
    args::opentok::{Captions, Render, StartCaptions, StartRender},
    calls::Calls,
    cmd::given::Given as _,
    context::Context,
    failure::Result,
    output::Shape,
};

const RENDERS: Shape =
    Shape::new(&["id", "status", "url", "createdAt", "sessionId"]).millis(&["createdAt", "updatedAt"]);
const CAPTIONS: Shape = Shape::new(&["captionsId"]);

pub(super) async fn run(command: Render, context: &Context) -> Result {
    match command {
        Render::Start(args) => start(args, context).await,
        Render::Stop { id } => {
            let (calls, project) = super::project(context)?;
            calls.done(project.render(&*id).stop(), format_args!("stopped {id}")).await
        }
        Render::Ls { limit } => {
            let (calls, project) = super::project(context)?;
            calls.pages(project.renders(), limit, &RENDERS, |render| render).await
        }
        Render::Info { id } => {
            let (calls, project) = super::project(context)?;
            calls.show(project.render(id).info(), &RENDERS).await
        }
    }
}

async fn start(args: StartRender, context: &Context) -> Result {
    let (calls, target): (Calls<OpenTok>, _) = context.calls()?;
    let token = token::of_service(args.token, &args.session, Role::Publisher, &target)?;
    let start = of(&target)?.session(args.session).start_render(token, args.url);
    let start = start.given(args.max_duration, Start::max_duration);
    let start = start.given(args.resolution, Start::resolution).given(args.name, Start::name);
    calls.show(start.given(args.status_callback_url, Start::status_callback_url), &RENDERS).await
}

pub(super) async fn captions(command: Captions, context: &Context) -> Result {
    match command {
        Captions::Start(args) => start_captions(args, context).await,
        Captions::Stop { id } => {
            let (calls, project) = super::project(context)?;
            calls.done(project.captions(&*id).stop(), format_args!("stopped {id}")).await
        }
    }
}

async fn start_captions(args: StartCaptions, context: &Context) -> Result {
    let (calls, target): (Calls<OpenTok>, _) = context.calls()?;
    let token = token::of_service(args.token, &args.session, Role::Moderator, &target)?;
    let start = of(&target)?.session(args.session).start_captions(token);
    let start = start.given(args.language_code, captions::Start::language_code);
    let start = start.given(args.max_duration, captions::Start::max_duration);
    let start = start.given(args.partial_captions, captions::Start::partial_captions);
    calls.show(start.given(args.status_callback_url, captions::Start::status_callback_url), &CAPTIONS).await
}
