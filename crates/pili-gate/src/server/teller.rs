//! Tells the owner of a hub that a publish has begun or ended.

use std::{
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{runtime::Handle, sync::watch, task::JoinSet, time::timeout};

use super::{
    Deed, Gate, Settings, Told,
    publishes::{End, Since},
    settings::HubCallbacks,
};
use crate::{
    Action, Ask, Ended, Engine,
    callback::{self, CallbackConfig, CallbackType, Delivery, PublishEvent},
};

/// How long what is on its way may take when the gate ends.
const PARTING: Duration = Duration::from_secs(3);

/// How often an API is asked whether a publish goes on.
const EVERY: Duration = Duration::from_secs(5);

/// What is on its way.
#[derive(Debug)]
pub(super) struct Teller {
    tasks: Mutex<JoinSet<()>>,
    /// Whether the gate ends: then nobody waits for publishers to come back.
    ending: watch::Sender<bool>,
}

impl Default for Teller {
    fn default() -> Self {
        Self { tasks: Mutex::default(), ending: watch::Sender::new(false) }
    }
}

impl Teller {
    /// Has a task done beside what is going on.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks();
        while tasks.try_join_next().is_some() {}
        // What happens without a runtime cannot be told.
        if let Ok(runtime) = Handle::try_current() {
            tasks.spawn_on(task, &runtime);
        }
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate {
    /// A publish was let in.
    pub(super) fn began(&self, settings: &Settings, engine: Engine, ask: &Ask, server: Option<IpAddr>) {
        let Some(callbacks) = settings.callbacks(&ask.hub) else { return };
        let Some(mut event) = self.publishes().began(engine, ask, self.now()) else { return };
        event.server = server;
        let (gate, told) = (self.clone(), callbacks.clone());
        self.teller().spawn(async move { gate.send(&told.connect, &event, &told).await });
        if engine == Engine::MediaMtx && !settings.apis.of(engine).is_empty() {
            let (gate, ask) = (self.clone(), ask.clone());
            self.teller().spawn(async move { gate.watch(engine, ask, server).await });
        }
    }

    /// Waits for the end of a publish of which there will be no hook: the engine's API is asked.
    async fn watch(&self, engine: Engine, ask: Ask, server: Option<IpAddr>) {
        let mut ending = self.teller().ending.subscribe();
        while timeout(EVERY, ending.wait_for(|ending| *ending)).await.is_err() {
            let settings = self.settings();
            let live = settings.apis.of(engine).publisher(&ask.hub, &ask.key, self.now()).await;
            if let Ok(None) = live {
                let Ask { hub, key, session, .. } = ask;
                let ended = Ended { action: Some(Action::Publish), hub, key, session };
                return self.ended(&settings, engine, &ended, server);
            }
        }
    }

    /// A publish has ended: it is told after the hub's delay, unless the stream is on again by then.
    pub(super) fn ended(&self, settings: &Settings, engine: Engine, ended: &Ended, server: Option<IpAddr>) {
        let Some((mut event, end)) = self.publishes().ended(engine, ended, self.now()) else { return };
        let Some(callbacks) = settings.callbacks(&event.hub) else { return self.publishes().forget(&event) };
        event.server = server;
        let (gate, callbacks) = (self.clone(), callbacks.clone());
        let mut ending = self.teller().ending.subscribe();
        self.teller().spawn(async move {
            // Either the time is over, or the gate is.
            let _ = timeout(callbacks.delay, ending.wait_for(|ending| *ending)).await;
            if gate.is_over(&event, end).await {
                gate.send(&callbacks.disconnect, &event, &callbacks).await;
            }
        });
    }

    /// Whether a stream is on no longer. An engine that died told no ends: where there is an API to ask, it has the last word.
    async fn is_over(&self, event: &PublishEvent, end: End) -> bool {
        match self.publishes().since(event, end) {
            Since::Over => true,
            Since::EndedAgain => false,
            Since::On => {
                let is_silent = self.is_silent(event).await;
                if is_silent {
                    self.publishes().forget(event);
                }
                is_silent
            }
        }
    }

    /// Whether all engines at which a stream should be on say by their APIs that it is not.
    async fn is_silent(&self, event: &PublishEvent) -> bool {
        let settings = self.settings();
        for engine in self.publishes().engines(event) {
            let live = settings.apis.of(engine).publisher(&event.hub, &event.key, self.now()).await;
            if !matches!(live, Ok(None)) {
                return false;
            }
        }
        true
    }

    async fn send(&self, config: &CallbackConfig, event: &PublishEvent, callbacks: &HubCallbacks) {
        if config.kind == CallbackType::Off {
            return;
        }
        let told = |sent: Result<http::StatusCode, String>| {
            let (done, result) = match sent {
                Ok(status) => (true, format!("the callback was answered with {}", status.as_u16())),
                Err(why) => (false, format!("the callback: {why}")),
            };
            self.tell(&Told::Deed(Deed {
                time: self.now(),
                what: event.status(),
                stream: format!("{}/{}", event.hub, event.key),
                done,
                result,
                access_key: None,
            }));
        };
        match callback::request(config, &|name| event.value(name), &callbacks.account) {
            Ok(request) => Delivery::of(config).send(request, (), told).await,
            Err(why) => told(Err(format!("it cannot be sent: {why}"))),
        }
    }

    /// Tells now what waits to be told, and takes a moment for it. Example: [`serve`](crate::serve).
    pub async fn finish(&self) {
        self.teller().ending.send_replace(true);
        let mut tasks = std::mem::take(&mut *self.teller().tasks());
        let _ = timeout(PARTING, async { while tasks.join_next().await.is_some() {} }).await;
    }
}
