use pili::opentok::{
    AutoArchive, MediaMode,
    session::{Create, SessionInfo},
};
use serde_json::json;

use super::project;
use crate::{
    args::opentok::{CreateSession, Session},
    clock,
    cmd::given::Given as _,
    context::Context,
    failure::Result,
    output::Shape,
};

const SESSION: Shape = Shape::new(&["session_id", "project_id", "create_dt"]).times(&["create_dt"]);

pub(super) async fn run(command: Session, context: &Context) -> Result {
    match command {
        Session::Create(args) => create(args, context).await,
        Session::MuteAll { session, except } => {
            let (calls, project) = project(context)?;
            let mute = project.session(&*session).mute_all();
            let mute = if except.is_empty() { mute } else { mute.except(except) };
            calls.done(mute, "muted all streams, and those to come").await
        }
        Session::DisableMute { session } => {
            let (calls, project) = project(context)?;
            calls.done(project.session(session).disable_mute(), "streams to come are not muted").await
        }
    }
}

async fn create(args: CreateSession, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    let mode = args.routed.then_some(MediaMode::Routed).or(args.relayed.then_some(MediaMode::Relayed));
    let create = project.create_session().given(mode, Create::media_mode);
    let create = create.given(args.location, Create::location);
    let archive = args.archive.then(|| {
        let archive = AutoArchive::new().given(args.archive_name, AutoArchive::name);
        archive.given(args.archive_resolution, AutoArchive::resolution)
    });
    let create = create.given(archive, Create::always_archive);
    let create = if args.e2ee { create.end_to_end_encryption() } else { create };
    context.output.item(&told(&calls.send(create).await?), &SESSION)
}

/// With its time in RFC 3339, which the API writes otherwise.
fn told(session: &SessionInfo) -> serde_json::Value {
    json!({
        "session_id": session.session_id,
        "project_id": session.project_id,
        "partner_id": session.partner_id,
        "create_dt": session.created_at.map(clock::rfc3339),
    })
}
