use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use pili_core::{
    Client, ClientBuilder, Deadline, Idempotency, OperationName, Request, RetryPolicy, SignLayer, auth::Clock,
};
use tower::{BoxError, ServiceBuilder, retry::RetryLayer, util::MapRequestLayer};

use crate::stage::{Read, answer, builder, client, endpoint, play, signer};

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
    let (transport, _) = play(|n| answer(if n < 3 { 503 } else { 200 }, "done"));
    let (call, attempt) = (calls.clone(), attempts.clone());
    let transport = ServiceBuilder::new()
        .map_request(move |request: Request| {
            assert!(request.headers().contains_key("authorization"), "attempts are signed");
            attempt.add();
            request
        })
        .service(transport);
    let client = builder().transport(transport).layer(MapRequestLayer::new(move |request: Request| {
        assert!(!request.headers().contains_key("authorization"), "calls are not signed yet");
        call.add();
        request
    }));
    assert_eq!(client.send(Read).await.unwrap(), "done");
    assert_eq!((calls.total(), attempts.total()), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_tells_layers_its_operation_and_its_deadline() {
    let (client, seen) = client(|n| answer(if n < 2 { 503 } else { 200 }, ""));
    client.send(Read).await.unwrap();
    for request in seen.requests() {
        assert_eq!(request.extensions().get(), Some(&OperationName("test.read")));
        assert_eq!(request.extensions().get(), Some(&Idempotency::Idempotent));
        assert!(request.extensions().get::<Deadline>().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn the_setters_of_a_builder_commute() {
    type Setter = fn(ClientBuilder) -> ClientBuilder;
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
        .layer(RetryLayer::new(RetryPolicy::default()))
        .map_err(BoxError::from)
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
    let limit = tower::limit::ConcurrencyLimitLayer::new(2);
    let client = builder().transport(slow).layer(limit).boxed();
    let calls = futures_util::future::join_all((0..6).map(|_| client.clone().send(Read))).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!((most.total(), now.total()), (2, 0));
}
