//! Tasks that start and stop by the clock, which a test may move.

use std::time::{Duration, SystemTime};

use pili_live::task::Status;
use tokio::time::sleep;

use super::run;
use crate::relay::Relay;

/// How often the clock is looked at.
const STEP: Duration = Duration::from_millis(100);

/// Keeps to the times of a task, in place of those it had before.
pub(super) fn keep(relay: &Relay, id: &str) {
    let scheduled = relay.tasks.task(id, |task| {
        task.schedules += 1;
        let (start, stop) = (task.settings.deliver_start_time, task.settings.deliver_stop_time);
        (start.is_some() || stop.is_some()).then_some(task.schedules)
    });
    let Ok(Some(schedule)) = scheduled else { return };
    let (of, id) = (relay.clone(), id.to_owned());
    relay.tasks.spawn(async move {
        while step(&of, &id, schedule).await {
            sleep(STEP).await;
        }
    });
}

/// Does what is due; whether there is more to come.
async fn step(relay: &Relay, id: &str, schedule: u64) -> bool {
    let now = relay.ground.clock.now();
    let is_due = |time: Option<SystemTime>| time.is_some_and(|time| time <= now);
    let due = relay.tasks.task(id, |task| {
        let is_kept = task.schedules == schedule;
        let (start, stop) = (task.settings.deliver_start_time, task.settings.deliver_stop_time);
        let starts = is_kept && is_due(start) && !is_due(stop) && task.status == Status::Pending;
        let stops = is_kept && is_due(stop);
        (starts, stops, is_kept && !stops && (stop.is_some() || !is_due(start)))
    });
    let Ok((starts, stops, goes_on)) = due else { return false };
    if starts && let Err(refused) = run::start(relay, id) {
        tracing::warn!(%refused, id, "a task could not start at its time");
    }
    if stops && let Ok(stopping) = run::stop(relay, id) {
        stopping.await;
    }
    goes_on
}
