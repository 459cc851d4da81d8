//! Many publishers at once against `pili local --memory`: what it holds stays within what it may, and a span that it
//! holds no longer is an error that says what is left. Needs `PILI_BIN`, and `/proc` to read what it holds.

#![allow(clippy::print_stdout, reason = "a test program")]

mod publisher;

use std::{
    process::{ExitCode, Stdio},
    time::{Duration, Instant, UNIX_EPOCH},
};

use bytesize::ByteSize;
use clap::Parser;
use pili_auth::Credentials;
use pili_conformance::Service;
use pili_core::{Endpoint, Reason};
use pili_live::{Client, Hub, stream::Format};
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};
use tokio::{runtime, task::JoinSet};

/// What the program takes beside the frames: itself, connections, what is under way, and the allocator's gaps.
const BESIDE: ByteSize = ByteSize::mib(160);
/// The same for each publisher.
const BESIDE_EACH: ByteSize = ByteSize::kib(512);

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How much is published. For a hundred publishers over five minutes as they would be:
/// `memory-suite --publishers 100 --seconds 300 --speed 1 --memory 1GiB`.
#[derive(Clone, Debug, Parser)]
struct Load {
    /// How many publish at once
    #[arg(long, default_value_t = 20)]
    publishers: usize,
    /// Megabits that each sends for a second of its stream
    #[arg(long, default_value_t = 4)]
    rate: usize,
    /// How long each stream is
    #[arg(long, default_value_t = 72)]
    seconds: u32,
    /// How many seconds of its stream each sends in one
    #[arg(long, default_value_t = 6)]
    speed: u32,
    /// What the service may hold
    #[arg(long, default_value = "128MiB")]
    memory: ByteSize,
}

fn main() -> ExitCode {
    match run(&Load::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("FAILED  {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(load: &Load) -> Outcome {
    let service = start(load.memory)?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let started = Instant::now();
        publish(load, &service).await?;
        check_memory(load, &service, started.elapsed())?;
        check_saving(&client(&service)?).await
    })
}

fn start(memory: ByteSize) -> Outcome<Service> {
    let mut command = Service::command()?;
    command.args(["--memory", &memory.to_string()]).env("PILI_LOG", "warn").stderr(Stdio::null());
    Ok(Service::start(&mut command)?)
}

fn client(service: &Service) -> Outcome<Client> {
    let credentials = Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY);
    Ok(pili_live::builder(credentials)
        .endpoint(Endpoint::parse(&format!("http://{}", service.addresses.http))?)
        .attempt_timeout(Duration::from_secs(60))
        .build()?)
}

fn name(number: usize) -> String {
    format!("load-{number}")
}

async fn publish(load: &Load, service: &Service) -> Outcome {
    let client = client(service)?;
    let mut publishers = JoinSet::new();
    for number in 0..load.publishers {
        client.send(Hub::new(DEMO_HUB).stream(name(number)).create()).await?;
        publishers.spawn(publisher::publish(service.addresses.publish_url(&name(number))?, load.clone()));
    }
    while let Some(published) = publishers.join_next().await {
        published??;
    }
    Ok(())
}

fn check_memory(load: &Load, service: &Service, took: Duration) -> Outcome {
    let sent = ByteSize((load.publishers * load.rate * 125_000 * load.seconds as usize) as u64);
    let peak = service.peak()?;
    let most = load.memory + BESIDE + ByteSize(BESIDE_EACH.as_u64() * load.publishers as u64);
    println!(
        "{} publishers sent {sent} in {:.0} s; at most {peak} were resident, of {} and {} beside it",
        load.publishers,
        took.as_secs_f64(),
        load.memory,
        ByteSize(most.as_u64() - load.memory.as_u64()),
    );
    if sent < most + most {
        return Err("too little was sent to prove anything".into());
    }
    if peak > most { Err("that is too much".into()) } else { Ok(()) }
}

/// All that was published of a stream cannot be saved, and what is named as held can.
async fn check_saving(client: &Client) -> Outcome {
    let stream = Hub::new(DEMO_HUB).stream(name(0));
    let error =
        client.send(stream.save_as().format(Format::Flv)).await.err().ok_or("a shortened span was saved")?;
    let message = error.api_error().and_then(|error| error.message.clone()).unwrap_or_default();
    println!("{message}");
    if error.reason() != Reason::NoData || !message.contains("missing is") || !message.contains("--memory") {
        return Err(format!("the error does not say what is missing: {error}").into());
    }
    let (start, end) = held(&message).ok_or("the error does not say what is held")?;
    let at = |unix| UNIX_EPOCH + Duration::from_secs(unix);
    let saved = client.send(stream.save_as().format(Format::Flv).span(at(start)..at(end))).await?;
    println!("{} was saved of {start} to {end}", saved.fname);
    Ok(())
}

/// The first span that is held, in Unix seconds.
fn held(message: &str) -> Option<(u64, u64)> {
    let (_, held) = message.split_once("held is ")?;
    let mut words = held.split([' ', ',', ';']);
    let start = words.next()?.parse().ok()?;
    Some((start, words.nth(1)?.parse().ok()?))
}
