//! `pili completions`.

use clap_complete::{Shell, generate};

use crate::{args, context::Context, failure::Result};

pub(super) fn run(shell: Shell, context: &Context) -> Result {
    let mut script = Vec::new();
    generate(shell, &mut args::whole(), "pili", &mut script);
    context.output.bytes(&script)
}
