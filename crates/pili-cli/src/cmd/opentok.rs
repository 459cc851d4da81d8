//! `pili opentok`.

use pili::auth::opentok::{ClientToken, Nonce, Role};
use serde_json::json;

use crate::{
    args::{ClientRole, OpenTok, OpenTokToken},
    clock,
    context::Context,
    failure::Result,
    output::Shape,
};

const TOKEN: Shape = Shape::new(&["token", "sessionId", "role", "expiresAt"]);

pub(super) fn run(command: OpenTok, context: &Context) -> Result {
    let OpenTok::Token(args) = command;
    token(args, context)
}

fn token(args: OpenTokToken, context: &Context) -> Result {
    let project = context.target()?.credentials()?;
    let (expires_at, role) = (args.until.time()?, Role::from(args.role));
    let token = ClientToken::new(&*args.session).role(role).expires_at(expires_at);
    let token = token.data(args.data).initial_layout_classes(args.classes);
    let (now, nonce) = (clock::now(), Nonce::random()?);
    let token = if args.t1 { token.t1(&project, now, nonce)? } else { token.jwt(&project, now, nonce)? };
    let told = json!({
        "token": token,
        "sessionId": args.session,
        "role": role.as_str(),
        "expiresAt": clock::rfc3339(expires_at),
    });
    context.output.essence(&token, &told, &TOKEN)
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
