//! Tells whoever is to be told of what happens (spec 24), signed if there is a secret.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Uri, header::CONTENT_TYPE};
use pili_auth::{Clock, Secret, Signer as _, opentok::CallbackSigner};
use pili_opentok::webhook::Monitoring;
use serde::{Deserialize, Serialize};
use tokio::sync::{
    Semaphore,
    oneshot::{self, error::TryRecvError},
};

use super::refused::{Answer, Refused};
use crate::{
    data::{Changes, Keeps, Locked, Single, plain_rows, secret},
    ground::Ground,
    outbox::{Accepted, Delivery, Outbox, of_this_machine},
};

/// Where a kind of monitoring is told to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Target {
    #[serde(with = "uri")]
    url: Uri,
    #[serde(with = "secret::option")]
    secret: Option<Secret>,
}

plain_rows!(BTreeMap<Monitoring, Target>);

mod uri {
    use http::Uri;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(uri: &Uri, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(uri)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Uri, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[derive(Debug)]
struct Targets(Single<BTreeMap<Monitoring, Target>>);

impl Keeps for Targets {
    fn keep(&mut self, changes: &mut Changes) {
        let Self(targets) = self;
        targets.keep(changes);
    }
}

impl Target {
    /// Of a URL and a signature secret, as the dashboard takes them; the service speaks no TLS.
    pub(crate) fn new(url: &str, secret: Option<Secret>) -> Answer<Self> {
        let refused = |rule: &str| Refused::bad(format!("Invalid url: it must {rule}"));
        let url: Uri = url.parse().map_err(|_| refused("be a URL"))?;
        if url.scheme_str() != Some("http") || url.host().is_none_or(str::is_empty) {
            return Err(refused("begin with http:// and have a host"));
        }
        if url.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(refused("hold no user and password"));
        }
        let length =
            secret.as_ref().map_or(1, |secret| String::from_utf8_lossy(secret.expose()).chars().count());
        if !(1..=50).contains(&length) {
            return Err(Refused::bad("Invalid secret: it must be 1 to 50 characters"));
        }
        Ok(Self { url, secret })
    }
}

/// What is to be told.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) monitoring: Monitoring,
    /// Where to besides: URLs that came with calls.
    pub(super) urls: Vec<String>,
    pub(super) body: Bytes,
}

/// Who is told of what. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Webhooks {
    targets: Arc<Locked<Targets>>,
    /// The first attempt of the last message to each URL: the next one comes after it.
    last: Arc<Mutex<HashMap<Uri, oneshot::Receiver<()>>>>,
    under_way: Arc<Semaphore>,
    outbox: Outbox,
    clock: Clock,
    api_key: String,
}

impl Webhooks {
    /// More than so many that are not accepted yet are not kept.
    const MOST: usize = 1000;
    const TIMEOUT: Duration = Duration::from_secs(5);
    const PAUSES: [Duration; 4] =
        [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4), Duration::from_secs(8)];

    pub(super) fn new(ground: &Ground, api_key: String) -> Self {
        let targets = Targets(ground.data.single("opentok webhooks"));
        let (targets, last) = (Arc::new(Locked::new(targets, &ground.data)), Arc::default());
        let (outbox, clock) = (ground.outbox.clone(), ground.clock.clone());
        Self { targets, last, under_way: Arc::new(Semaphore::new(Self::MOST)), outbox, clock, api_key }
    }

    /// `None` tells nobody any longer.
    pub(crate) fn set(&self, monitoring: Monitoring, target: Option<Target>) {
        match target {
            Some(target) => self.targets.lock().0.insert(monitoring, target),
            None => self.targets.lock().0.remove(&monitoring),
        };
    }

    /// Never waits: what is sent is sent beside.
    pub(super) fn tell(&self, message: &Message) {
        let target = self.targets.lock().0.get(&message.monitoring).cloned();
        let secret = target.as_ref().and_then(|target| target.secret.clone());
        let mut urls: Vec<Uri> = target.into_iter().map(|target| target.url).collect();
        for url in message.urls.iter().filter_map(|url| of_this_machine(url)) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        for url in urls {
            match self.request(&url, &message.body, secret.as_ref()) {
                Ok(request) => self.send(url, request),
                Err(error) => tracing::warn!(error, "a webhook cannot be sent"),
            }
        }
    }

    fn request(&self, url: &Uri, body: &Bytes, secret: Option<&Secret>) -> Result<Request<Bytes>, String> {
        let request = Request::post(url.clone()).header(CONTENT_TYPE, "application/json").body(body.clone());
        let mut request = request.map_err(|error| error.to_string())?;
        if let Some(secret) = secret {
            let signer = CallbackSigner::new(secret.clone()).api_key(&self.api_key);
            signer.sign(&mut request, self.clock.now()).map_err(|error| error.to_string())?;
        }
        Ok(request)
    }

    /// Puts a message behind the last one to its URL.
    fn behind(&self, url: &Uri, first: oneshot::Receiver<()>) -> Option<oneshot::Receiver<()>> {
        let mut last = lock(&self.last);
        last.retain(|_, first| matches!(first.try_recv(), Err(TryRecvError::Empty)));
        last.insert(url.clone(), first)
    }

    fn send(&self, url: Uri, request: Request<Bytes>) {
        let Ok(place) = self.under_way.clone().try_acquire_owned() else {
            return tracing::warn!("too many webhooks wait to be taken: one more is dropped");
        };
        let (tried, first) = oneshot::channel::<()>();
        let before = self.behind(&url, first);
        let delivery = Delivery {
            // Its query may hold a key.
            url: format!("http://{}{}", url.authority().map_or("", |at| at.as_str()), url.path()),
            timeout: Self::TIMEOUT,
            pauses: Self::PAUSES.to_vec(),
            accepted: Accepted::Success,
        };
        let outbox = self.outbox.clone();
        self.outbox.spawn(async move {
            if let Some(before) = before {
                // An error means the same: it was tried, or never will be.
                let _ = before.await;
            }
            outbox.send(request, delivery, tried).await;
            drop(place);
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
