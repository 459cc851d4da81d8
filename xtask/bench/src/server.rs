//! The other end of the loopback, in a process of its own, so that its time is not ours.

use std::{
    convert::Infallible,
    env,
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};

const ASKED: &str = "PILI_BENCH_SERVES";

/// How long a page and a batch take to come, as from a service in the same country.
const LATENCY: Duration = Duration::from_millis(5);

/// How many streams there are, and how many a page has.
pub(crate) const STREAMS: usize = 1_000_000;
pub(crate) const PAGE: usize = 5000;

/// Where the server is, as long as this lives.
pub struct Address {
    address: SocketAddr,
    server: Child,
}

impl Address {
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts this program once more, as the server.
pub fn start() -> Address {
    let mut command = Command::new(env::current_exe().unwrap());
    let mut server = command.env(ASKED, "1").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    Address { address: line.trim().parse().unwrap(), server }
}

pub fn is_asked() -> bool {
    env::var_os(ASKED).is_some()
}

/// Serves until it is killed.
pub fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            stream.set_nodelay(true).unwrap();
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)));
        }
    });
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    let body = if request.method() == Method::POST {
        statuses(&request.into_body().collect().await.unwrap().to_bytes()).await
    } else if path.ends_with("/streams") {
        page(request.uri().query().unwrap_or_default()).await
    } else {
        Bytes::from_static(INFO)
    };
    let response = Response::builder().header("content-type", "application/json").header("x-reqid", "r-1");
    Ok(response.body(Full::new(body)).unwrap())
}

const INFO: &[u8] = br#"{"createdAt":1700000000,"updatedAt":1700000001,"expireAt":1800000000,"disabledTill":0,"converts":["720p","480p"],"watermark":false,"publishSecurity":"static","publishKey":"publish-key","nropEnable":false}"#;

async fn page(query: &str) -> Bytes {
    sleep(LATENCY).await;
    let marker = query.split('&').find_map(|pair| pair.strip_prefix("marker="));
    let from = marker.map_or(0, |marker| marker.parse().unwrap());
    let mut text = String::with_capacity(PAGE * 24);
    text.push_str(r#"{"items":["#);
    for n in from..from + PAGE {
        let comma = if n > from { "," } else { "" };
        text.push_str(&format!(r#"{comma}{{"key":"stream-{n:07}"}}"#));
    }
    let next = Some(from + PAGE).filter(|next| *next < STREAMS);
    text.push_str(&format!(r#"],"marker":"{}"}}"#, next.map(|next| next.to_string()).unwrap_or_default()));
    text.into()
}

async fn statuses(body: &[u8]) -> Bytes {
    sleep(LATENCY).await;
    let asked: Value = serde_json::from_slice(body).unwrap();
    let every_other = asked["items"].as_array().unwrap().iter().step_by(2);
    let items: Vec<_> = every_other
        .map(|key| json!({ "key": key, "startAt": 1_700_000_000, "clientIP": "203.0.113.7:51234", "bps": 1_048_576 }))
        .collect();
    json!({ "items": items }).to_string().into()
}
