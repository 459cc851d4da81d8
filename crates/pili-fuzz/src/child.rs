//! One target: mutants of its seeds until the time is over.

use std::{
    fs::File,
    io::{Seek as _, Write as _},
    process::abort,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use cpu_time::ProcessTime;

use crate::{
    ALLOCATOR, MOST_BYTES, arguments::Arguments, mutator::Mutator, parent::input_of, target::Checked, targets,
};

/// An input that takes longer waits for something that does not come. The machine may be busy.
const LONGEST: Duration = Duration::from_secs(30);

pub(crate) fn run(name: &str, arguments: &Arguments) -> Result<(), String> {
    let target = targets::ALL.iter().copied().flatten().find(|target| target.name == name);
    let target = target.ok_or_else(|| format!("no target {name}"))?;
    end_at_a_panic();
    let seeds = (target.seeds)();
    let checked = Checked::new(target, &seeds)?;
    let mut mutator = Mutator::new(arguments.seed, &seeds);
    let mut kept = File::create(input_of(name)).map_err(|error| error.to_string())?;
    ALLOCATOR.set_limit(MOST_BYTES).map_err(|_| "more is held already".to_owned())?;
    let clock = Clock::watched(name);
    let (mut runs, mut accepted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while runs < arguments.runs && clock.begun.elapsed() < arguments.seconds {
        let input = mutator.next();
        keep(&mut kept, &input).map_err(|error| error.to_string())?;
        let begun = ProcessTime::now();
        clock.start();
        accepted += u64::from(checked.run(&input)?);
        clock.stop();
        slowest = slowest.max(begun.elapsed());
        if slowest > arguments.each {
            return Err(format!("{name}: an input takes {slowest:.1?} of the processor"));
        }
        runs += 1;
    }
    println!("{name:<24} {runs:>9} runs, {accepted:>8} taken, slowest {slowest:.1?}");
    Ok(())
}

/// Whichever thread it is in.
fn end_at_a_panic() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        told(panic);
        abort();
    }));
}

/// A panic or the end of the process finds the input there.
fn keep(file: &mut File, input: &[u8]) -> std::io::Result<()> {
    file.rewind()?;
    file.set_len(0)?;
    file.write_all(input)
}

/// Ends the process when a run takes too long.
struct Clock {
    begun: Instant,
    /// Milliseconds from the beginning at which the run began; 0 between runs.
    run: Arc<AtomicU64>,
}

impl Clock {
    fn watched(name: &str) -> Self {
        let (begun, run) = (Instant::now(), Arc::new(AtomicU64::new(0)));
        let (watched, name) = (run.clone(), name.to_owned());
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(500));
                let since = watched.load(Ordering::Relaxed);
                let now = begun.elapsed().as_millis() as u64;
                if since > 0 && Duration::from_millis(now.saturating_sub(since)) > LONGEST {
                    eprintln!("{name}: an input takes longer than {LONGEST:?}");
                    abort();
                }
            }
        });
        Self { begun, run }
    }

    fn start(&self) {
        self.run.store((self.begun.elapsed().as_millis() as u64).max(1), Ordering::Relaxed);
    }

    fn stop(&self) {
        self.run.store(0, Ordering::Relaxed);
    }
}
