use pili::rtc::{
    Rtc, StretchMode,
    merge_job::{MergeJob, Start},
};

use super::{REPORT, room};
use crate::{
    args::{Merge, OneJob, StartMerge},
    calls::Calls,
    cmd::given::Given as _,
    context::Context,
    failure::Result,
};

pub(super) async fn run(command: Merge, context: &Context) -> Result {
    match command {
        Merge::Start(args) => start(*args, context).await,
        Merge::SetTracks(args) => {
            let (calls, job) = job(args.job, context)?;
            let set = match &args.all[..] {
                [] => job.change_tracks(args.add, args.remove),
                _ => job.set_tracks(args.all),
            };
            calls.done(set, "set the tracks").await
        }
        Merge::SetWatermarks { job: named, pictures } => {
            let (calls, job) = job(named, context)?;
            calls.done(job.set_watermarks(pictures), "set the watermarks").await
        }
        Merge::Stop(named) => {
            let told = format!("stopped job {}", named.job);
            let (calls, job) = job(named, context)?;
            calls.done(job.stop(), told).await
        }
    }
}

async fn start(args: StartMerge, context: &Context) -> Result {
    let (calls, job) = job(args.job, context)?;
    let canvas = args.canvas;
    let start = job.start().given(canvas.width, Start::width).given(canvas.height, Start::height);
    let start = start.given(canvas.fps, Start::fps).given(canvas.kbps, Start::kbps);
    let start = start.given(canvas.stretch_mode.map(StretchMode::from), Start::stretch_mode);
    let start = start.given(canvas.audio_only, Start::audio_only);
    let start = start.given(canvas.hold_last_frame, Start::hold_last_frame);
    let start = start.given(args.publish_url, Start::publish_url).given(args.template, Start::template);
    let start = start.given(args.background, Start::background);
    let start = start.given(args.min_rate, Start::min_rate).given(args.max_rate, Start::max_rate);
    let start = args.users.into_iter().fold(start, Start::user);
    calls.show(args.watermarks.into_iter().fold(start, Start::watermark), &REPORT).await
}

fn job(named: OneJob, context: &Context) -> Result<(Calls<Rtc>, MergeJob)> {
    let (calls, room) = room(named.room, context)?;
    Ok((calls, room.merge_job(named.job)))
}
