use std::{fs, path::Path, process::Command};

use regex_lite::Regex;
use serde_json::Value;

fn demo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).arg("demo").args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains(pili_local::DEMO_SECRET_KEY), "a secret key is printed");
    text
}

#[test]
fn the_demonstration_holds_and_tells_each_step_as_a_line_of_json() {
    let text = demo(&["--json", "--color", "always"]);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, steps) = lines.split_last().unwrap();
    assert_eq!(
        (&last["ok"], &last["failed"], last["steps"].as_u64()),
        (&true.into(), &0.into(), Some(steps.len() as u64))
    );
    for (number, step) in steps.iter().enumerate() {
        assert_eq!((step["step"].as_u64(), &step["ok"]), (Some(number as u64 + 1), &true.into()), "{step}");
        assert!(
            !step["call"].as_str().unwrap().is_empty() && !step["outcome"].as_str().unwrap().is_empty(),
            "{step}"
        );
    }
}

/// Without what is new each time.
#[test]
fn the_demonstration_tells_the_whole_story() {
    let coloured = demo(&["--color", "always"]);
    assert!(coloured.contains('\u{1b}'));
    let mut text = Regex::new("\u{1b}\\[[0-9;]*m").unwrap().replace_all(&coloured, "").into_owned();
    for (pattern, stands_for) in [
        (r"token=[^ \n]+", "token=TOKEN"),
        (r"Signature=[^ \n]+", "Signature=SIGNATURE"),
        (r"session 1_[^ \n]+", "session ID"),
        (r"202\d-\d\d-\d\dT[\d:]+Z", "TIME"),
        (r"(rtmp|http)://127.0.0.1:\d+", "$1://HOST:PORT"),
        (r"127.0.0.1:\d+", "HOST:PORT"),
        (r"(e=|Expires=|at )\d{10}", "${1}SECONDS"),
        (r"of \d+ so far", "of N so far"),
        (r"\d+ (kbit|pictures|sound|KiB|s long|characters)", "N $1"),
    ] {
        text = Regex::new(pattern).unwrap().replace_all(&text, stands_for).into_owned();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/demo.txt");
    if std::env::var_os("PILI_BLESS").is_some() {
        return fs::write(&path, text).unwrap();
    }
    assert!(text == fs::read_to_string(&path).unwrap(), "PILI_BLESS=1 writes it anew. Now:\n{text}");
}
