//! pili local beside nginx-rtmp: each is measured as often, in random order, with a fresh process each time.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{
    Load, Outcome,
    crowd::Crowd,
    figures::{latency, row, spread},
    hello::Way,
    machine, observer,
    server::Server,
    source::{RATE, Source},
    usage,
};

/// How long frames are watched before the crowd comes.
const ALONE: Duration = Duration::from_secs(2);
/// Until all that was there when the crowd came has been sent.
const SETTLING: Duration = Duration::from_secs(2);

const MINUTE: f64 = 60.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Nginx,
    PiliRtmp,
    PiliFlv,
}

const SUBJECTS: [Subject; 3] = [Subject::Nginx, Subject::PiliRtmp, Subject::PiliFlv];

/// What one measurement saw.
#[derive(Debug)]
struct Seen {
    subject: Subject,
    round: u32,
    /// Seconds on a processor for each minute that a viewer watched.
    cpu: f64,
    /// Megabytes in memory while all watched.
    resident: f64,
    alone: Vec<Duration>,
    steady: Vec<Duration>,
    first: Vec<Duration>,
}

pub(crate) async fn run(load: Load, rounds: u32) -> Outcome {
    let before = machine::load();
    let mut all = Vec::new();
    for round in 0..rounds {
        let mut subjects = SUBJECTS;
        fastrand::shuffle(&mut subjects);
        for subject in subjects {
            let seen = measure(subject, round, load).await?;
            eprintln!("round {}: {subject:?} {:.5} s, {:.0} MB", round + 1, seen.cpu, seen.resident);
            all.push(seen);
        }
    }
    let Load { viewers, seconds } = load;
    println!("{}\n", machine::describe());
    println!(
        "{viewers} viewers for {seconds} s, {rounds} rounds in random order; the load average was {before} before and {} after.\n",
        machine::load()
    );
    print!("{}", table(&all));
    Ok(())
}

async fn measure(subject: Subject, round: u32, load: Load) -> Outcome<Seen> {
    let server = subject.start()?;
    let way = subject.way(&server)?;
    let _source = Source::start(&server.publish_url).await?;
    let alone = observer::steady(&way, ALONE).await?;
    let crowd = Crowd::start(vec![way.clone()], load.viewers);
    crowd.gathered(load.viewers).await?;
    sleep(SETTLING).await;

    let (began, cpu, bytes) = (Instant::now(), usage::cpu(server.process())?, crowd.bytes());
    let time = load.time();
    let watched = tokio::join!(observer::steady(&way, time), observer::first_frames(&way, time));
    let (elapsed, cpu) = (began.elapsed().as_secs_f64(), usage::cpu(server.process())? - cpu);
    let resident = usage::resident(server.process())?;
    check(&crowd, load, (crowd.bytes() - bytes) as f64 / elapsed)?;
    crowd.leave()?;
    Ok(Seen {
        subject,
        round,
        cpu: cpu.as_secs_f64() / (f64::from(load.viewers) * elapsed / MINUTE),
        resident: resident as f64 / 1e6,
        alone,
        steady: watched.0?,
        first: watched.1?,
    })
}

/// A server that sends less, or to fewer, is not compared.
fn check(crowd: &Crowd, load: Load, rate: f64) -> Outcome {
    if crowd.watching() < load.viewers {
        return Err(format!(
            "{} of {} viewers were sent away",
            load.viewers - crowd.watching(),
            load.viewers
        )
        .into());
    }
    let each = rate / f64::from(load.viewers);
    if each < 0.9 * RATE as f64 {
        return Err(format!("each viewer had only {each:.0} of {RATE} bytes a second").into());
    }
    Ok(())
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx-rtmp, RTMP",
            Self::PiliRtmp => "pili local, RTMP",
            Self::PiliFlv => "pili local, HTTP-FLV",
        }
    }

    fn start(self) -> Outcome<Server> {
        match self {
            Self::Nginx => Server::nginx(),
            _ => Server::pili(),
        }
    }

    fn way(self, server: &Server) -> Outcome<Way> {
        match self {
            Self::PiliFlv => Ok(server.flv.clone().ok_or("it has no HTTP-FLV")?),
            _ => Ok(server.rtmp.clone()),
        }
    }
}

fn table(all: &[Seen]) -> String {
    let head = [
        "server",
        "CPU s per viewer-minute",
        "× nginx-rtmp",
        "few viewers, ms",
        "all viewers, ms",
        "first frame, ms",
        "resident, MB",
    ];
    let rows = SUBJECTS.map(|subject| row(&cells(subject, all)));
    [row(&head), row(&["---"; 7]), rows.concat()].concat()
}

fn cells(subject: Subject, all: &[Seen]) -> [String; 7] {
    let seen: Vec<_> = all.iter().filter(|seen| seen.subject == subject).collect();
    let each = |value: fn(&Seen) -> f64| seen.iter().map(|seen| value(seen)).collect::<Vec<_>>();
    let times = |value: fn(&Seen) -> &[Duration]| {
        latency(&seen.iter().copied().flat_map(value).copied().collect::<Vec<_>>())
    };
    [
        subject.name().to_owned(),
        spread(&each(|seen| seen.cpu), 5),
        spread(&seen.iter().filter_map(|seen| ratio(seen, all)).collect::<Vec<_>>(), 2),
        times(|seen| &seen.alone),
        times(|seen| &seen.steady),
        times(|seen| &seen.first),
        spread(&each(|seen| seen.resident), 0),
    ]
}

/// To nginx-rtmp in the same round.
fn ratio(seen: &Seen, all: &[Seen]) -> Option<f64> {
    let nginx = all.iter().find(|other| other.subject == Subject::Nginx && other.round == seen.round)?;
    Some(seen.cpu / nginx.cpu)
}
