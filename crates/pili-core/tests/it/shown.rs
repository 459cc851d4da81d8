//! What `Debug` shows of the things that a program holds.

use futures_util::stream;
use pili_core::{BoxTransport, OpenBody};

use crate::{
    lists::list,
    stage::{answer, builder, client, play},
};

#[test]
fn a_client_shows_its_api_where_it_calls_and_its_limit() {
    let (client, _) = client(|_| answer(200, ""));
    for text in [format!("{client:?}"), format!("{:?}", builder())] {
        assert!(text.contains(r#"api: "test", endpoint: "#) && text.contains("pili.example.com"), "{text}");
    }
    assert!(format!("{client:?}").contains("timeout: Some(30s)"), "{client:?}");
    assert!(format!("{:?}", builder()).contains("attempt_timeout: Some(10s)"), "{:?}", builder());
}

#[test]
fn what_holds_others_things_shows_its_own_name_alone() {
    let (client, _) = client(|_| answer(200, ""));
    let items = client.items(list());
    let body = OpenBody::new(stream::empty());
    assert_eq!(format!("{:?}", BoxTransport::new(play(|_| answer(200, "")).0)), "BoxTransport(..)");
    assert_eq!(format!("{items:?} {body:?}"), "Items(..) OpenBody(..)");
}
