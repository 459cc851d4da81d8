//! The status push of the first generation.

use std::{convert::Infallible, time::Duration};

use pili_live::{
    State,
    core::{ErrorKind, OpenBody, Request, Response},
    first::{Client, Streams, stream::Watch},
};

use crate::{encoded, endpoint, refused};

fn watch() -> Watch {
    Streams::default().stream("54068a9063b906000d000001").watch(Duration::from_secs(30))
}

/// A service that pushes `text` and refuses to push it again.
fn client(text: &'static str) -> Client {
    let mut once = Some(text);
    let answer = move |request: Request| {
        assert_eq!(request.uri().query(), Some("ping=30"));
        let mut response = Response::default();
        match once.take() {
            Some(text) => {
                let chunks =
                    futures_util::stream::iter(text.as_bytes().chunks(7).map(|chunk| Ok(chunk.into())));
                response.extensions_mut().insert(OpenBody::new(chunks));
            }
            None => *response.status_mut() = 612.try_into().unwrap(),
        }
        std::future::ready(Ok::<_, Infallible>(response))
    };
    let answer = std::sync::Arc::new(std::sync::Mutex::new(answer));
    Client::new(endpoint(), tower::service_fn(move |request| answer.lock().unwrap()(request))).boxed()
}

#[tokio::test(start_paused = true)]
async fn states_are_told_and_signs_of_life_are_not() {
    let text = "{\"status\":\"disconnected\"}\n{\"ping\":\"ok\"}\n\n{\"status\":\"connected\",\"at\":1}\n\
        {\"ping\":\"ok\"}\n{\"status\":\"paused\"}";
    let mut states = client(text).lines(watch());
    for expected in [State::Disconnected, State::Connected, State::Other("paused".into())] {
        assert_eq!(states.next().await.unwrap().unwrap(), expected);
    }
    assert_eq!(states.next().await.unwrap().unwrap_err().kind(), ErrorKind::Api);
    assert!(states.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_no_json_is_an_error() {
    let error = client("connected\n").lines(watch()).next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_watch_asks_for_signs_of_life() {
    let base = "/v1/streams/54068a9063b906000d000001";
    assert_eq!(encoded(watch()), format!("GET {base}/status?ping=30"));
    let stream = Streams::default().stream("54068a9063b906000d000001");
    assert_eq!(refused(stream.watch(Duration::from_millis(999))).0, "ping");
}
