use proptest::{prelude::*, sample::Index};

use super::{Result, *};

const FILE: &str = r#"# mine
use = "production"

[profile.production] # the big one
access-key = "ak"
secret-key = "sk"
"#;

pub(crate) fn parsed(text: &str) -> Result<Config> {
    Config::parse(PathBuf::from("config.toml"), text)
}

#[test]
fn a_change_keeps_comments_and_order() {
    let mut config = parsed(FILE).unwrap();
    config.set("production", Setting::Hub, "shows");
    config.set("test", Setting::Local, "http://127.0.0.1:8935");
    let expected = format!("{FILE}hub = \"shows\"\n\n[profile.test]\nlocal = \"http://127.0.0.1:8935\"\n");
    assert_eq!(config.document.to_string(), expected);
    assert_eq!(config.in_use(), Some("production"));
    assert!(config.unset("test", Setting::Local) && !config.unset("test", Setting::Local));
}

#[test]
fn the_first_profile_is_used_from_then_on() {
    let mut config = parsed("").unwrap();
    config.set("only", Setting::Hub, "shows");
    assert_eq!(config.in_use(), Some("only"));
    assert_eq!(config.profile("only").unwrap().text(Setting::Hub), Some("shows"));
}

#[test]
fn what_is_no_setting_is_named() {
    for (text, named) in [
        ("uses = \"a\"", "`uses`"),
        ("use = 1", "`use`"),
        ("[profile.a]\nacces-key = \"x\"", "profile `a` has `acces-key`"),
        ("[profile.a]\nhub = 1", "profile `a`: `hub` must be a text"),
        ("[profile.a]\nhub = \"\"", "profile `a`: `hub` must be a text"),
        ("profile = 1", "`profile`"),
        ("[profile]\na = 1", "`profile.a` is no table"),
        ("use = ", "config.toml: "),
    ] {
        let line = parsed(text).unwrap_err().line();
        assert!(line.contains(named), "{line}");
    }
}

#[test]
fn no_secret_shows_in_debug_or_as_a_text() {
    let profile = parsed(FILE).unwrap().profile("production").unwrap();
    assert_eq!(profile.text(Setting::SecretKey), None);
    assert!(!format!("{profile:?}").contains("sk\""), "{profile:?}");
}

#[cfg(unix)]
#[test]
fn the_file_is_written_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/config.toml");
    let mut config = Config::read_from(path.clone()).unwrap();
    config.set("a", Setting::SecretKey, "sk");
    config.write().unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(Config::read_from(path).unwrap().profile("a").unwrap().has_secrets());
    assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
}

/// The file as somebody leaves it who edits it half asleep.
fn edited() -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..3, prop::sample::select(&b"[]=\".\n#'\\ a0"[..]));
    prop::collection::vec(edit, 1..5).prop_map(|edits| {
        let mut file = FILE.replace("\"sk\"", "\"hush-secret\"").into_bytes();
        for (at, kind, byte) in edits {
            let at = at.index(file.len());
            match kind {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                _ => drop(file.remove(at)),
            }
        }
        String::from_utf8(file).unwrap()
    })
}

proptest! {
    #[test]
    fn an_edited_file_is_read_or_refused_in_a_line_without_the_secret(file in edited()) {
        match parsed(&file) {
            Ok(config) => drop((config.in_use(), config.profiles().count())),
            Err(failure) => {
                let line = failure.line();
                prop_assert!(!line.contains("hush") && !line.contains('\n'), "{}", line);
            }
        }
    }
}
