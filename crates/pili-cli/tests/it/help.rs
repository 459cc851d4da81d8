use std::process::Command;

/// What a description of the command may promise, and the command that keeps it.
const PROMISES: &[(&str, &str)] = &[
    ("demonstration", "demo"),
    ("local service", "local"),
    ("signed URL", "sign"),
    ("streams", "stream"),
    ("token", "token"),
];

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pili")).args(arguments).arg("--help").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The names in the list of commands.
fn commands(help: &str) -> Vec<&str> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    list.map_while(|line| line.split_whitespace().next()).collect()
}

#[test]
fn the_help_promises_only_what_its_commands_do() {
    let help = help(&[]);
    let (about, commands) = (help.lines().next().unwrap(), commands(&help));
    assert_eq!(about, env!("CARGO_PKG_DESCRIPTION"));
    let mut kept = 0;
    for (promise, command) in PROMISES.iter().filter(|(promise, _)| about.contains(promise)) {
        assert!(commands.contains(command), "`{about}` promises {promise}, and there are: {commands:?}");
        kept += 1;
    }
    assert!(kept > 0, "`{about}` promises nothing that is known");
}

#[test]
fn every_command_that_is_listed_explains_itself() {
    for command in commands(&help(&[])).into_iter().filter(|command| *command != "help") {
        assert!(help(&[command]).contains(&format!("Usage: pili {command}")), "{command}");
    }
}
