//! A service with many streams that counts what it is asked to do to each, so that a job is seen from its other end.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{extract::Request, middleware};
use pili::live::Hub;
use pili_local::{DEMO_HUB, Local};
use tokio::net::TcpListener;

pub(crate) struct Counted {
    pub(crate) local: Local,
    pub(crate) address: SocketAddr,
    pub(crate) keys: Vec<String>,
    calls: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Counted {
    /// Serves until the runtime ends.
    pub(crate) async fn with_streams(count: usize) -> Self {
        let local = Local::demo();
        let keys: Vec<String> = (0..count).map(|number| format!("s{number}")).collect();
        create(&local, &keys).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let calls = Arc::new(Mutex::new(BTreeMap::new()));
        let counted = calls.clone();
        let router =
            local.router().layer(middleware::from_fn(move |request: Request, next: middleware::Next| {
                let path = format!("{} {}", request.method(), request.uri().path());
                *counted.lock().unwrap().entry(path).or_insert(0) += 1;
                next.run(request)
            }));
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { local, address, keys, calls }
    }

    /// How many calls there were on how many paths that end so, by a method that is no reading.
    pub(crate) fn changes(&self, path: &str) -> Changes {
        let calls = self.calls.lock().unwrap();
        let these = calls.iter().filter(|(call, _)| call.starts_with("POST ") && call.ends_with(path));
        these.fold(Changes::default(), |sum, (_, times)| Changes {
            things: sum.things + 1,
            calls: sum.calls + times,
        })
    }
}

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) things: usize,
    pub(crate) calls: usize,
}

/// In process, where no connection is in the way.
async fn create(local: &Local, keys: &[String]) {
    let client = pili::live::builder(local.credentials().clone()).transport(local.transport());
    let hub = Hub::new(DEMO_HUB);
    for key in keys {
        client.send(hub.stream(&**key).create()).await.unwrap();
    }
}
