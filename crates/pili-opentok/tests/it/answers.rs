//! What passes for an answer, asked of every operation of the crate.

use std::{collections::BTreeSet, fs, path::Path};

use pili_core::{ErrorKind, Operation};
use pili_opentok::{Account, Layout, archive_storage::S3, insights};

use crate::{answer, project, session};

const XHTML: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">"#,
    r#"<html xmlns="http://www.w3.org/1999/xhtml"><body>please log in</body></html>"#
);

/// What an operation makes of a body: its name, and why it refuses the body if it does.
type Read = (&'static str, Option<ErrorKind>);

/// Has every operation of the crate read a success with this body.
fn read_by_all(content_type: &str, body: &str) -> Vec<Read> {
    fn read<O: Operation>(_: O, outcome: pili_core::Result<O::Output>) -> Read {
        (O::NAME, outcome.err().map(|error| error.kind()))
    }
    let response = answer(200, content_type, body);
    macro_rules! read_by {
        ($($operation:expr,)+) => { vec![$(read($operation, $operation.interpret(&response)),)+] };
    }
    let (project, session) = (project(), session());
    let (archive, broadcast, render) = (project.archive("a"), project.broadcast("b"), project.render("r"));
    let (stream, connection) = (session.stream("s"), session.connection("c"));
    read_by![
        archive.add_stream("s"),
        archive.delete(),
        archive.info(),
        archive.remove_stream("s"),
        archive.set_layout(Layout::Pip),
        archive.stop(),
        broadcast.add_stream("s"),
        broadcast.info(),
        broadcast.remove_stream("s"),
        broadcast.set_layout(Layout::Pip),
        broadcast.stop(),
        connection.force_disconnect(),
        connection.play_dtmf("1"),
        connection.signal("x"),
        Account.create_project(),
        Account.projects(),
        insights::query("{ a }"),
        project.activate(),
        project.archives(),
        project.audio_connector("c").stop(),
        project.broadcasts(),
        project.callback("c").unregister(),
        project.callbacks(),
        project.captions("c").stop(),
        project.create_session(),
        project.register_callback("g".into(), "e".into(), "u"),
        project.delete(),
        project.delete_archive_storage(),
        project.info(),
        project.renders(),
        project.set_archive_storage(S3::new("b", "a", "s")),
        project.suspend(),
        render.info(),
        render.stop(),
        session.connect_audio("t", "u"),
        session.connections(),
        session.dial("t", "u"),
        session.disable_mute(),
        session.mute_all(),
        session.play_dtmf("1"),
        session.set_class_lists(),
        session.signal("x"),
        session.start_archive(),
        session.start_broadcast(),
        session.start_captions("t"),
        session.start_render("t", "u"),
        session.streams(),
        stream.info(),
        stream.mute(),
    ]
}

fn names_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_in(&path, names);
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        let after = source.split("NAME: &'static str = \"").skip(1);
        names.extend(after.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
}

#[test]
fn the_table_holds_every_operation_once() {
    let mut expected = BTreeSet::new();
    names_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut expected);
    expected.remove("opentok");
    let asked = read_by_all("text/html", "");
    let names: BTreeSet<_> = asked.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!((&names, names.len()), (&expected, asked.len()));
}

#[test]
fn a_page_put_in_between_is_no_answer_to_any_operation() {
    for (content_type, page) in [
        ("text/html", "<!DOCTYPE html><html><body>please log in to the wifi</body></html>"),
        ("text/html; charset=utf-8", "\n<html>\n<form action=\"/login\"></form></html>\n"),
        ("application/json", "<html>please log in</html>"),
        ("application/xhtml+xml", XHTML),
        ("text/xml", XHTML),
        ("text/xml", "<sessions"),
        ("text/plain", "OK"),
        ("text/plain", "{ please log in }"),
        ("application/json", "\"please log in\""),
    ] {
        for (name, refused) in read_by_all(content_type, page) {
            assert_eq!(refused, Some(ErrorKind::Decode), "{name} reads {page}");
        }
    }
}

#[test]
fn a_page_put_in_between_is_told_as_one_by_insights_and_by_the_creation_of_a_session() {
    for page in ["<!DOCTYPE html><html></html>", "\"please log in\"", "<!-- please log in -->", "<"] {
        let response = answer(200, "text/html", page);
        let texts = [
            insights::query("{ a }").interpret(&response).unwrap_err().to_string(),
            project().create_session().interpret(&response).unwrap_err().to_string(),
        ];
        assert!(texts.iter().all(|text| text.contains("or a page put in between?")), "{page}: {texts:?}");
    }
}

#[test]
fn a_session_in_xml_is_an_answer_to_its_creation_alone() {
    let xml = "<sessions><Session><session_id>1_x</session_id></Session></sessions>";
    for (name, refused) in read_by_all("text/xml", xml) {
        let expected = (name != "opentok.session.create").then_some(ErrorKind::Decode);
        assert_eq!(refused, expected, "{name}");
    }
}

/// Whoever tells nothing reads any JSON: the platform answers some of these calls with what was changed.
const TELL_NOTHING: [&str; 25] = [
    "opentok.archive.add_stream",
    "opentok.archive.delete",
    "opentok.archive.remove_stream",
    "opentok.archive.set_layout",
    "opentok.archive_storage.delete",
    "opentok.archive_storage.set",
    "opentok.audio_connector.stop",
    "opentok.broadcast.add_stream",
    "opentok.broadcast.remove_stream",
    "opentok.broadcast.set_layout",
    "opentok.callback.unregister",
    "opentok.captions.stop",
    "opentok.connection.force_disconnect",
    "opentok.connection.play_dtmf",
    "opentok.connection.signal",
    "opentok.project.activate",
    "opentok.project.delete",
    "opentok.project.suspend",
    "opentok.render.stop",
    "opentok.session.disable_mute",
    "opentok.session.mute_all",
    "opentok.session.play_dtmf",
    "opentok.session.signal",
    "opentok.stream.mute",
    "opentok.stream.set_class_lists",
];

#[test]
fn neither_an_empty_body_nor_another_object_nor_a_list_passes_for_something() {
    for body in ["", "{}", r#"{"what":"ever"}"#, r#"["a","started","s"]"#, "[{}]"] {
        for (name, refused) in read_by_all("application/json", body) {
            let expected = (!TELL_NOTHING.contains(&name)).then_some(ErrorKind::Decode);
            assert_eq!(refused, expected, "{name} reads {body}");
        }
    }
}

#[test]
fn a_list_without_its_members_is_no_empty_list() {
    let read = |body: &str| project().archives().interpret(&answer(200, "application/json", body));
    assert_eq!(read(r#"{"count":0,"items":[]}"#).unwrap().items.len(), 0);
    for body in [r#"{"count":0}"#, r#"{"items":[]}"#, r#"{"count":1,"items":{}}"#] {
        assert_eq!(read(body).unwrap_err().kind(), ErrorKind::Decode, "{body}");
    }
}
