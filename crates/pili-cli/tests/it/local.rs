use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

use pili_local::DEMO_APPLICATION_ID;
use regex_lite::Regex;
#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// `pili local`, killed when dropped.
struct Service(Child);

impl Service {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
        command.args(["local", "--http-port", "0", "--rtmp-port", "0"]).args(arguments);
        if arguments.contains(&ON_ALL[1]) {
            command.env("PILI_LOCAL_SECRET_KEY", "a-secret-of-our-own");
        }
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Its addresses, from the line it prints when it is ready.
    fn addresses(&mut self) -> Value {
        serde_json::from_str(&self.lines().next().unwrap()).unwrap()
    }

    /// What it prints, line by line.
    fn lines(&mut self) -> impl Iterator<Item = String> + use<> {
        BufReader::new(self.0.stdout.take().unwrap()).lines().map(Result::unwrap)
    }

    /// What it tells of, line by line.
    fn log(&mut self) -> impl Iterator<Item = String> + use<> {
        BufReader::new(self.0.stderr.take().unwrap()).lines().map(Result::unwrap)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &Value, path: &str) -> String {
    let address: SocketAddr = address.as_str().unwrap().parse().unwrap();
    let mut socket = TcpStream::connect(address).unwrap();
    write!(socket, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_service_prints_its_addresses_when_it_is_ready_and_outlives_its_reader() {
    let mut service = Service::start(&["--json"]);
    let addresses = service.addresses();
    // The pipe is closed by now; a service that died of it would not answer.
    for _ in 0..3 {
        assert!(get(&addresses["http"], "/healthz").starts_with("HTTP/1.0 200"), "{addresses}");
    }
    assert!(addresses["rtmp"].as_str().unwrap().starts_with("127.0.0.1:"));
    assert_eq!(addresses["application"], DEMO_APPLICATION_ID);
}

#[cfg(feature = "srt")]
#[test]
fn srt_is_taken_where_a_port_is_given_and_its_url_is_there_to_paste() {
    let told = Service::start(&["--json", "--srt-port", "0"]).addresses();
    let url = format!("srt://{}?streamid=#!::h=demo/stage,", told["srt"].as_str().unwrap());
    assert!(told["stream"]["srt"].as_str().unwrap().starts_with(&url), "{told}");
    let shown: Vec<String> =
        Service::start(&["--srt-port", "0"]).lines().take_while(|line| !line.starts_with("ready")).collect();
    assert!(shown.iter().any(|line| line.contains("-f mpegts 'srt://127.0.0.1:")), "{shown:?}");
    assert_eq!(Service::start(&["--json"]).addresses()["srt"], Value::Null);
}

#[test]
fn a_port_in_use_is_told_with_what_to_do() {
    let mut first = Service::start(&["--json"]);
    let addresses = first.addresses();
    let port = addresses["http"].as_str().unwrap().rsplit(':').next().unwrap().to_owned();
    let arguments = ["local", "--http-port", &port, "--rtmp-port", "0"];
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(said.contains(&format!("cannot listen on 127.0.0.1:{port} for HTTP")), "{said}");
    assert!(said.contains("--http-port"), "{said}");
}

#[test]
fn all_that_there_is_to_paste_is_printed() {
    let mut service = Service::start(&["--publish-rule", "none"]);
    let mut lines = Vec::new();
    for line in service.lines() {
        lines.push(line);
        if lines.last().is_some_and(|line| line.starts_with("ready")) {
            break;
        }
    }
    let text =
        Regex::new(r"127\.0\.0\.1:\d+").unwrap().replace_all(&lines.join("\n"), "HOST:PORT").into_owned()
            + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/local.txt");
    if std::env::var_os("PILI_BLESS").is_some() {
        return std::fs::write(&path, text).unwrap();
    }
    assert!(text == std::fs::read_to_string(&path).unwrap(), "PILI_BLESS=1 writes it anew. Now:\n{text}");
}

#[test]
fn what_is_printed_can_be_published_to() {
    for rule in ["static", "expiry", "expiry_sk", "dynamic", "none"] {
        let mut service = Service::start(&["--json", "--publish-rule", rule]);
        let told = service.addresses();
        let (server, key) =
            (told["stream"]["server"].as_str().unwrap(), told["stream"]["stream_key"].as_str().unwrap());
        assert_eq!(told["stream"]["publish"], format!("{server}/{key}"), "{told}");
        let publishing = pili_media::rtmp::Publisher::connect(told["stream"]["publish"].as_str().unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(publishing).unwrap_or_else(|error| panic!("{rule}: {error}"));
    }
}

#[test]
fn what_happens_is_told_a_line_each_without_colours_in_a_pipe() {
    let mut service = Service::start(&["--json", "--test-stream", "clock"]);
    let addresses = service.addresses();
    let mut log = service.log();
    let mut tells = |text: &str| {
        let line = log.find(|line| line.contains(text)).unwrap();
        assert!(!line.chars().any(char::is_control), "{line:?}");
        line
    };
    tells(" publish   demo/clock began, rtmp 127.0.0.1:");
    get(&addresses["http"], "/demo/nosuch%1B%5B2J.flv");
    assert!(tells(" refused   demo/nosuch").contains("\\u{1b}[2J play, flv 127.0.0.1:"));
    get(&addresses["http"], "/v2/hubs?token=seldom");
    let call = tells(" call      GET /v2/hubs");
    assert!(
        call.contains("?token=… 401 pili.hub.list ") && call.contains("there is no Authorization header"),
        "{call}"
    );
}

#[test]
fn what_happens_is_told_as_lines_of_json_behind_the_first_if_so_asked() {
    let mut service = Service::start(&["--jsonl"]);
    let mut lines = service.lines().map(|line| serde_json::from_str::<Value>(&line).unwrap());
    let first = lines.next().unwrap();
    get(&first["http"], "/v2/hubs");
    let event = lines.next().unwrap();
    assert_eq!((&event["kind"], &event["call"]["status"]), (&"call".into(), &401.into()), "{event}");
    drop(lines);
    for _ in 0..3 {
        assert!(get(&first["http"], "/v2/hubs").starts_with("HTTP/1.0 401"), "it outlives its reader");
    }
}

#[test]
fn nothing_is_said_where_that_is_not_wanted() {
    let mut service = Service::start(&["--quiet", "--json"]);
    let addresses = service.addresses();
    get(&addresses["http"], "/v2/hubs");
    let mut log = service.log();
    drop(service);
    assert_eq!(log.next(), None);
}

#[test]
fn a_name_of_this_machine_is_listened_on() {
    let mut service = Service::start(&["--json", "--host", "localhost"]);
    let addresses = service.addresses();
    let http: SocketAddr = addresses["http"].as_str().unwrap().parse().unwrap();
    assert!(http.ip().is_loopback() && addresses["secret_key"].is_string(), "{addresses}");
}

#[test]
fn a_file_says_what_there_is_to_begin_with() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pili.toml");
    let path = file.to_str().unwrap();
    std::fs::write(&file, "[[hubs]]\nname = \"shows\"\nstreams = [\"evening\"]\n").unwrap();
    let mut service = Service::start(&["--json", "--config", path]);
    let state = get(&service.addresses()["http"], "/_local/state");
    assert!(state.contains("\"key\":\"evening\""), "{state}");

    std::fs::write(&file, "[[hubs]]\nname = \"shows\"\nstream = [\"evening\"]\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).args(["local", "--config", path]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("pili.toml") && said.contains("unknown field `stream`"), "{said}");
}

/// Where others can reach the service.
const ON_ALL: [&str; 2] = ["--host", "0.0.0.0"];

#[test]
fn a_data_folder_that_cannot_be_used_is_told_by_its_name_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let below_a_file = file.join("data");
    let in_use = folder.path().join("in-use");
    let mut service = Service::start(&["--json", "--data", in_use.to_str().unwrap()]);
    service.addresses();
    for (unusable, why) in [(below_a_file, ""), (in_use, "another service has it open")] {
        let mut second = Service::start(&["--data", unusable.to_str().unwrap()]);
        assert_eq!(second.0.wait().unwrap().code(), Some(1));
        let mut told = String::new();
        second.0.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert!(told.contains(unusable.to_str().unwrap()) && told.contains(why), "{told}");
    }
}

#[test]
fn the_service_can_be_reached_from_elsewhere_when_told_to_listen_on_all_addresses() {
    let mut service = Service::start(&[&["--json"], &ON_ALL[..]].concat());
    let addresses = service.addresses();
    for protocol in ["http", "rtmp"] {
        assert!(addresses[protocol].as_str().unwrap().starts_with("0.0.0.0:"), "{addresses}");
        assert!(addresses["application"].is_null(), "none but the demo has one: {addresses}");
    }
    assert!(addresses["secret_key"].is_null(), "{addresses}");
    for url in ["publish", "rtmp", "flv", "hls", "mp4"] {
        assert!(!addresses["stream"][url].as_str().unwrap().contains("0.0.0.0"), "{addresses}");
    }
    let answer = get(&addresses["http"], "/healthz");
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
}

#[test]
fn the_secret_key_may_come_on_standard_input_where_no_list_of_processes_shows_it() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
    command.args(["local", "--json", "--http-port", "0", "--rtmp-port", "0", "--secret-stdin"]).args(ON_ALL);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut service = Service(command.spawn().unwrap());
    service.0.stdin.take().unwrap().write_all(b"a-secret-of-our-own\n").unwrap();
    assert!(service.addresses()["http"].as_str().unwrap().starts_with("0.0.0.0:"));
}

#[test]
fn keys_that_everybody_knows_are_refused_where_everybody_can_come() {
    let arguments = ["local", "--host", "0.0.0.0", "--http-port", "0", "--rtmp-port", "0"];
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("--secret-stdin") && said.contains("PILI_LOCAL_SECRET_KEY"), "{said}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
    command.args(arguments).args(["--publish-rule", "static"]).env("PILI_LOCAL_SECRET_KEY", "of-our-own");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("PILI_LOCAL_PUBLISH_KEY"), "{said}");
}

#[test]
fn the_routes_for_tests_are_for_this_machine_unless_asked_for() {
    let path = "/_local/rtc/apps/none";
    for (arguments, status) in [
        (vec!["--json"], "612"),
        ([&["--json"], &ON_ALL[..]].concat(), "403"),
        ([&["--json", "--test-routes"], &ON_ALL[..]].concat(), "612"),
    ] {
        let mut service = Service::start(&arguments);
        let answer = get(&service.addresses()["http"], path);
        assert!(answer.starts_with(&format!("HTTP/1.0 {status}")), "{arguments:?}: {answer}");
    }
}

#[test]
fn a_call_is_refused_without_a_signature() {
    let mut service = Service::start(&["--json", "--hub", "shows"]);
    let addresses = service.addresses();
    let answer = get(&addresses["http"], "/v2/hubs/shows/streams");
    assert!(answer.starts_with("HTTP/1.0 401"), "{answer}");
}

#[test]
fn what_could_never_be_called_is_refused_naming_the_argument() {
    for (arguments, named) in [
        (["--hub", "a/b"], "--hub"),
        (["--bucket", "Not a bucket"], "--bucket"),
        (["--access-key", ""], "--access-key"),
        (["--secret-key", "seen by all"], "--secret-key"),
        (["--log", "pili=loud"], "--log"),
        (["--host", "nosuch.invalid"], "--host"),
        (["--publish-rule", "tsStartMD5"], "--publish-rule"),
        (["--callback", "https://127.0.0.1/hook"], "--callback"),
        (["--test-stream", "a b"], "--test-stream"),
        (["--config", "nosuch.toml"], "nosuch.toml"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_pili")).arg("local").args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(named), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_service_that_is_told_to_terminate_ends_properly() {
    let mut service = Service::start(&["--json"]);
    service.addresses();
    // No program is asked to send it: `kill` is not on every system.
    kill_process(Pid::from_child(&service.0), Signal::TERM).unwrap();
    assert!(service.0.wait().unwrap().success());
}
