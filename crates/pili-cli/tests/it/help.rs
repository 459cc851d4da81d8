use std::process::Command;

/// What a description of the command may promise, and the command that keeps it.
const PROMISES: &[(&str, &str)] = &[
    ("demonstration", "demo"),
    ("local service", "local"),
    ("signed URL", "url"),
    ("calls", "api"),
    ("streams", "stream"),
    ("token", "room"),
];

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pili"))
        .args(arguments)
        .arg("--help")
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The names in the list of commands.
fn commands(help: &str) -> Vec<&str> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    // A line that goes on stands further in.
    let lines = list.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    lines.filter_map(|line| line.split_whitespace().next()).collect()
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

/// Every command with all below it, as arguments.
fn tree(above: &[&str], found: &mut Vec<Vec<String>>) {
    let help = help(above);
    for name in commands(&help).into_iter().filter(|name| *name != "help") {
        let path = [above, &[name]].concat();
        found.push(path.iter().map(|&name| name.to_owned()).collect());
        tree(&path, found);
    }
}

#[test]
fn every_command_explains_itself_on_a_screen_and_with_an_example() {
    let mut all = Vec::new();
    tree(&[], &mut all);
    // These two are not listed, but told of below the list.
    all.extend(["completions", "man"].map(|name| vec![name.to_owned()]));
    assert!(all.len() > 100, "{all:?}");
    let mut too_long = Vec::new();
    for path in all {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = help(&path);
        assert!(help.contains(&format!("Usage: pili {}", path.join(" "))), "{path:?}: {help}");
        let is_leaf = commands(&help).is_empty();
        assert!(!is_leaf || help.contains("Example"), "{path:?} has no example: {help}");
        if help.lines().count() > 24 {
            too_long.push((path.join(" "), help.lines().count()));
        }
    }
    assert!(too_long.is_empty(), "these are longer than a screen: {too_long:?}");
    assert!(help(&[]).lines().count() <= 24);
}
