//! What goes to one connection, or to all of a session.

use pili::opentok::{connection, session};

use super::project;
use crate::{
    args::opentok::{Connection, Dtmf, Signal},
    cmd::given::Given as _,
    context::Context,
    failure::Result,
};

pub(super) async fn run(command: Connection, context: &Context) -> Result {
    let (calls, project) = project(context)?;
    let Connection::ForceDisconnect { session, connection } = command;
    let disconnect = project.session(session).connection(&*connection).force_disconnect();
    calls.done(disconnect, format_args!("disconnected {connection}")).await
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
