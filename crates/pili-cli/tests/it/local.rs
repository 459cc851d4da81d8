use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
};

use pili_local::DEMO_APPLICATION_ID;
#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// `pili local`, killed when dropped.
struct Service(Child);

impl Service {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
        command.args(["local", "--http-port", "0", "--rtmp-port", "0"]).args(arguments);
        if arguments.contains(&ON_ALL[0]) {
            command.env("PILI_LOCAL_SECRET_KEY", "a-secret-of-our-own");
        }
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Its addresses, from the line it prints when it is ready.
    fn addresses(&mut self) -> Value {
        let mut line = String::new();
        BufReader::new(self.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
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
        (["--host", "example.com"], "--host"),
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
