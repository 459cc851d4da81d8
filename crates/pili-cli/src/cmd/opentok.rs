//! `pili opentok`: sessions, and what is made of them.

mod account;
mod archive;
mod broadcast;
mod call;
mod callback;
mod connection;
mod render;
mod session;
mod storage;
mod stream;
mod token;

use pili::opentok::{self, Project};
use pili_local::{DEMO_ACCESS_KEY, DEMO_APPLICATION_ID};

use crate::{
    args::OpenTok,
    calls::Calls,
    context::Context,
    failure::{Failure, Result},
    target::Target,
};

pub(super) async fn run(command: OpenTok, context: &Context) -> Result {
    match command {
        OpenTok::Token(args) => token::run(args, context),
        OpenTok::Session(command) => session::run(command, context).await,
        OpenTok::Stream(command) => stream::run(command, context).await,
        OpenTok::Connection(command) => connection::run(command, context).await,
        OpenTok::Signal(args) => connection::signal(args, context).await,
        OpenTok::Dtmf(args) => connection::play_dtmf(args, context).await,
        OpenTok::Sip(command) => call::dial(command, context).await,
        OpenTok::AudioConnector(command) => call::audio(command, context).await,
        OpenTok::Project(command) => account::run(command, context).await,
        OpenTok::Insights { query, variables } => account::insights(query, variables, context).await,
        OpenTok::Archive(command) => archive::run(command, context).await,
        OpenTok::Broadcast(command) => broadcast::run(command, context).await,
        OpenTok::Render(command) => render::run(command, context).await,
        OpenTok::Captions(command) => render::captions(command, context).await,
        OpenTok::Callback(command) => callback::run(command, context).await,
    }
}

/// Calls, and the project or application that is meant: that of the keys.
fn project(context: &Context) -> Result<(Calls<opentok::OpenTok>, Project)> {
    let (calls, target) = context.calls()?;
    let project = of(&target)?;
    Ok((calls, project))
}

fn of(target: &Target) -> Result<Project> {
    let credentials = target.of_opentok()?;
    if credentials.id() == DEMO_ACCESS_KEY {
        let failure = Failure::usage("OpenTok's API key is decimal digits, which the demo key is not");
        return Err(failure.advise(format!(
            "name the demo application with --application {DEMO_APPLICATION_ID}, or start `pili local` with such a \
             key, and keep it in a profile of its own"
        )));
    }
    Ok(Project::of(&credentials))
}
