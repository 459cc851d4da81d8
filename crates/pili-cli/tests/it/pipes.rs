//! Readers that go away, and disks that are full.

use std::{
    fs::File,
    process::{Command, Stdio},
    time::Duration,
};

use pili_local::{Listen, Local};

fn pili(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
    command.args(arguments);
    command
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_is_no_success() {
    for arguments in [
        &["whoami"][..],
        &["whoami", "--json"],
        &["completions", "bash"],
        &["man"],
        &["exit-codes"],
        &["--help"],
        &["stream", "ls", "-h"],
        &["help", "url"],
        &["--version"],
        &["demo"],
        &["demo", "--json"],
        &["local", "--http-port", "0", "--rtmp-port", "0"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output =
            pili(arguments).stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("cannot write the output"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn work_that_cannot_be_told_of_stops_and_what_is_left_is_kept_all_the_same() {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await.unwrap();
    let disabled = local.faults().on("pili.stream.disable").unwrap().delay(Duration::from_millis(1));
    let disabled = disabled.ratio(1.0, 0).inject().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let names = ["a", "b", "c", "d"];
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = pili(&[&format!("--local={}", server.endpoint()), "--json", "stream", "disable"])
        .args(["--jobs", "1", "--failures", "left.txt"])
        .args(names)
        .current_dir(folder.path())
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), disabled.met()), (Some(6), 1), "{said}");
    assert!(said.contains("as the output could not be written"), "{said}");
    let left = std::fs::read_to_string(folder.path().join("left.txt")).unwrap();
    let left: Vec<_> = left.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(left, names);
}

#[test]
fn a_reader_that_has_gone_ends_the_command_quietly() {
    let mut child =
        pili(&["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn colours_are_for_terminals_alone_unless_they_are_asked_for() {
    let out = |arguments: &[&str]| {
        let arguments = [&["url", "explain", "nonsense"], arguments].concat();
        String::from_utf8(pili(&arguments).output().unwrap().stdout).unwrap()
    };
    assert!(!out(&[]).contains('\u{1b}') && !out(&["--color", "never"]).contains('\u{1b}'));
    assert!(out(&["--color", "always"]).contains('\u{1b}'));
    assert!(!out(&["--color", "always", "--json"]).contains('\u{1b}'));
}
