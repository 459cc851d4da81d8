//! All tasks, and what became of their runs.

use std::{
    ops::RangeInclusive,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use pili_live::{
    task::{Run, Status, TaskId, TaskInfo},
    wire::task::TaskBody,
};
use tokio::{runtime::Handle, task::JoinSet, time::timeout};

use super::{check::wrong, history::History, kept::Kept};
use crate::{
    data::{Changes, Data, Held, Keeps, Locked, Single, Table},
    reply::Refused,
};

const NOT_FOUND: Refused = Refused::fixed(404, "not fond");
pub(super) const REPEATED: Refused = Refused::fixed(400, "repeat operation");
const RUNNING: Refused = Refused::fixed(400, "task running");

/// The tasks by id.
#[derive(Debug)]
pub(super) struct Tasks {
    state: Locked<State>,
    /// What runs for them.
    work: Mutex<JoinSet<()>>,
}

#[derive(Debug)]
struct State {
    tasks: Table<String, Kept>,
    history: History,
    made: Single<u64>,
}

impl Keeps for State {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { tasks, history, made } = self;
        tasks.keep(changes);
        history.keep(changes);
        made.keep(changes);
    }
}

impl Tasks {
    /// Those that are kept. What ran when the service ended does so no longer.
    pub(super) fn new(data: &Data, now: SystemTime) -> Self {
        let (tasks, made) = (data.table("pub tasks"), data.single("pub tasks made"));
        let state = State { tasks, history: History::new(data), made };
        let tasks = Self { state: Locked::new(state, data), work: Mutex::default() };
        tasks.state().interrupt(now);
        tasks
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        let mut state = self.state();
        state.tasks.clear();
        state.history.clear();
        *state.made = 0;
    }

    pub(super) fn create(&self, asked: TaskBody, now: SystemTime, most: usize) -> Result<TaskId, Refused> {
        let mut state = self.state();
        if state.tasks.len() >= most {
            return Err(wrong(format!("there are {most} tasks, which is the limit: delete some")));
        }
        if state.tasks.values().any(|task| task.settings.name == asked.name) {
            return Err(wrong("another task has this name"));
        }
        *state.made += 1;
        let id = format!("{:08}", *state.made);
        state.tasks.insert(id.clone(), Kept::new(asked, now));
        Ok(TaskId::unchecked(id))
    }

    /// A task's name stays; while it runs, nothing changes.
    pub(super) fn update(&self, id: &str, asked: TaskBody) -> Result<(), Refused> {
        self.task(id, |task| {
            if task.is_running() {
                return Err(RUNNING);
            }
            task.settings = TaskBody { name: task.settings.name.take(), ..asked };
            Ok(())
        })?
    }

    pub(super) fn delete(&self, id: &str) -> Result<(), Refused> {
        let mut state = self.state();
        match state.tasks.get(id) {
            None => Err(NOT_FOUND),
            Some(task) if task.is_running() => Err(RUNNING),
            Some(_) => {
                state.tasks.remove(id);
                Ok(())
            }
        }
    }

    /// Works on a task.
    pub(super) fn task<T>(&self, id: &str, work: impl FnOnce(&mut Kept) -> T) -> Result<T, Refused> {
        self.state().tasks.get_mut(id).map(work).ok_or(NOT_FOUND)
    }

    /// Those after an id whose name or description has this in it.
    pub(super) fn list(&self, after: &str, most: usize, name: &str) -> Vec<TaskInfo> {
        let state = self.state();
        let rest = state.tasks.iter().filter(|(id, _)| after.is_empty() || id.as_str() > after);
        rest.filter(|(_, task)| task.is_called(name)).take(most).map(|(id, task)| task.info(id)).collect()
    }

    /// Runs from a number on, and the number of the next page.
    pub(super) fn history(
        &self,
        from: u64,
        most: usize,
        name: &str,
        span: RangeInclusive<u64>,
    ) -> (Vec<Run>, Option<u64>) {
        self.state().history.page(from, most, name, &span)
    }

    /// Ends a run, unless it has ended: then nothing is told.
    pub(super) fn end(
        &self,
        id: &str,
        run: u64,
        now: SystemTime,
        status: Status,
        message: &str,
    ) -> Option<Kept> {
        let mut state = self.state();
        let task = state.tasks.get_mut(id).filter(|task| task.is_running() && task.runs == run)?;
        let past = task.end(now, status, message);
        let told = task.clone();
        state.history.add(past);
        Some(told)
    }

    /// The ids of those that run.
    pub(super) fn running(&self) -> Vec<String> {
        let state = self.state();
        state.tasks.iter().filter(|(_, task)| task.is_running()).map(|(id, _)| id.clone()).collect()
    }

    /// Works aside.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut running = self.work();
        while running.try_join_next().is_some() {}
        if let Ok(runtime) = Handle::try_current() {
            running.spawn_on(work, &runtime);
        }
    }

    /// Waits a moment for what runs, then ends it.
    pub(super) async fn finish(&self) {
        let mut work = std::mem::take(&mut *self.work());
        let _ = timeout(Duration::from_secs(2), async { while work.join_next().await.is_some() {} }).await;
    }

    /// Ends at once what runs.
    pub(super) fn abort(&self, now: SystemTime) {
        self.work().abort_all();
        self.state().interrupt(now);
    }

    /// The ids of all.
    pub(super) fn ids(&self) -> Vec<String> {
        self.state().tasks.keys().cloned().collect()
    }

    fn state(&self) -> Held<'_, State> {
        self.state.lock()
    }

    fn work(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn interrupt(&mut self, now: SystemTime) {
        let running = self.tasks.values_mut().filter(|task| task.is_running());
        let past: Vec<_> =
            running.map(|task| task.end(now, Status::Stopped, "the service has ended")).collect();
        past.into_iter().for_each(|run| self.history.add(run));
    }
}
