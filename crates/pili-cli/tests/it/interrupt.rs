use std::{collections::BTreeSet, time::Duration};

use crate::{
    counted::{Changes, Counted},
    job::Job,
};

const STREAMS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_job_is_finished_by_its_file_with_none_done_twice_and_none_forgotten() {
    let service = Counted::with_streams(STREAMS).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("all.txt"), service.keys.join("\n")).unwrap();
    let slow = service.local.faults().on_any().delay(Duration::from_millis(30)).times(STREAMS as u32);
    slow.inject().unwrap();
    let disable = |file, interrupt| {
        let chosen = ["--jobs", "2", "--from-file", file];
        Job::disable(service.address, folder.path(), &chosen, interrupt)
    };
    let first = disable("all.txt", Some(1));
    let (done, left) = (first.of("done"), first.of("left"));
    assert_eq!((first.exit, done.len() + left.len()), (Some(6), STREAMS), "{first:?}");
    assert!(!done.is_empty() && !left.is_empty(), "{first:?}");
    let second = disable("left.txt", None);
    assert_eq!((second.exit, second.of("done").len()), (Some(0), left.len()));
    let all: Vec<String> = [done, second.of("done")].concat();
    assert_eq!(all.iter().collect::<BTreeSet<_>>(), service.keys.iter().collect());
    assert_eq!(service.changes("/disabled"), Changes { things: STREAMS, calls: STREAMS });
    assert_eq!(std::fs::read_to_string(folder.path().join("left.txt")).unwrap(), "");
    for expected in
        [format!("/{STREAMS} "), "/s".to_owned(), "s left".to_owned(), "--from-file left.txt".to_owned()]
    {
        assert!(first.seen.contains(&expected), "{expected}: {}", first.seen);
    }
}
