use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use pili_core::{
    CallInfo, ClientBuilder, Endpoint, Idempotency, Operation as _, Request, RetryPolicy, SignLayer,
    auth::Clock,
};
use tower::{BoxError, Layer as _, Service as _, ServiceBuilder, ServiceExt, util::MapRequestLayer};

use crate::stage::{Client, Read, Test, Write, answer, answer_with, builder, client, endpoint, play, signer};

#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn total(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

#[tokio::test(start_paused = true)]
async fn a_layer_around_the_client_sees_one_call_and_one_around_the_transport_each_attempt() {
    let (calls, attempts) = (Count::default(), Count::default());
    let (client, _) = client(|n| answer(if n < 3 { 503 } else { 200 }, "done"));
    let (call, attempt) = (calls.clone(), attempts.clone());
    let client = client.layer(MapRequestLayer::new(move |request: Request| {
        assert!(request.headers().contains_key("authorization"), "attempts are signed");
        attempt.add();
        request
    }));
    let service = ServiceBuilder::new()
        .map_request(move |operation: Read| {
            call.add();
            operation
        })
        .service(client);
    assert_eq!(service.oneshot(Read).await.unwrap(), "done");
    assert_eq!((calls.total(), attempts.total()), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_tells_layers_its_call_and_its_deadline() {
    let (client, seen) = client(|n| answer(if n < 2 { 503 } else { 200 }, ""));
    client.send(Read).await.unwrap();
    for request in seen.requests() {
        let call = CallInfo::of(&request).unwrap();
        assert_eq!((call.operation(), call.idempotency()), ("test.thing.read", Idempotency::Idempotent));
        let deadline = call.deadline().unwrap();
        assert_eq!(deadline.limit(), Client::TIMEOUT);
        assert!((Client::TIMEOUT / 2..=Client::TIMEOUT).contains(&deadline.remaining()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_is_a_service_of_every_operation_of_its_api() {
    let (mut client, seen) = client(|n| answer(if n == 1 { 503 } else { 200 }, "done"));
    assert_eq!(ServiceExt::<Read>::ready(&mut client).await.unwrap().call(Read).await.unwrap(), "done");
    assert_eq!(client.clone().oneshot(Write("a")).await.unwrap(), "done");
    let error = client.oneshot(Write("")).await.unwrap_err();
    assert_eq!((error.field(), seen.count()), (Some("name"), 3));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_succeeds_tells_its_request_id_to_whoever_asks() {
    let (client, _) = client(|_| answer_with(200, "done", &[("x-reqid", "R7"), ("x-more", "1")]));
    let answer = client.send(Read.detailed()).await.unwrap();
    assert_eq!((answer.output.as_str(), answer.request_id.as_deref()), ("done", Some("R7")));
    assert_eq!((answer.status.as_u16(), &answer.headers["x-more"]), (200, &"1".parse().unwrap()));
}

#[tokio::test(start_paused = true)]
async fn one_line_sends_the_calls_somewhere_else() {
    let (client, seen) = client(|_| answer(200, "done"));
    client.with_endpoint(Endpoint::from_static("http://127.0.0.1:8935")).send(Read).await.unwrap();
    assert_eq!(seen.requests()[0].uri().authority().unwrap(), "127.0.0.1:8935");
}

#[tokio::test(start_paused = true)]
async fn the_setters_of_a_builder_commute() {
    type Setter = fn(ClientBuilder<Test>) -> ClientBuilder<Test>;
    let setters: [Setter; 4] = [
        |builder| builder.signer(signer().dated()),
        |builder| builder.clock(Clock::fixed(UNIX_EPOCH + Duration::from_secs(86_400))),
        |builder| builder.retry(RetryPolicy::repeats(1)),
        |builder| builder.attempt_timeout(Duration::from_secs(1)),
    ];
    for first in 0..setters.len() {
        for reversed in [false, true] {
            let (transport, seen) = play(|_| crate::stage::Step::Hang);
            let mut order: Vec<Setter> = setters.into_iter().cycle().skip(first).take(4).collect();
            if reversed {
                order.reverse();
            }
            let builder = order.into_iter().fold(Client::builder(endpoint()), |builder, set| set(builder));
            let error = builder.transport(transport).send(Read).await.unwrap_err();
            assert!(error.to_string().contains("the limit of 1 s on one attempt"), "{error}");
            assert_eq!(seen.count(), 2);
            assert_eq!(seen.requests()[1].headers()["x-qiniu-date"], "19700102T000000Z");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_stack_of_ones_own_repeats_and_signs_as_the_standard_one() {
    let (transport, seen) = play(|n| answer(if n < 3 { 429 } else { 200 }, "done"));
    let service = ServiceBuilder::new()
        .layer(RetryPolicy::default())
        .layer(SignLayer::new(signer()))
        .service(transport);
    let client = Client::new(endpoint(), service);
    assert_eq!(client.send(Read).await.unwrap(), "done");
    for request in seen.requests() {
        signer().verify(&request).unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_on_concurrency_counts_calls_of_all_clones() {
    let (now, most) = (Count::default(), Count::default());
    let (running, peak) = (now.clone(), most.clone());
    let slow = tower::service_fn(move |_: Request| {
        let (running, peak) = (running.clone(), peak.clone());
        async move {
            running.add();
            peak.0.fetch_max(running.total(), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_secs(1)).await;
            running.0.fetch_sub(1, Ordering::Relaxed);
            Ok::<_, BoxError>(pili_core::Response::default())
        }
    });
    let client = tower::limit::ConcurrencyLimitLayer::new(2).layer(builder().transport(slow));
    let calls = futures_util::future::join_all((0..6).map(|_| client.clone().oneshot(Read))).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!((most.total(), now.total()), (2, 0));
}
