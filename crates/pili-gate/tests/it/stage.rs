//! What the tests stand on: gates, hooks, and how an engine reads an answer.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use http::{Request, Response};
use pili_auth::{Clock, Credentials};
use pili_gate::{Caller, Deed, Engine, Gate, Judged, Settings, Told};
use pili_urls::publish::PublishAuth;
use serde_json::Value;

pub(crate) const HUB: &str =
    "[[accounts]]\naccess_key = \"ak\"\nsecret_key = \"sk\"\n[[hubs]]\nname = \"hub\"\n";

/// A gate, and what it told.
pub(crate) struct Stage {
    pub(crate) gate: Gate,
    told: Arc<Mutex<Vec<Told>>>,
}

/// What comes of something that waits for nothing.
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("something is waited for"),
    }
}

pub(crate) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

impl Stage {
    pub(crate) fn new(settings: &str) -> Self {
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = told.clone();
        let settings: Settings = settings.parse().expect(settings);
        let gate = Gate::new(settings, Clock::fixed(now()), move |told: &Told| {
            tell.lock().unwrap().push(told.clone());
        });
        Self { gate, told }
    }

    /// The answer to a hook from this machine, and whether it lets go on.
    pub(crate) fn ask(&self, engine: Engine, request: Request<Bytes>) -> bool {
        let answer = self.answer(request);
        allows(engine, answer.status().as_u16(), std::str::from_utf8(answer.body()).unwrap())
    }

    /// Without Redis nothing is waited for.
    pub(crate) fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        at_once(self.waited_for(request))
    }

    pub(crate) async fn waited_for(&self, mut request: Request<Bytes>) -> Response<Bytes> {
        let here = Caller("127.0.0.1".parse().unwrap());
        if request.extensions().get::<Caller>().is_none() {
            request.extensions_mut().insert(here);
        }
        self.gate.answer(&request).await.expect("a hook")
    }

    /// What was told last.
    pub(crate) fn last(&self) -> Judged {
        let told = self.told.lock().unwrap();
        let verdicts = told.iter().rev();
        let mut judged = verdicts.filter_map(|told| match told {
            Told::Verdict(judged) => Some(judged.clone()),
            _ => None,
        });
        judged.next().expect("a verdict")
    }

    /// What it did.
    pub(crate) fn deeds(&self) -> Vec<Deed> {
        let told = self.told.lock().unwrap();
        let deeds = told.iter().filter_map(|told| match told {
            Told::Deed(deed) => Some(deed.clone()),
            _ => None,
        });
        deeds.collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.told.lock().unwrap().len()
    }
}

pub(crate) fn post(path: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post(path).body(body.into()).unwrap()
}

/// Whether an engine that gets this answer lets go on: what the sources of each say.
pub(crate) fn allows(engine: Engine, status: u16, body: &str) -> bool {
    let json: Option<Value> = serde_json::from_str(body).ok();
    let member = |name: &str| json.as_ref().and_then(|json| json.get(name)).cloned();
    let code = || member("code").and_then(|code| code.as_i64());
    match engine {
        Engine::NginxRtmp => (200..400).contains(&status),
        Engine::Srs => (status == 200 || status == 201) && (body == "0" || code() == Some(0)),
        Engine::MediaMtx => (200..300).contains(&status),
        Engine::ZlMediaKit => status == 200 && code() == Some(0),
        Engine::OvenMediaEngine => status == 200 && member("allowed") == Some(Value::Bool(true)),
        Engine::NodeMediaServer => status == 200,
        other => panic!("{other}"),
    }
}

/// The query of a publish URL for `/hub/<key>` that is good now.
pub(crate) fn signed(key: &str) -> String {
    let auth = PublishAuth::ExpirySk {
        credentials: Credentials::new("ak", "sk"),
        expires_at: now() + Duration::from_secs(60),
    };
    let url = auth.sign(&format!("rtmp://live.example.com/hub/{key}")).unwrap();
    url.split_once('?').unwrap().1.to_owned()
}

/// A publish as nginx-rtmp asks for it, with the client's query as it is.
pub(crate) fn nginx(name: &str, query: &str) -> Request<Bytes> {
    let query = if query.is_empty() { String::new() } else { format!("&{query}") };
    post(
        "/hooks/nginx-rtmp",
        format!(
            "app=hub&flashver=LNX%209,0,124,2&swfurl=&tcurl=rtmp://127.0.0.1:1935/hub&pageurl=&addr=203.0.113.7\
             &clientid=7&call=publish&name={name}&type=live{query}"
        ),
    )
}

/// A publish that goes on, as nginx-rtmp asks by `on_update`.
pub(crate) fn nginx_goes_on(name: &str, query: &str) -> Request<Bytes> {
    post(
        "/hooks/nginx-rtmp",
        format!(
            "app=hub&flashver=LNX%209,0,124,2&swfurl=&tcurl=rtmp://127.0.0.1:1935/hub&pageurl=&addr=203.0.113.7\
             &clientid=7&call=update_publish&time=2&timestamp=1900&name={name}&{query}"
        ),
    )
}

/// A publish as SRS asks for it.
pub(crate) fn srs(stream: &str, param: &str) -> Request<Bytes> {
    let body = serde_json::json!({
        "action": "on_publish", "client_id": "9308h583", "ip": "203.0.113.7", "vhost": "__defaultVhost__", "app": "hub",
        "tcUrl": "rtmp://live.example.com/hub", "stream": stream, "param": param,
    });
    post("/hooks/srs", body.to_string())
}
