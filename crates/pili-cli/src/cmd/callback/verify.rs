use super::{CALLBACK, is_right, tell, verifier};
use crate::{
    args::Verify,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    saved,
};

pub(super) fn run(args: &Verify, context: &Context) -> Result {
    let request = saved::read(&args.request)?;
    let told = tell(&request, &verifier(&args.check, context.target()?.credentials()?));
    context.output.item(&told, &CALLBACK)?;
    if is_right(&told) { Ok(()) } else { Err(Failure::verdict(Exit::Refused)) }
}
