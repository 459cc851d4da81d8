//! `pili callback`: what the service tells a server of yours.

mod listen;
mod verify;

use pili::{
    Credentials,
    auth::qiniu::CallbackVerifier,
    core::Request,
    live::callback::{self, CallbackError},
};
use serde_json::{Value, json};

use crate::{
    args::{Callback, Check},
    context::Context,
    failure::Result,
    output::Shape,
};

const CALLBACK: Shape = Shape::new(&["verdict", "problem", "method", "path", "variables"]);

pub(super) async fn run(command: Callback, context: &Context) -> Result {
    match command {
        Callback::Verify(args) => verify::run(&args, context),
        Callback::Listen(args) => listen::run(args, context).await,
    }
}

fn verifier(check: &Check, credentials: Credentials) -> CallbackVerifier {
    let verifier = CallbackVerifier::new(credentials);
    let verifier = if check.accept_qbox { verifier.accept_qbox() } else { verifier };
    match &check.public_host {
        Some(host) => verifier.public_host(host),
        None => verifier,
    }
}

/// What there is to tell of a callback: the verdict, and what it says.
fn tell(request: &Request, verifier: &CallbackVerifier) -> Value {
    let verdict = callback::receive(request, verifier);
    let variables = callback::parse(request).ok().map(|event| json!(event.variables()));
    let mut told = json!({
        "verdict": match &verdict {
            Ok(_) => "right",
            Err(CallbackError::Unverified(_)) => "wrong",
            Err(_) => "unreadable",
        },
        "method": request.method().as_str(),
        "path": request.uri().path(),
        "variables": variables,
    });
    if let Err(error) = verdict {
        told["problem"] = in_words_of_the_command(&error.to_string()).into();
    }
    told
}

/// What the library calls by the names of its methods.
fn in_words_of_the_command(problem: &str) -> String {
    problem.replace("`public_host`", "--public-host").replace("`accept_qbox`", "--accept-qbox")
}

fn is_right(told: &Value) -> bool {
    told["verdict"] == "right"
}
