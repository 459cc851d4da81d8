use std::convert::Infallible;

use bytes::Bytes;
use http::StatusCode;
use pili_core::{ApiError, Operation, Request, Response};

use crate::stage::{Client, Read, Write, answer, builder, client, endpoint, play};

#[tokio::test(start_paused = true)]
async fn an_operation_is_sent_owned_or_borrowed() {
    let (client, seen) = client(|_| answer(200, "done"));
    let read = Read;
    assert_eq!(client.send(&read).await.unwrap(), "done");
    assert_eq!(client.send(&&read).await.unwrap(), "done");
    assert_eq!(client.send(read).await.unwrap(), "done");
    assert_eq!(seen.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_really_an_answer_is_one_through_a_borrow_too() {
    let (client, _) = client(|_| answer(619, "no data"));
    assert_eq!(client.send(&Read).await.unwrap(), "not live");
    assert_eq!(client.send(Write("a")).await.unwrap_err().status().unwrap().as_u16(), 619);
    let refusal = ApiError::new(StatusCode::from_u16(619).unwrap(), &Bytes::new());
    assert_eq!(Operation::recover(&&Read, &refusal).as_deref(), Some("not live"));
}

#[tokio::test(start_paused = true)]
async fn a_call_outlives_its_client_on_another_task() {
    let (client, _) = client(|_| answer(200, "done"));
    let call = client.send(Write("a"));
    drop(client);
    assert_eq!(tokio::spawn(call).await.unwrap().unwrap(), "done");
}

#[test]
fn a_client_and_its_futures_can_go_to_any_thread() {
    fn is_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn is_sent<T: Send + 'static>(_: &T) {}
    let (boxed, _) = client(|_| answer(200, ""));
    is_shared(&boxed);
    is_sent(&boxed.send(Read));
    let plain = Client::new(
        endpoint(),
        tower::service_fn(|_: Request| async { Ok::<_, Infallible>(Response::default()) }),
    );
    is_shared(&plain);
    is_sent(&plain.send(Read));
}

#[test]
fn a_client_serves_one_runtime_after_the_other() {
    let (client, seen) = client(|_| answer(200, ""));
    for _ in 0..2 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.send(Read)).unwrap();
    }
    assert_eq!(seen.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_over_a_bare_service_adds_no_signature() {
    let (transport, seen) = play(|_| answer(200, ""));
    Client::new(endpoint(), transport).send(Read).await.unwrap();
    assert!(!seen.requests()[0].headers().contains_key("authorization"));
}

#[tokio::test(start_paused = true)]
async fn a_user_agent_of_the_operations_stays() {
    let (transport, seen) = play(|_| answer(200, ""));
    let client = builder().transport(transport);
    client.send(Read).await.unwrap();
    let agent = seen.requests()[0].headers()["user-agent"].to_str().unwrap().to_owned();
    assert!(agent.starts_with("pili-rs/"), "{agent}");
}

#[test]
fn without_a_client_an_operation_encodes_and_interprets() {
    let request = Read.encode(&endpoint()).unwrap();
    assert_eq!(request.uri(), "https://pili.example.com/things/one?token=query-secret");
    assert_eq!(Read.interpret(&Response::new("done".into())).unwrap(), "done");
}
