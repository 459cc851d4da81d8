use pili::rtc::{
    Rtc, StretchMode,
    job::{self, Output},
};

use super::{REPORT, room};
use crate::{
    args::{Job, OneJob},
    calls::Calls,
    cmd::given::Given as _,
    context::Context,
    failure::Result,
};

/// A job to start or to change, with what is given. Both have the same setters, and no trait has them.
macro_rules! with {
    ($settings:ident, $job:expr, $type:ty) => {{
        let (canvas, job) = ($settings.canvas, $job);
        let job = $settings.inputs.into_iter().fold(job, <$type>::input);
        let job = $settings.outputs.into_iter().map(Output::rtmp).fold(job, <$type>::output);
        let job = job.given(canvas.width, <$type>::width).given(canvas.height, <$type>::height);
        let job = job.given(canvas.fps, <$type>::fps).given(canvas.kbps, <$type>::kbps);
        let job = job.given(canvas.stretch_mode.map(StretchMode::from), <$type>::stretch_mode);
        let job = job.given(canvas.audio_only, <$type>::audio_only);
        job.given(canvas.hold_last_frame, <$type>::hold_last_frame)
    }};
}

pub(super) async fn run(command: Job, context: &Context) -> Result {
    match command {
        Job::Start { room: named, id, settings } => {
            let (calls, room) = room(named, context)?;
            let start = room.start_job(settings.kind.into()).given(id, job::Start::id);
            calls.show(with!(settings, start, job::Start), &REPORT).await
        }
        Job::Update { job: named, settings } => {
            let (calls, job) = one(named, context)?;
            let update = job.update(settings.kind.into());
            calls.show(with!(settings, update, job::Update), &REPORT).await
        }
        Job::Stop(named) => {
            let (calls, job) = one(named, context)?;
            calls.show(job.stop(), &REPORT).await
        }
    }
}

fn one(named: OneJob, context: &Context) -> Result<(Calls<Rtc>, job::Job)> {
    let (calls, room) = room(named.room, context)?;
    Ok((calls, room.job(named.job)))
}
