//! Debian's ffmpeg and ffprobe against `pili demo --stay`: publishes are accepted and refused as they should
//! be, and what is played is what was published, in every container that carries it. Needs `PILI_BIN`, ffmpeg and
//! ffprobe, and a `python` that has imageio-ffmpeg. What is published over SRT goes to a `pili local --srt-port`.

#![allow(clippy::print_stdout, reason = "a test program")]

mod containers;
mod demo;
mod ffmpeg;
mod ffprobe;
mod refusals;
mod srt;

use std::{process::ExitCode, thread::sleep, time::Duration};

use demo::Demo;
use ffmpeg::Ffmpeg;

/// The outcome of a check: what went wrong, if anything.
type Outcome = Result<(), String>;
type Check = fn(&Demo) -> Outcome;

fn main() -> ExitCode {
    let demo = match Demo::start() {
        Ok(demo) => demo,
        Err(error) => {
            println!("the demonstration did not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    // A word narrows it down to those that have it in their names.
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let is_wanted = |name: &str| name.contains(&wanted);
    let checks: [(&str, Check); 6] = [
        ("what ffmpeg publishes comes back over HTTP-FLV", comes_back_over_flv),
        ("what ffmpeg publishes comes back over RTMP", comes_back_over_rtmp),
        ("an expired URL is refused", refusals::expired),
        ("a URL signed with another key is refused", refusals::other_key),
        ("a URL for another stream is refused", refusals::other_stream),
        ("a disabled stream is refused, and a running publish cut", refusals::disabled),
    ];
    let over_srt = match Demo::with_srt() {
        Ok(over_srt) => over_srt,
        Err(error) => {
            println!("a service that takes SRT did not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ran = |demo: &Demo, checks: &[(&'static str, Check)]| {
        let wanted = checks.iter().filter(|(name, _)| is_wanted(name));
        wanted.map(|(name, check)| (*name, check(demo))).collect::<Vec<_>>()
    };
    let mut outcomes = ran(&demo, &checks);
    outcomes.extend(ran(&over_srt, &srt::CHECKS));
    outcomes.extend(containers::run(&demo, &over_srt, is_wanted));
    let count = outcomes.len();
    let failed = outcomes.into_iter().filter(|(name, outcome)| !holds(name, outcome)).count();
    println!("{} passed, {failed} failed", count - failed);
    ExitCode::from(u8::from(failed > 0))
}

fn holds(name: &str, outcome: &Outcome) -> bool {
    match outcome {
        Ok(()) => println!("ok      {name}"),
        Err(error) => println!("FAILED  {name}: {error}"),
    }
    outcome.is_ok()
}

fn comes_back_over_flv(demo: &Demo) -> Outcome {
    comes_back(demo, demo.text("flv_url"))
}

fn comes_back_over_rtmp(demo: &Demo) -> Outcome {
    comes_back(demo, demo.text("rtmp_url"))
}

fn comes_back(demo: &Demo, url: &str) -> Outcome {
    let publisher = Ffmpeg::publish(demo.text("publish_url"))?;
    sleep(Duration::from_secs(2));
    let seen = ffprobe::look(url);
    publisher.stop()?;
    seen?.check()
}
