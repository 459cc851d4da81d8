//! Transports of the caller's own, which know nothing of this crate's errors.

use std::{fmt, io, time::Duration};

use futures_util::TryFutureExt as _;
use pili_core::{BoxError, Error, ErrorKind, Request, Response, RetryPolicy, SignLayer};
use tower::{ServiceBuilder, ServiceExt, load_shed::error::Overloaded};

use crate::stage::{Client, Read, Seen, Step, Write, answer, builder, client, endpoint, play, signer};

/// An error of somebody else's around another.
#[derive(Debug)]
struct Wrapped(BoxError);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("their client failed")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

fn refused() -> BoxError {
    io::Error::from(io::ErrorKind::ConnectionRefused).into()
}

/// Makes the error of a transport.
type Fault = fn() -> BoxError;

/// What becomes of a write and of a read: the error of the write, and how often each was tried.
async fn outcome(client: Client, seen: &Seen) -> (Error, usize, usize) {
    let error = client.send(Write("a")).await.unwrap_err();
    let writes = seen.count();
    client.send(Read).await.unwrap_err();
    (error, writes, seen.count() - writes)
}

async fn of_fault(fault: Fault) -> (Error, usize, usize) {
    let (client, seen) = client(move |_| Step::Fail(fault()));
    outcome(client, &seen).await
}

#[tokio::test(start_paused = true)]
async fn no_connection_is_seen_however_deep_it_lies_and_even_a_write_is_repeated() {
    let faults: [Fault; 6] = [
        refused,
        || io::Error::from(io::ErrorKind::NetworkUnreachable).into(),
        || io::Error::from(io::ErrorKind::HostUnreachable).into(),
        || Wrapped(refused()).into(),
        || io::Error::other(Wrapped(refused())).into(),
        || Wrapped(Error::connect("nobody listens").into()).into(),
    ];
    for fault in faults {
        let (error, writes, reads) = of_fault(fault).await;
        assert_eq!((error.kind(), writes, reads), (ErrorKind::Connect, 3, 3), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_else_fails_in_a_transports_place_is_a_broken_exchange() {
    let faults: [Fault; 8] = [
        || io::Error::from(io::ErrorKind::ConnectionReset).into(),
        || io::Error::from(io::ErrorKind::TimedOut).into(),
        || io::Error::from(io::ErrorKind::BrokenPipe).into(),
        || io::Error::from(io::ErrorKind::UnexpectedEof).into(),
        || Wrapped(io::Error::from(io::ErrorKind::ConnectionReset).into()).into(),
        || Wrapped("no more is known".into()).into(),
        || "no more is known".into(),
        || Wrapped(Error::transport("cut").into()).into(),
    ];
    for fault in faults {
        let (error, writes, reads) = of_fault(fault).await;
        assert_eq!((error.kind(), writes, reads), (ErrorKind::Transport, 1, 3), "{error}");
        assert!(error.may_have_taken_effect(), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_cause_that_is_known_counts() {
    let (error, writes, _) = of_fault(|| {
        let refused = Wrapped(refused());
        io::Error::new(io::ErrorKind::ConnectionReset, refused).into()
    })
    .await;
    assert_eq!((error.kind(), writes), (ErrorKind::Transport, 1), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_doubt_of_a_call_inside_a_transport_is_the_transports() {
    let (inner, _) = client(|n| if n == 1 { answer(500, "") } else { Step::Fail(refused()) });
    let nested = tower::service_fn(move |_: Request| {
        let call = inner.send(Read);
        async move { Err::<Response, _>(Wrapped(call.await.unwrap_err().into())) }
    });
    let error = builder().transport(nested).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_time_limit_of_the_transports_own_is_one_whoever_made_it() {
    let (transport, _) = play(|_| Step::Hang);
    let hurried = tower::service_fn(move |request: Request| {
        let exchange = transport.clone().oneshot(request).map_err(Into::<BoxError>::into);
        async move { tokio::time::timeout(Duration::from_secs(1), exchange).await? }
    });
    let error = builder().transport(hurried).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.limit(), error.attempts()), (ErrorKind::Timeout, None, 1), "{error}");
    assert!(error.may_have_taken_effect());
}

#[tokio::test(start_paused = true)]
async fn what_an_overloaded_layer_held_back_was_not_sent() {
    let (error, writes, reads) = of_fault(|| Overloaded::new().into()).await;
    assert_eq!((error.kind(), writes, reads), (ErrorKind::Middleware, 3, 3), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
    assert_eq!(
        error.to_string(),
        "test.thing.write (POST /things), 3 attempts: a layer held the call back: service overloaded"
    );
}

#[tokio::test(start_paused = true)]
async fn a_layer_of_ones_own_can_say_that_it_held_the_call_back() {
    let (error, writes, _) = of_fault(|| Error::not_sent("the circuit is open").into()).await;
    assert_eq!((error.kind(), writes), (ErrorKind::Middleware, 3), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_call_shed_before_the_retries_was_not_sent_either() {
    let (transport, seen) = play(|_| Step::Hang);
    let shed = ServiceBuilder::new().load_shed().concurrency_limit(1).into_inner();
    let client = builder().transport(transport).layer(shed).boxed();
    let first = tokio::spawn(client.send(Read));
    while seen.count() == 0 {
        tokio::task::yield_now().await;
    }
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), seen.count()), (ErrorKind::Middleware, 1), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_was_held_back_does_not_undo_the_doubt_of_an_earlier_one() {
    let overloaded = || Step::Fail(Overloaded::new().into());
    let (client, _) = client(move |n| if n == 1 { answer(500, "") } else { overloaded() });
    let error = client.send(Read).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Middleware, 3), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_layer_around_calls_that_fails_stays_a_layer() {
    let (client, seen) = client(|_| answer(200, "done"));
    let calls = ServiceBuilder::new()
        .and_then(|_: String| std::future::ready(Err::<String, BoxError>(refused())))
        .service(ServiceExt::<Write>::map_err(client, BoxError::from));
    let error = Error::from_service(calls.oneshot(Write("a")).await.unwrap_err());
    assert_eq!((error.kind(), seen.count()), (ErrorKind::Middleware, 1), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_stack_of_ones_own_tells_a_refused_connection_too() {
    let (transport, seen) = play(|_| Step::Fail(refused()));
    let service = ServiceBuilder::new()
        .layer(RetryPolicy::default())
        .layer(SignLayer::new(signer()))
        .service(transport);
    let (error, writes, reads) = outcome(Client::new(endpoint(), service).boxed(), &seen).await;
    assert_eq!((error.kind(), writes, reads), (ErrorKind::Connect, 3, 3), "{error}");
}

/// A connection that stands until the route vanishes while the answer is awaited.
#[cfg(feature = "hyper")]
mod vanishing {
    use std::{
        io,
        pin::Pin,
        task::{Context, Poll},
    };

    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    #[derive(Default)]
    pub(super) struct Route {
        sent: bool,
    }

    impl AsyncRead for Route {
        fn poll_read(
            self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            if self.sent {
                return Poll::Ready(Err(io::ErrorKind::NetworkUnreachable.into()));
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }

    impl AsyncWrite for Route {
        fn poll_write(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.sent = true;
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }
}

#[cfg(feature = "hyper")]
#[tokio::test(start_paused = true)]
async fn a_route_that_vanishes_during_an_exchange_is_no_failure_to_connect() {
    use http_body_util::Full;
    use hyper_util::rt::TokioIo;

    let transport = pili_core::BufferBody::new(tower::service_fn(|request: http::Request<Full<_>>| async {
        let io = TokioIo::new(vanishing::Route::default());
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
        tokio::spawn(connection);
        sender.send_request(request).await
    }));
    let error = builder().transport(transport).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
    assert!(error.to_string().contains("unreachable"), "{error}");
}
