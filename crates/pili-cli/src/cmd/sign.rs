//! `pili sign`.

mod explain;
mod mistakes;
mod scheme;
mod verifier;

use crate::{args::Sign, context::Context, failure::Result};

pub(super) fn run(command: Sign, context: &Context) -> Result {
    let Sign::Explain(args) = command;
    explain::run(&args, context)
}
