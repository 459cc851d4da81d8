//! A service, command lines run against it, and all that they say.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use pili_local::{Injected, Listen, Local, Server};
use regex_lite::Regex;

/// A service, and a place for files.
pub(crate) struct Stage {
    pub(crate) local: Local,
    pub(crate) server: Server,
    /// Met by every call of an operation, and as good as nothing: so a call is seen.
    calls: Vec<(&'static str, Injected)>,
    folder: tempfile::TempDir,
    told: String,
    /// What is new each time, and what stands for it here.
    stand_ins: Vec<(String, &'static str)>,
    varying: Vec<(Regex, &'static str)>,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::on(Local::demo()).await
    }

    /// On a service that is built otherwise.
    pub(crate) async fn on(local: Local) -> Self {
        let seen = |name| {
            let fault = local.faults().on(name).unwrap().delay(Duration::from_nanos(1));
            (name, fault.ratio(1.0, 0).inject().unwrap())
        };
        let calls = local.faults().operations().into_iter().map(seen).collect();
        let server = local.serve(Listen::any()).await.unwrap();
        Self {
            local,
            server,
            calls,
            folder: tempfile::tempdir().unwrap(),
            told: String::new(),
            stand_ins: Vec::new(),
            varying: Vec::new(),
        }
    }

    /// Where the service is.
    pub(crate) fn http(&self) -> String {
        self.server.addresses().http.to_string()
    }

    /// In command lines and in what they say, a name stands for what is new each time.
    pub(crate) fn stands_for(&mut self, new: &str, name: &'static str) {
        self.stand_ins.push((new.to_owned(), name));
    }

    /// Something stands for what matches, which the speed of this machine decides.
    pub(crate) fn varies(&mut self, pattern: &str, stands_for: &'static str) {
        self.varying.push((Regex::new(pattern).unwrap(), stands_for));
    }

    /// Forgets what was said so far.
    pub(crate) fn forget(&mut self) {
        self.told.clear();
    }

    /// A file in the folder of the command lines.
    pub(crate) fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command line against the service, and keeps what it says.
    pub(crate) async fn run(&mut self, line: &str) -> String {
        self.run_with(line, "").await
    }

    /// Runs command lines, one after the other.
    pub(crate) async fn run_all<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        for line in lines {
            self.run(line).await;
        }
    }

    /// Runs a command line that is given something on standard input. `VARIABLE=value` may stand in front.
    pub(crate) async fn run_with(&mut self, line: &str, input: &str) -> String {
        let before = self.met();
        let local = format!("--local={}", self.server.endpoint());
        let names = self.stand_ins.iter().map(|(new, name)| (&**new, *name)).chain([(&*local, "LOCAL")]);
        let meant = names.fold(line.to_owned(), |line, (new, name)| line.replace(name, new));
        let words = shlex::split(&meant).unwrap();
        let variables: Vec<_> = words.iter().map_while(|word| variable(word)).collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
        command
            .args(&words[variables.len() + 1..])
            .current_dir(self.folder.path())
            .env_clear()
            .envs(variables);
        command.env("TZ", "UTC").env("PILI_CONFIG", "config.toml");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let input = input.to_owned();
        let output = tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            // One that does not read it has ended already.
            let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
            child.wait_with_output().unwrap()
        });
        let output = output.await.unwrap();
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        self.told += &format!("$ {line}\n{}{out}", self.called_since(&before));
        self.told += &err.lines().map(|line| format!("! {line}\n")).collect::<String>();
        self.told += &format!("= {}\n\n", output.status.code().unwrap());
        out
    }

    fn met(&self) -> Vec<u32> {
        self.calls.iter().map(|(_, fault)| fault.met()).collect()
    }

    /// A line for each operation that the service was asked for.
    fn called_since(&self, before: &[u32]) -> String {
        let lines = self.calls.iter().zip(before).map(|((name, fault), before)| match fault.met() - before {
            0 => String::new(),
            1 => format!("> {name}\n"),
            times => format!("> {name}, {times} times\n"),
        });
        lines.collect()
    }

    /// Compares all that was said with the file of this name.
    pub(crate) fn is(self, name: &str) {
        let path = folder().join(name);
        let told = self.without_chance();
        if std::env::var_os("PILI_BLESS").is_some() {
            fs::write(&path, told).unwrap();
            return;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(told == expected, "{} differs; PILI_BLESS=1 writes it anew. Now:\n{told}", path.display());
    }

    /// What was said, without addresses, times and other things that are new each time.
    fn without_chance(&self) -> String {
        let addresses = self.server.addresses();
        let mut told = self.told.replace(&addresses.http.to_string(), "HOST:PORT");
        told = told.replace(&addresses.rtmp.to_string(), "HOST:RTMP");
        told = self.stand_ins.iter().fold(told, |told, (new, name)| told.replace(new, name));
        for (pattern, stands_for) in [
            (r"20(2[4-9]|3\d)-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( UTC|Z)", "TIME"),
            (r#""seconds": [\d.]+"#, "\"seconds\": SECONDS"),
            (r"local-[0-9a-f]{8}", "REQUEST-ID"),
            (r"127\.0\.0\.1:\d{5}", "CLIENT:PORT"),
            (r"\b[0-9A-F]{24}\b", "REQUEST-ID"),
            (r"\b\d{13}\.ts", "SEGMENT.ts"),
            (r#"("(Bandwidth|FrameRate)": )\d+"#, "${1}N"),
            (r"T1==[\w=]+", "T1-TOKEN"),
        ] {
            told = Regex::new(pattern).unwrap().replace_all(&told, stands_for).into_owned();
        }
        for (pattern, stands_for) in &self.varying {
            told = pattern.replace_all(&told, *stands_for).into_owned();
        }
        told
    }
}

/// Where the whole outputs are.
pub(crate) fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs")
}

/// `NAME=value`, as a shell takes it before a command.
fn variable(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_name.then(|| (name.to_owned(), value.to_owned()))
}
