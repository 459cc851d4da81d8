//! No text of ours shows a key, a token or a signature, whatever is sent and however it ends.

use std::{
    any::TypeId,
    collections::BTreeSet,
    fmt::{Debug, Write as _},
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use pili_core::{
    Api, Client, ClientBuilder, Endpoint, Operation, RetryPolicy,
    auth::{
        Credentials,
        opentok::{AccountCredentials, AccountJwt, ProjectJwt},
        oss::OssV4,
        qiniu::{FirstGen, QiniuV2},
    },
};
use pili_opentok::account::OpenTokAccount;
use tokio::runtime::Runtime;
use tracing_subscriber::fmt::{MakeWriter, format::FmtSpan};

use crate::{
    Run,
    every::{self, Visitor},
};

const SECRET: &str = "hush-secret-key";

#[test]
fn no_debug_text_error_or_event_of_any_operation_shows_a_key_a_token_or_a_signature() {
    let told = Told::default();
    let events = told.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(events)
        .finish();
    let sent = tracing::subscriber::with_default(subscriber, || {
        let mut all = All::new(told.clone());
        every::operation(&mut all, ["demo-hub", "bucket", "45678123"]);
        all
    });
    let text = told.text();
    for name in &sent.names {
        assert!(text.contains(name), "nothing was told of {name}, so that this shows nothing");
    }
    assert!(sent.credentials().len() > sent.names.len(), "each call is signed");
    for secret in sent.credentials().iter().map(String::as_str).chain(["hush"]) {
        let at = text.find(secret);
        assert_eq!(at.map(|at| line_at(&text, at)), None, "{secret} is shown");
    }
    assert_eq!(unseen(&sent.names), Vec::<String>::new());
}

fn line_at(text: &str, at: usize) -> &str {
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[begin..].lines().next().unwrap_or_default()
}

/// Operations that are in the sources and were not sent.
pub(crate) fn unseen(names: &BTreeSet<&'static str>) -> Vec<String> {
    let known = Run::of(["operations"]);
    let names_of = |line: &String| line.split_once(": ").map(|(name, _)| name.to_owned());
    let known = known.lines.iter().filter_map(names_of).filter(|name| name.contains('.'));
    known.filter(|name| !names.contains(name.as_str())).collect()
}

/// All that was told, by events and by us.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<u8>>>);

impl Told {
    fn tell(&self, what: &impl Debug) {
        let mut text = String::new();
        let _ = writeln!(text, "{what:?}\n{what:#?}");
        self.0.lock().unwrap().extend(text.into_bytes());
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Told {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Told {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Sends each operation to a server that answers it in every way.
struct All {
    told: Told,
    runtime: Runtime,
    server: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    names: BTreeSet<&'static str>,
}

/// A success with secrets in it, refusals of a call and of its signature, a failure, and nothing at all.
const ANSWERS: &[(&str, &str)] = &[
    ("200 OK", OF_JSON),
    ("200 OK", "[]"),
    ("200 OK", "<a>not what was asked for</a>"),
    ("401 Unauthorized", r#"{"error":"bad token","code":401,"message":"bad token"}"#),
    ("403 Forbidden", FORBIDDEN),
    ("612 Gone", r#"{"error":"not found"}"#),
    ("500 Internal Server Error", ""),
    ("", ""),
];

/// In the vendor's own form.
const FORBIDDEN: &str = "forbidden";

/// Wherever an answer has a secret, under the names that answers have for it.
const OF_JSON: &str = r#"{"publishKey":"hush-answer","key":"hush-answer","stream_key":"hush-answer","secret":"hush-answer",
    "eventCbSecret":"hush-answer","id":"1","hub":"h","title":"t","name":"n","createdAt":1,"updatedAt":1,"disabledTill":0,
    "publishSecurity":"static","items":[],"appId":"a","created_at":1}"#;

const OF_XML: &str = "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>m</Message>\
                      <SignatureProvided>hush-answer</SignatureProvided></Error>";

impl All {
    fn new(told: Told) -> Self {
        let received = Arc::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let server = serve(Arc::clone(&received));
        Self { told, runtime, server, received, names: BTreeSet::new() }
    }

    fn client<A: Api>(&self) -> Client<A> {
        let at = Endpoint::parse(&format!("http://{}", self.server)).unwrap();
        let builder = signed(Client::<A>::builder(at), &Credentials::new("access", SECRET));
        self.told.tell(&builder);
        builder.retry(RetryPolicy::repeats(0)).build().unwrap()
    }

    /// What was sent to prove who calls: in headers, and in queries of room tokens.
    fn credentials(&self) -> BTreeSet<String> {
        let received = self.received.lock().unwrap();
        let of_header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            ["authorization", "x-opentok-auth"]
                .contains(&name.to_lowercase().as_str())
                .then(|| last_part(value))
        };
        received.iter().flat_map(|head| head.lines().filter_map(of_header)).collect()
    }
}

/// The signature of an `Authorization`, or the token that it is.
fn last_part(value: &str) -> String {
    value.rsplit([' ', ':', '=', ',']).find(|part| part.len() > 8).unwrap_or(value).to_owned()
}

/// As each product's clients sign.
pub(crate) fn signed<A: Api>(builder: ClientBuilder<A>, keys: &Credentials) -> ClientBuilder<A> {
    match A::NAME {
        _ if TypeId::of::<A>() == TypeId::of::<OpenTokAccount>() => {
            let account = AccountCredentials::new(keys.access_key(), keys.secret_key().clone());
            builder.signer(AccountJwt::new(account))
        }
        "oss" => {
            let keys =
                Credentials::temporary(keys.access_key(), keys.secret_key().clone(), "hush-security-token");
            builder.signer(OssV4::new(keys, "cn-hangzhou"))
        }
        "first" => builder.signer(FirstGen::new(keys.clone())),
        "opentok" => builder.signer(ProjectJwt::new(keys.clone())),
        _ => builder.signer(QiniuV2::new(keys.clone())),
    }
}

impl Visitor for All {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static,
    {
        self.names.insert(O::NAME);
        self.told.tell(&operation);
        let client = self.client::<O::Api>();
        self.told.tell(&client);
        for _ in ANSWERS {
            match self.runtime.block_on(client.send(operation.clone())) {
                Ok(output) => self.told.tell(&output),
                Err(error) => {
                    self.told.tell(&error);
                    self.told.tell(&error.to_string());
                    self.told.tell(&error.api_error());
                    self.told.tell(&error.string_to_sign().map(|text| format!("{text:?}")));
                    let mut source = std::error::Error::source(&error);
                    while let Some(cause) = source {
                        self.told.tell(&cause.to_string());
                        self.told.tell(&cause);
                        source = cause.source();
                    }
                }
            }
        }
    }
}

/// Answers one request a connection, in every way in turn, and keeps its head.
fn serve(received: Arc<Mutex<Vec<String>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for (stream, answer) in listener.incoming().zip(ANSWERS.iter().cycle()) {
            let _ = stream.and_then(|stream| converse(stream, answer, &received));
        }
    });
    address
}

fn converse(
    mut stream: TcpStream,
    &(status, body): &(&str, &str),
    received: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length =
        head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    stream.read_exact(&mut vec![0; length.unwrap_or(0)])?;
    let is_of_oss = head.contains("OSS4-HMAC-SHA256");
    received.lock().unwrap().push(head);
    if status.is_empty() {
        return Ok(());
    }
    let body = match body {
        FORBIDDEN if is_of_oss => OF_XML,
        FORBIDDEN => r#"{"error":"forbidden"}"#,
        body => body,
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
}
