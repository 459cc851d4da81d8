//! What goes to one connection, or to all of a session.

use pili::opentok::{connection, session};

use super::project;
use crate::{
    args::opentok::{Connection, Dtmf, Signal},
    cmd::given::Given as _,
    context::Context,
    failure::Result,
    output::Shape,
};

const CONNECTIONS: Shape =
    Shape::new(&["connectionId", "connectionState", "createdAt"]).millis(&["createdAt"]);

pub(super) async fn run(command: Connection, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    match command {
        Connection::Ls { session } => {
            let page = calls.send(project.session(session).connections()).await?;
            context.output.all(page.items, &CONNECTIONS)
        }
        Connection::ForceDisconnect { session, connection } => {
            let disconnect = project.session(session).connection(&*connection).force_disconnect();
            calls.done(disconnect, format_args!("disconnected {connection}")).await
        }
    }
}

pub(super) async fn signal(args: Signal, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    let session = project.session(args.session);
    match args.to {
        Some(to) => {
            let signal = session.connection(to).signal(args.data);
            calls.done(signal.given(args.kind, connection::Signal::kind), "sent").await
        }
        None => calls.done(session.signal(args.data).given(args.kind, session::Signal::kind), "sent").await,
    }
}

pub(super) async fn play_dtmf(args: Dtmf, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    let session = project.session(args.session);
    match args.to {
        Some(to) => calls.done(session.connection(to).play_dtmf(args.digits), "played").await,
        None => calls.done(session.play_dtmf(args.digits), "played").await,
    }
}
