use std::{
    fs::File,
    io::Write as _,
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use pili::{
    auth::Clock,
    urls::{Domain, StreamPath, publish, publish::PublishAuth},
};
use pili_local::{DEMO_HUB, Listen, Local, Server};
use pili_media::rtmp::{Pace, publish as publish_clip};
use rustix::{
    process::{Pid, Signal, kill_process},
    termios::{Winsize, tcgetattr, tcsetwinsize},
};
use serde_json::Value;

use crate::terminal::Terminal;

const CLIP: &[u8] = include_bytes!("../../assets/clip.flv");

/// A service on which the stream `evening` is live for ten seconds.
async fn service() -> Server {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await.unwrap();
    let domain = Domain::new(server.addresses().rtmp.to_string()).unwrap();
    let plain = publish::rtmp(&domain, &StreamPath::new(DEMO_HUB, "evening").unwrap());
    let expires_at = Clock::system().now() + Duration::from_secs(600);
    let url =
        PublishAuth::ExpirySk { credentials: local.credentials().clone(), expires_at }.sign(&plain).unwrap();
    tokio::spawn(async move { publish_clip(&url, CLIP, Pace::RealTime).await });
    server
}

fn watch(http: SocketAddr, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
    command.args([&format!("--local=http://{http}"), "stream", "watch", "--every", "1s"]).args(arguments);
    command
}

/// The view on a terminal, when it shows this.
async fn viewed(http: SocketAddr, terminal: &Terminal, shows: &str) -> Child {
    let (input, output, error) = (terminal.stdio(), terminal.stdio(), terminal.stdio());
    let mut command = watch(http, &["--prefix", "eve"]);
    let child = command.env("TERM", "xterm").stdin(input).stdout(output).stderr(error).spawn().unwrap();
    terminal.shows(shows).await;
    child
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_are_lines_in_a_pipe_with_the_members_of_the_api() {
    let server = service().await;
    let run = |arguments: &'static [&str]| {
        let mut command = watch(server.addresses().http, arguments);
        tokio::task::spawn_blocking(move || {
            let output = command.stderr(Stdio::inherit()).output().unwrap();
            assert!(output.status.success());
            String::from_utf8(output.stdout).unwrap()
        })
    };
    let told = run(&["evening", "morning", "--count", "3", "--jsonl"]).await.unwrap();
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), 6);
    let last = &told[4];
    assert_eq!((&last["key"], &last["live"]), (&"evening".into(), &true.into()), "{last}");
    assert!(last["bps"].as_i64().unwrap() > 0 && last["fps"]["video"].as_i64().unwrap() > 0, "{last}");
    assert!(last["startAt"].as_str().unwrap().ends_with('Z') && last["at"].is_string(), "{last}");
    assert_eq!(
        (&told[5]["key"], &told[5]["live"], told[5].get("bps")),
        (&"morning".into(), &false.into(), None)
    );
    let told = run(&["evening", "morning", "--count", "1"]).await.unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].contains("  evening  live ") && lines[0].ends_with(" viewers"), "{told}");
    assert!(lines[1].ends_with("  morning  offline"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_gives_the_terminal_back_however_it_ends() {
    let server = service().await;
    for end in ["q", "\u{3}", "TERM"] {
        let terminal = Terminal::new(80, 24);
        let before = format!("{:?}", tcgetattr(&terminal.keyboard).unwrap());
        let mut child = viewed(server.addresses().http, &terminal, "evening").await;
        assert_ne!(format!("{:?}", tcgetattr(&terminal.keyboard).unwrap()), before, "keys are still echoed");
        match end {
            "TERM" => kill_process(Pid::from_child(&child), Signal::TERM).unwrap(),
            keys => File::from(terminal.keyboard.try_clone().unwrap()).write_all(keys.as_bytes()).unwrap(),
        }
        let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
        assert_eq!(status.code(), Some(0), "{end:?}");
        assert_eq!(format!("{:?}", tcgetattr(&terminal.keyboard).unwrap()), before, "{end:?}");
        let text = terminal.text();
        assert!(
            text.contains("\u{1b}[?1049h") && text.ends_with("\u{1b}[?1049l\u{1b}[?25h"),
            "{end:?}: {text:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_follows_the_size_of_its_window() {
    let server = service().await;
    let terminal = Terminal::new(80, 24);
    let mut child = viewed(server.addresses().http, &terminal, "VIEWERS").await;
    let small = Winsize { ws_row: 8, ws_col: 30, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal.keyboard, small).unwrap();
    terminal.forget();
    kill_process(Pid::from_child(&child), Signal::WINCH).unwrap();
    terminal.shows("\u{1b}[8;1Hq").await;
    File::from(terminal.keyboard.try_clone().unwrap()).write_all(b"q").unwrap();
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    assert_eq!(status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_from_the_beginning_is_told_without_a_view() {
    let server = service().await;
    let terminal = Terminal::new(80, 24);
    let mut command = watch(server.addresses().http, &["evening", "--hub", "nosuch"]);
    let error = command.stdin(terminal.stdio()).stdout(terminal.stdio()).stderr(terminal.stdio());
    let mut child = error.spawn().unwrap();
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    drop(command);
    let text = terminal.text();
    assert_eq!(status.code(), Some(4), "{text}");
    assert!(text.starts_with("pili: ") && text.contains("hub not found"), "{text}");
}
