//! Play statistics of a hub (spec 4.2).

use pili_live::stat::{Play, PlayDetail, PlayHistory};

use super::{
    meaning::{Meaning, set},
    stream::hub,
};
use crate::outcome::{Difference, Outcome};

pub(super) fn play(meaning: &Meaning<'_>) -> Outcome<Play> {
    Ok(hub(meaning)?.play())
}

pub(super) fn play_detail(meaning: &Meaning<'_>) -> Outcome<PlayDetail> {
    let time = meaning.time_parameter("time")?;
    Ok(hub(meaning)?.play_detail(time.ok_or_else(|| Difference::new("the query has no `time`"))?))
}

pub(super) fn play_history(meaning: &Meaning<'_>) -> Outcome<PlayHistory> {
    let history = hub(meaning)?.play_history().span(meaning.span_parameter("start", "end")?);
    let history = set(history, meaning.number_parameter("limit")?, PlayHistory::limit);
    Ok(set(history, meaning.parameter("marker"), PlayHistory::marker))
}
