use pili::rtc::{
    Rtc,
    forward_job::{ForwardJob, Start},
};

use super::{REPORT, room};
use crate::{
    args::{Forward, OneForward},
    calls::Calls,
    cmd::given::Given as _,
    context::Context,
    failure::Result,
};

pub(super) async fn run(command: Forward, context: &Context) -> Result {
    match command {
        Forward::Start { job: named, publish_url, tracks } => {
            let (calls, job) = job(named, context)?;
            let start = job.start().given(publish_url, Start::publish_url);
            calls.show(tracks.into_iter().fold(start, Start::track), &REPORT).await
        }
        Forward::Stop(named) => {
            let (calls, job) = job(named, context)?;
            calls.show(job.stop(), &REPORT).await
        }
    }
}

fn job(named: OneForward, context: &Context) -> Result<(Calls<Rtc>, ForwardJob)> {
    let (calls, room) = room(named.job.room, context)?;
    Ok((calls, room.forward_job(named.job.job, named.player)))
}
