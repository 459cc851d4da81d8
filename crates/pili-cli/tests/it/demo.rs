use std::process::Command;

use serde_json::Value;

#[test]
fn the_demonstration_holds_and_tells_each_step_as_a_line_of_json() {
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).args(["demo", "--json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
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
    assert!(!text.contains(pili_local::DEMO_SECRET_KEY), "a secret key is printed");
}
