//! Calls over SIP, and audio over a WebSocket.

use pili::{
    auth::{Secret, opentok::Role},
    opentok::{
        OpenTok,
        session::{ConnectAudio, Dial},
    },
};

use super::{of, token};
use crate::{
    args::opentok::{AudioConnector, Connect, Sip},
    calls::Calls,
    cmd::given::Given as _,
    context::Context,
    environment,
    failure::{Failure, Result},
    output::Shape,
};

const CALL: Shape = Shape::new(&["id", "connectionId", "streamId"]).millis(&["createdAt", "updatedAt"]);
const AUDIO: Shape = Shape::new(&["id", "connectionId"]);
const PASSWORD: &str = "PILI_SIP_PASSWORD";

pub(super) async fn dial(command: Sip, context: &Context) -> Result {
    let Sip::Dial(args) = command;
    let (calls, target): (Calls<OpenTok>, _) = context.calls()?;
    let token = token::of_service(args.token, &args.session, Role::Publisher, &target)?;
    let dial = of(&target)?.session(args.session).dial(token, args.uri).given(args.from, Dial::from);
    let dial = args.headers.into_iter().fold(dial, |dial, (name, value)| dial.header(name, value));
    let dial = match args.user {
        Some(user) => dial.auth(user, password(context)?),
        None => dial,
    };
    let dial = dial.given(args.secure.then_some(true), Dial::secure);
    let dial = dial.given(args.video.then_some(true), Dial::video);
    let dial = dial.given(args.observe_force_mute.then_some(true), Dial::observe_force_mute);
    let dial = if args.streams.is_empty() { dial } else { dial.streams(args.streams) };
    calls.show(dial, &CALL).await
}

fn password(context: &Context) -> Result<String> {
    let given = environment::variable(PASSWORD).map(Secret::from);
    let password = given.map_or_else(|| context.secret("SIP password"), Ok)?;
    let text = std::str::from_utf8(password.expose()).map(str::to_owned);
    text.map_err(|_| Failure::usage("the SIP password is no text"))
}

pub(super) async fn audio(command: AudioConnector, context: &Context) -> Result {
    match command {
        AudioConnector::Start(args) => connect(args, context).await,
        AudioConnector::Stop { id } => {
            let (calls, project) = super::project(context)?;
            calls.done(project.audio_connector(&*id).stop(), format_args!("stopped {id}")).await
        }
    }
}

async fn connect(args: Connect, context: &Context) -> Result {
    let (calls, target): (Calls<OpenTok>, _) = context.calls()?;
    let token = token::of_service(args.token, &args.session, Role::Publisher, &target)?;
    let connect = of(&target)?.session(args.session).connect_audio(token, args.uri);
    let connect = if args.streams.is_empty() { connect } else { connect.streams(args.streams) };
    let connect = if args.headers.is_empty() { connect } else { connect.headers(args.headers) };
    let connect = connect.given(args.bidirectional.then_some(true), ConnectAudio::bidirectional);
    calls.show(connect.given(args.audio_rate, ConnectAudio::audio_rate), &AUDIO).await
}
