use std::time::Duration;

use pili::{
    auth::opentok::{ClientToken, Nonce, Role},
    opentok::{Credentials, Token},
};
use serde_json::json;

use crate::{
    args::opentok::{ClientRole, OpenTokToken, WithToken},
    clock,
    context::Context,
    failure::{Failure, Result},
    output::Shape,
    target::{self, Target},
};

const AN_HOUR: Duration = Duration::from_secs(3600);
const TOKEN: Shape = Shape::new(&["token", "sessionId", "role", "expiresAt"]);

pub(super) fn run(args: OpenTokToken, context: &Context) -> Result {
    let credentials = context.target()?.of_opentok()?;
    let (expires_at, role) = (args.until.time()?, Role::from(args.role));
    let token = ClientToken::new(&*args.session).role(role).expires_at(expires_at);
    let token = token.data(args.data).initial_layout_classes(args.classes);
    let token =
        if args.t1 { t1(&token, &credentials)? } else { token.signed_by(&credentials, clock::now())? };
    let told = json!({
        "token": token,
        "sessionId": args.session,
        "role": role.as_str(),
        "expiresAt": clock::rfc3339(expires_at),
    });
    context.output.essence(&token, &told, &TOKEN)
}

fn t1(token: &ClientToken, credentials: &Credentials) -> Result<String> {
    match credentials {
        Credentials::Project(project) => Ok(token.t1(project, clock::now(), Nonce::random()?)?),
        _ => Err(Failure::usage("applications have no tokens of the format T1").advise("leave --t1 out")),
    }
}

/// A token with which the service itself enters a session: the one that is given, or one for the next hour.
pub(super) fn of_service(args: WithToken, session: &str, role: Role, target: &Target) -> Result<Token> {
    if args.token_stdin {
        let given = target::from_stdin("client token")?;
        let given = std::str::from_utf8(given.expose()).map(Token::from);
        return given.map_err(|_| Failure::usage("the client token is no text"));
    }
    let now = clock::now();
    let token = ClientToken::new(session).role(role).expires_at(now + AN_HOUR);
    Ok(token.signed_by(&target.of_opentok()?, now)?.into())
}

impl From<ClientRole> for Role {
    fn from(role: ClientRole) -> Self {
        match role {
            ClientRole::Subscriber => Self::Subscriber,
            ClientRole::Publisher => Self::Publisher,
            ClientRole::Moderator => Self::Moderator,
            ClientRole::PublisherOnly => Self::PublisherOnly,
        }
    }
}
