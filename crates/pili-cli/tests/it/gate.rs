use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{ChildStderr, Command, Output, Stdio},
};

use serde_json::Value;

const ACCOUNT: &str = "[[accounts]]\naccess_key = \"ak\"\nsecret_key = \"hush-hush\"\n";
const OPEN: &str = "[[hubs]]\nname = \"shows\"\npublish = { rule = \"none\" }\n";
const SHUT: &str = "[[hubs]]\nname = \"shows\"\n";

fn pili(folder: &Path, arguments: &[&str]) -> Output {
    let config = folder.join("gate.toml");
    let mut pili = Command::new(env!("CARGO_BIN_EXE_pili"));
    pili.args(["gate", "--json", "--config"]).arg(config).args(arguments).output().unwrap()
}

#[test]
fn a_file_is_checked_and_what_is_wrong_is_named_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: String| fs::write(folder.path().join("gate.toml"), text).unwrap();
    write(format!("{ACCOUNT}{SHUT}"));
    assert_eq!(pili(folder.path(), &["--check"]).status.code(), Some(0));
    for (text, named) in [
        (format!("{ACCOUNT}{SHUT}pubish = 1"), "pubish"),
        (ACCOUNT.to_owned(), "no hub"),
        (SHUT.to_owned(), "expiry_sk"),
    ] {
        write(text);
        let output = pili(folder.path(), &["--check"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(named) && !said.contains("hush"), "{said}");
    }
}

#[test]
fn a_refused_url_is_explained_with_the_text_to_sign() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gate.toml"), format!("{ACCOUNT}{SHUT}")).unwrap();
    let output = pili(folder.path(), &["--explain", "rtmp://a.test/shows/evening?e=9999999999&token=ak:x"]);
    assert_eq!(output.status.code(), Some(3));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["verdict"], &told["cause"]), (&"refused".into(), &"signature".into()), "{told}");
    assert_eq!(told["stringToSign"], "/shows/evening?e=9999999999");
    let output = pili(folder.path(), &["--play", "--explain", "http://a.test/shows/evening.m3u8"]);
    assert_eq!(output.status.code(), Some(0), "all may play");
}

#[test]
fn the_file_is_read_anew_and_a_bad_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("gate.toml");
    fs::write(&config, OPEN).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pili"))
        .args(["gate", "--jsonl", "--address", "127.0.0.1:0", "--config"])
        .arg(&config)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let address = said_with(&mut said, "listening on");
    let address = address.split("http://").nth(1).unwrap().split('/').next().unwrap();
    assert_eq!(publish(address), "200");
    fs::write(&config, format!("{ACCOUNT}{SHUT}")).unwrap();
    said_with(&mut said, "read anew");
    assert_eq!(publish(address), "403");
    fs::write(&config, format!("{OPEN}nonsense = 1")).unwrap();
    said_with(&mut said, "what held before stays");
    assert_eq!(publish(address), "403");
    fs::write(&config, OPEN).unwrap();
    said_with(&mut said, "read anew");
    assert_eq!(publish(address), "200");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The next line with these words.
fn said_with(said: &mut BufReader<ChildStderr>, words: &str) -> String {
    let mut lines = said.lines().map(|line| line.unwrap());
    lines.find(|line| line.contains(words)).expect(words)
}

/// The status of an unsigned publish, as `MediaMTX` asks for it.
fn publish(address: &str) -> String {
    let body =
        r#"{"action":"publish","path":"shows/evening","protocol":"rtmp","ip":"203.0.113.7","query":""}"#;
    let mut socket = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        socket,
        "POST /hooks/mediamtx HTTP/1.0\r\nHost: {address}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}
