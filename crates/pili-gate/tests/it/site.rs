//! A server of a test's own.

use axum::Router;
use pili_live::Endpoint;
use tokio::net::TcpListener;

/// Serves this until the test ends.
pub(crate) async fn site(router: Router) -> Endpoint {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Endpoint::parse(&format!("http://{address}")).unwrap()
}
