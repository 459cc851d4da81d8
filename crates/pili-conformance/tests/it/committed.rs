use std::{collections::BTreeSet, fs};

use crate::{Run, root};

const VECTORS: &str = "crates/pili-conformance/vectors";
const PILI: &str = "crates/pili-conformance/vectors/pili";
const OSS: &str = "crates/pili-conformance/vectors/oss";
const OPENTOK: &str = "crates/pili-conformance/vectors/opentok";

#[test]
fn every_committed_vector_of_pili_holds() {
    clean(&Run::of(["vectors", PILI]));
}

#[test]
fn every_recorded_request_of_pili_means_what_ours_means() {
    clean(&Run::of(["wire", PILI]));
}

#[test]
fn every_operation_stands_in_a_table_of_what_is_compared() {
    clean(&Run::of(["operations"]));
}

#[test]
fn every_committed_vector_of_oss_holds() {
    clean(&Run::of(["vectors", OSS]));
}

#[test]
fn every_recorded_exchange_of_oss_is_sent_and_read_alike() {
    clean(&Run::of(["wire", OSS]));
}

#[test]
fn every_committed_vector_of_opentok_holds() {
    clean(&Run::of(["vectors", OPENTOK]));
}

#[test]
fn every_recorded_exchange_of_opentok_is_sent_and_read_alike() {
    clean(&Run::of(["wire", OPENTOK]));
}

#[test]
fn every_committed_folder_is_named_here() {
    let committed = fs::read_dir(root().join(VECTORS)).unwrap();
    let committed: BTreeSet<_> = committed.map(|entry| entry.unwrap().file_name()).collect();
    let named = [PILI, OSS, OPENTOK].map(|folder| folder.rsplit('/').next().unwrap().into());
    assert_eq!(committed, BTreeSet::from(named));
}

#[test]
fn the_local_service_does_what_every_recorded_request_asks_or_has_a_reason_not_to() {
    clean(&Run::of(["replay", PILI, OSS, OPENTOK]));
}

fn clean(run: &Run) {
    let (passed, rest) = run.last().split_once(" passed, ").unwrap();
    assert_eq!(rest, "0 failed", "{}", run.lines.join("\n"));
    assert!(passed.parse::<usize>().unwrap() > 0);
    assert!(run.success);
}
