use pili::live::task::{RunType, Settings, Source};

use crate::{
    args::{Pulled, TaskSettings, between},
    cmd::given::Given as _,
    failure::{Failure, Result},
};

/// What a task does, as it is given.
pub(super) fn of(args: TaskSettings) -> Result<Settings> {
    let deliver = between(args.deliver_start_time, args.deliver_stop_time);
    let mut sources = args.sources.into_iter().map(|source| pulled(source, args.vod));
    let mut forwards = args.forwards.into_iter();
    let (Some(source), Some(forward)) = (sources.next(), forwards.next()) else {
        return Err(Failure::usage("a task needs a --source and a --forward"));
    };
    let settings = sources.fold(Settings::new(source, forward), Settings::source);
    let settings = forwards.fold(settings, Settings::forward).deliver(deliver);
    let settings = settings.given(args.desc, Settings::desc).given(args.filter, Settings::filter);
    let settings = settings.given(args.loops, Settings::loops).given(args.retry_time, Settings::retry_time);
    let settings = settings.given(args.seekable.then_some(RunType::Seek), Settings::run_type);
    let settings = settings.given(args.sustain.then_some(()), |settings, ()| settings.sustain());
    let settings = settings.given(args.preload, Settings::preload);
    Ok(settings.given(args.status_callback, Settings::status_callback))
}

fn pulled(source: Pulled, is_file: bool) -> Source {
    match source {
        Pulled::Whole(source) => source,
        Pulled::Url(url) if is_file => Source::vod(url),
        Pulled::Url(url) => Source::live(url),
    }
}
