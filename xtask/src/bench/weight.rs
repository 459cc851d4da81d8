//! How much is built: the crates of a program that makes calls, and how long they take from nothing. Beside it the
//! crates of the same by hand and of a peer.

use std::path::Path;

use xshell::{Shell, cmd};

use super::{WEIGHT, page};
use crate::Result;
use crate::metadata::Metadata;
use crate::tree::Tree;

/// What a program names under `[dependencies]`.
const PROGRAMS: &[(&str, &str)] = &[
    ("`pili`, as it is by default", "pili = { path = \"ROOT/crates/pili\" }\n"),
    ("by hand", BY_HAND),
    (
        "reqwest, with rustls",
        "reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"rustls\"] }\n",
    ),
    ("`pili-rtc`, tokens only", "pili-rtc = { path = \"ROOT/crates/pili-rtc\", default-features = false }\n"),
    ("`pili-urls`", "pili-urls = { path = \"ROOT/crates/pili-urls\" }\n"),
    (
        "`pili-urls` with RustCrypto",
        "pili-urls = { path = \"ROOT/crates/pili-urls\", default-features = false, features = [\"rustcrypto\"] }\n",
    ),
];

/// Pool, TLS, signatures and JSON.
const BY_HAND: &str = r#"
base64 = "0.23"
http-body-util = "0.1"
hyper-rustls = { version = "0.27", default-features = false, features = ["http1", "ring", "native-tokio"] }
hyper-util = { version = "0.1", features = ["client-legacy", "http1", "tokio"] }
ring = "0.17"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "time"] }
"#;

pub(super) fn measure(sh: &Shell) -> Result {
    let root = sh.current_dir();
    let folder = Path::new(&Metadata::read(sh)?.target_directory).join("weight");
    let mut table =
        "| program | crates | built from nothing | processor time of that |\n|---|---|---|---|\n".to_owned();
    for (name, dependencies) in PROGRAMS {
        sh.remove_path(&folder)?;
        let manifest = format!(
            "[package]\nname = \"weighed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{}",
            dependencies.replace("ROOT", &root.display().to_string()),
        );
        sh.write_file(folder.join("Cargo.toml"), manifest)?;
        sh.write_file(folder.join("src/main.rs"), "fn main() {}\n")?;
        sh.copy_file("Cargo.lock", folder.join("Cargo.lock"))?;
        let _there = sh.push_dir(&folder);
        let _apart = sh.push_env("CARGO_TARGET_DIR", folder.join("target"));
        cmd!(sh, "cargo fetch").quiet().run()?;
        // Without the program itself.
        let crates = Tree::read(sh, "weighed", &[])?.len() - 1;
        let [wall, processor] = build(sh)?;
        let line = format!("| {name} | {crates} | {wall:.0} s | {processor:.0} s |\n");
        print!("{line}");
        table.push_str(&line);
    }
    page::write(sh, WEIGHT, &table)
}

/// The seconds that pass, and those on a processor, which say more where others build too.
fn build(sh: &Shell) -> Result<[f64; 2]> {
    let timed = "TIMEFORMAT='%R %U %S'; time cargo build --quiet";
    let told = cmd!(sh, "bash -c {timed}").quiet().read_stderr()?;
    let line = told.lines().last().unwrap_or_default();
    let seconds = line.split(' ').map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    let [wall, user, system] = seconds[..] else { return Err(format!("no times: {line}").into()) };
    Ok([wall, user + system])
}
