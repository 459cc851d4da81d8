//! The command on very many streams: what it holds in memory while it lists them, and that an interrupted job does
//! none twice and forgets none. `cargo xtask bench` runs it; a promise that does not hold ends it with a panic.

#![allow(clippy::print_stdout, reason = "the figures are the program's output")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot start should say where")]

#[cfg(target_os = "linux")]
#[path = "../../tests/it/counted.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod counted;
#[cfg(target_os = "linux")]
#[path = "../../tests/it/job.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod job;
#[cfg(target_os = "linux")]
mod listing;
#[cfg(target_os = "linux")]
#[path = "../../tests/it/terminal.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod terminal;

#[cfg(target_os = "linux")]
fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    listing::run(&runtime);
    disabling(&runtime);
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("memory is read from /proc, which is Linux alone");
}

/// 10 000 streams with one Ctrl-C in the middle, as the service sees it.
#[cfg(target_os = "linux")]
fn disabling(runtime: &tokio::runtime::Runtime) {
    const STREAMS: usize = 10_000;
    let service = runtime.block_on(counted::Counted::with_streams(STREAMS));
    let folder = tempfile::tempdir().unwrap();
    let begun = std::time::Instant::now();
    let first = job::Job::disable(service.address, folder.path(), &["--prefix", "s"], Some(STREAMS / 2));
    let (done, left) = (first.of("done").len(), first.of("left").len());
    let second = job::Job::disable(service.address, folder.path(), &["--from-file", "left.txt"], None);
    let took = begun.elapsed().as_secs_f64();
    let once = counted::Changes { things: STREAMS, calls: STREAMS };
    assert_eq!(
        (first.exit, second.exit, done + left, second.of("done").len()),
        (Some(6), Some(0), STREAMS, left)
    );
    assert_eq!(service.changes("/disabled"), once);
    println!(
        "disable {STREAMS} streams: {done} before Ctrl-C, {left} by the file it left, each once; {:.0} a second",
        STREAMS as f64 / took
    );
}
