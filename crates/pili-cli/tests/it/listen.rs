use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Command, Stdio},
};

use serde_json::Value;

#[test]
fn a_callback_is_received_verified_and_told() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pili"))
        .args(["--local", "--jsonl", "callback", "listen", "--address", "127.0.0.1:0", "--count", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.split("http://").nth(1).unwrap().split(';').next().unwrap();
    let mut socket = TcpStream::connect(address).unwrap();
    let body = "status=connected&title=evening";
    write!(
        socket,
        "POST /hook HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Authorization: Qiniu local-demo-access-key:forged\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 401"), "{answer}");
    let output = child.wait_with_output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&told["verdict"], &told["variables"]["title"]),
        (&"wrong".into(), &"evening".into()),
        "{told}"
    );
    assert!(output.status.success());
}
