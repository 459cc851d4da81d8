//! The local service in process: what every operation asks, changed and then signed; what only a test may ask; and what
//! there is to begin with.

use std::{
    fmt::Debug,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header::CONTENT_TYPE};
use pili_auth::{
    Credentials, Signer,
    opentok::{AccountCredentials, AccountJwt, ProjectJwt},
    oss::{OssResource, OssV4},
    qiniu::{FirstGen, QiniuV2},
};
use pili_core::{Api as _, Operation};
use pili_local::{Limits, Local, Seed};
use tokio::{runtime::Runtime, time::timeout};
use tower::ServiceExt as _;

use super::{bytes, every, text};
use crate::{
    request::{parse, to_bytes},
    target::Target,
};

pub(super) const TARGETS: &[Target] = &[
    Target::parser("local-calls", calls, |bytes| {
        let signed = parse(bytes).and_then(signed);
        signed.is_none_or(|request| SERVICE.answers(request))
    }),
    Target::parser("local-tests", of_tests, |bytes| {
        // Events have no end.
        let request = parse(bytes).filter(|request| request.uri().path() != "/_local/events");
        request.is_none_or(|request| SERVICE.is_left_whole_by(request))
    }),
    Target::parser(
        "local-seed",
        || bytes([SEED]),
        |seed| {
            let seed = text(seed).and_then(|seed| seed.parse::<Seed>().ok());
            seed.is_some_and(|seed| SERVICE.local.seed(&seed).is_ok())
        },
    ),
];

static SERVICE: LazyLock<Service> = LazyLock::new(Service::new);

/// In headers of a seed: who signs, and what of OSS is asked for.
const SIGNER: &str = "signer";
const RESOURCE: &str = "resource";
/// So that not everything has been made before.
const TO_A_RESET: u64 = 500;

struct Service {
    runtime: Runtime,
    local: Local,
    runs: AtomicU64,
}

/// An access key that is an API key of OpenTok too.
fn keys() -> Credentials {
    Credentials::new("45678123", "secret-key")
}

impl Service {
    fn new() -> Self {
        let mut limits = Limits::default();
        limits.events = 100;
        let local = Local::builder().credentials(keys()).hub("demo").bucket("bucket").limits(limits).build();
        Self { runtime: Runtime::new().expect("a runtime"), local, runs: AtomicU64::new(0) }
    }

    /// Whether the service did not fail.
    fn answers(&self, request: Request<Bytes>) -> bool {
        let shown = format!("{request:?}");
        let status = self.runtime.block_on(async {
            if self.runs.fetch_add(1, Ordering::Relaxed) % TO_A_RESET == 0 {
                self.local.reset().await;
            }
            timeout(Duration::from_secs(5), self.local.transport().oneshot(request)).await
        });
        let status = status.expect("an answer in time").map(|answer| answer.status());
        assert!(!matches!(status, Ok(StatusCode::INTERNAL_SERVER_ERROR)), "{shown}");
        status.is_ok()
    }

    /// Whatever was done to its clock, and whatever there is.
    fn is_left_whole_by(&self, request: Request<Bytes>) -> bool {
        let answers = self.answers(request);
        self.local.faults().clear();
        for path in ["/_local/clock", "/_local/state", "/_local/live", "/metrics"] {
            let get = Request::get(path).body(Bytes::new()).expect("a request");
            assert!(self.answers(get), "{path}");
        }
        let list = signed(parse(LIST.as_bytes()).expect("a request")).expect("a signature");
        assert!(self.answers(list));
        self.local.clock().reset();
        answers
    }
}

const LIST: &str = "GET https://pili.qiniuapi.com/v2/hubs/demo/streams\nhost: pili.qiniuapi.com\n\n";

/// As each product's clients sign.
fn signed(mut request: Request<Bytes>) -> Option<Request<Bytes>> {
    let signer = request.headers_mut().remove(SIGNER);
    if let Some(resource) = request.headers_mut().remove(RESOURCE) {
        let (bucket, key) = resource.to_str().ok()?.split_once('/')?;
        request.extensions_mut().insert(OssResource::new(bucket, key));
    }
    let signer: Box<dyn Signer> = match signer.as_ref().map_or(&b""[..], HeaderValue::as_bytes) {
        b"account" => Box::new(AccountJwt::new(AccountCredentials::new(
            keys().access_key(),
            keys().secret_key().clone(),
        ))),
        b"opentok" => Box::new(ProjectJwt::new(keys())),
        b"oss" => Box::new(OssV4::new(keys(), "cn-hangzhou")),
        b"first" => Box::new(FirstGen::new(keys())),
        _ => Box::new(QiniuV2::new(keys())),
    };
    signer.sign(&mut request, SERVICE.local.clock().now()).ok()?;
    Some(request)
}

fn calls() -> Vec<Vec<u8>> {
    let mut encoded = Encoded(Vec::new());
    every::operation(&mut encoded, ["demo", "bucket", "45678123"]);
    encoded.0
}

struct Encoded(Vec<Vec<u8>>);

impl every::Visitor for Encoded {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static,
    {
        let Ok(mut request) = operation.encode(&O::Api::ENDPOINT) else { return };
        let is_of_account = std::any::type_name::<O::Api>().ends_with("OpenTokAccount");
        let signer = if is_of_account { "account" } else { O::Api::NAME };
        request.headers_mut().insert(SIGNER, HeaderValue::from_static(signer));
        if let Some(resource) = request.extensions().get::<OssResource>() {
            let resource = format!("{}/{}", resource.bucket(), resource.key());
            request.headers_mut().insert(RESOURCE, resource.parse().expect("a header"));
        }
        self.0.push(to_bytes(&request));
    }
}

fn of_tests() -> Vec<Vec<u8>> {
    const JSON: &[(&str, &str, &str)] = &[
        ("POST", "faults", r#"{"on":"pili.stream.create","status":503,"retry_after":1,"times":2}"#),
        ("POST", "faults", r#"{"status":500,"ratio":0.05,"seed":7}"#),
        ("POST", "faults", r#"{"delay_ms":500}"#),
        ("POST", "clock", r#"{"advance_ms":60000}"#),
        ("POST", "clock", r#"{"set":"2027-01-01T00:00:00Z"}"#),
        ("POST", "seed", r#"{"hubs":[{"name":"shows","streams":["a",{"key":"b","disabled":true}]}]}"#),
        ("POST", "measure", ""),
        ("POST", "rtc/rooms/join", r#"{"token":"a:b:c"}"#),
        ("GET", "hubs/demo/streams/evening/urls", ""),
        ("GET", "state", ""),
        (
            "PUT",
            "hubs/demo/domains/live.example.com",
            r#"{"domain":"live.example.com","type":"liveHls","playSecurity":{"Rule":"expireTime"}}"#,
        ),
    ];
    let json = JSON.iter().map(|(method, path, body)| {
        let url = format!("http://localhost/_local/{path}");
        let request = Request::builder().method(*method).uri(url).header(CONTENT_TYPE, "application/json");
        to_bytes(&request.body(Bytes::from_static(body.as_bytes())).expect("a request"))
    });
    let seed = Request::post("http://localhost/_local/seed").header(CONTENT_TYPE, "application/toml");
    let seed = seed.body(Bytes::from_static(SEED.as_bytes())).expect("a request");
    json.chain([to_bytes(&seed)]).collect()
}

const SEED: &str = r#"
[[hubs]]
name = "shows"
publish_rule = "expiry"
publish_key = "12345678"
streams = ["evening", { key = "morning", disabled = true }]
domains = [{ name = "publish.test", callback = "http://127.0.0.1:8080/live", let_in = ["10.0.0.0/8"] }]

[[buckets]]
name = "pictures"
channels = ["door"]

[[apps]]
id = "app000001"
hub = "shows"
rooms = ["lobby"]

[[projects]]
name = "classes"
"#;
