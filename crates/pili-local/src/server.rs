mod http;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use axum::Router;
use pili_core::Endpoint;
use serde::Serialize;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{rtmp, service::Service};

/// Where to listen; port 0 takes any free one.
///
/// Example: [`Local::until`](crate::Local::until).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// The API, HTTP-FLV and HLS.
    pub http: SocketAddr,
    /// RTMP.
    pub rtmp: SocketAddr,
}

impl Listen {
    /// Free ports on the loopback address. Example: [`Local::until`](crate::Local::until).
    pub fn any() -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        Self { http: any, rtmp: any }
    }

    /// The given ports on the loopback address.
    ///
    /// ```
    /// let listen = pili_local::Listen::ports(7070, 1935);
    /// assert_eq!(listen.rtmp, "127.0.0.1:1935".parse()?);
    /// # Ok::<(), std::net::AddrParseError>(())
    /// ```
    pub fn ports(http: u16, rtmp: u16) -> Self {
        let on = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self { http: on(http), rtmp: on(rtmp) }
    }
}

/// Where a [`Server`] listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Addresses {
    /// The API, HTTP-FLV and HLS.
    pub http: SocketAddr,
    /// RTMP.
    pub rtmp: SocketAddr,
    /// SRT, which is UDP; `None` where none is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srt: Option<SocketAddr>,
}

/// A running service on sockets. Dropping it stops it at once; [`shutdown`](Self::shutdown) lets streams end
/// properly.
///
/// ```
/// use pili_live::Hub;
/// use pili_local::{DEMO_HUB, Listen, Local};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// let server = local.serve(Listen::any()).await?;
/// println!("publish to rtmp://{}", server.addresses().rtmp);
///
/// let client = pili_live::builder(local.credentials().clone()).endpoint(server.endpoint()).build()?;
/// client.send(Hub::new(DEMO_HUB).stream("evening").create()).await?;
/// server.shutdown().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Server {
    service: Service,
    addresses: Addresses,
    endpoint: Endpoint,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    pub(crate) async fn start(service: Service, router: Router, listen: Listen) -> io::Result<Self> {
        let http = bind(listen.http, "HTTP").await?;
        let rtmp = bind(listen.rtmp, "RTMP").await?;
        service.set_ready(false);
        let addresses = Addresses { http: http.local_addr()?, rtmp: rtmp.local_addr()?, srt: None };
        let endpoint = endpoint(addresses.http)?;
        service.bound.to(addresses);
        if service.ground.data.is_on() {
            service.relay.resume();
        }
        let stop = watch::Sender::new(false);
        let tasks = vec![
            tokio::spawn(serve_http(http, router, service.clone(), stop.subscribe())),
            tokio::spawn(serve_rtmp(rtmp, service.clone(), stop.subscribe())),
            tokio::spawn(measure(service.clone(), stop.subscribe())),
        ];
        // Both are bound, so both accept: the kernel queues what comes before the first `accept`.
        service.set_ready(true);
        Ok(Self { service, addresses, endpoint, stop, tasks })
    }

    /// Takes publishes over SRT too, at this address of UDP; port 0 takes any free one.
    ///
    /// ```
    /// use pili_local::{DEMO_HUB, Listen, Local};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let mut server = local.serve(Listen::any()).await?;
    /// server.serve_srt("127.0.0.1:0".parse()?).await?;
    /// let url = local.urls(DEMO_HUB, "evening")?.srt.unwrap();
    /// assert!(url.contains("?streamid=#!::h=demo/evening,domain=127.0.0.1,e="));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When the address cannot be listened on; the error names it.
    #[cfg(feature = "srt")]
    pub async fn serve_srt(&mut self, address: SocketAddr) -> io::Result<()> {
        let bound = tokio::net::UdpSocket::bind(address).await;
        let socket = bound.map_err(|error| cannot_listen(address, "SRT", &error))?;
        self.addresses.srt = Some(socket.local_addr()?);
        self.service.bound.to(self.addresses);
        let (service, stop) = (self.service.clone(), self.stop.subscribe());
        self.tasks.push(tokio::spawn(serve_srt(socket, service, stop)));
        Ok(())
    }

    /// Where it listens. Example: [`Server`].
    pub fn addresses(&self) -> Addresses {
        self.addresses
    }

    /// Where its API is called, `http://host:port`: for [`Client::with_endpoint`](pili_core::Client::with_endpoint)
    /// and [`Client::builder`](pili_core::Client::builder). A service on all addresses is called on this machine's.
    /// Example: [`Server`].
    pub fn endpoint(&self) -> Endpoint {
        self.endpoint.clone()
    }

    /// Ends all streams, so that publishers and viewers are told, and stops listening. Example: [`Server`].
    pub async fn shutdown(mut self) {
        self.service.set_ready(false);
        self.service.relay.end().await;
        for id in self.service.pili.media.live_ids() {
            self.service.pili.media.cut(&id, "the service is shutting down");
        }
        self.service.publishes_ended().await;
        self.service.pili.media.written().await;
        self.service.pili.listeners.end();
        self.service.ground.events.end();
        self.service.pili.callbacks.finish().await;
        self.stop.send_replace(true);
        for task in std::mem::take(&mut self.tasks) {
            let abort = task.abort_handle();
            if tokio::time::timeout(Duration::from_secs(2), task).await.is_err() {
                abort.abort();
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.service.relay.abort();
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn bind(address: SocketAddr, protocol: &str) -> io::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|error| cannot_listen(address, protocol, &error))
}

fn cannot_listen(address: SocketAddr, protocol: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot listen on {address} for {protocol}: {error}"))
}

/// No client can call `0.0.0.0`.
fn endpoint(mut address: SocketAddr) -> io::Result<Endpoint> {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    Endpoint::parse(&format!("http://{address}")).map_err(io::Error::other)
}

async fn serve_http(listener: TcpListener, router: Router, service: Service, stop: watch::Receiver<bool>) {
    http::serve(listener, router, &service.ground.limits, stopped(stop)).await;
}

async fn serve_rtmp(listener: TcpListener, service: Service, stop: watch::Receiver<bool>) {
    tokio::select! {
        () = rtmp::serve(listener, service.pili.media.clone()) => {}
        () = stopped(stop) => {}
    }
}

#[cfg(feature = "srt")]
async fn serve_srt(socket: tokio::net::UdpSocket, service: Service, stop: watch::Receiver<bool>) {
    tokio::select! {
        () = crate::srt::serve(socket, service.pili.media.clone()) => {}
        () = stopped(stop) => {}
    }
}

/// Keeps the statistics, which are by the minute.
async fn measure(service: Service, stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    let forever = async {
        loop {
            ticks.tick().await;
            service.pili.measure();
        }
    };
    tokio::select! {
        () = forever => {}
        () = stopped(stop) => {}
    }
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that the server was dropped, which stops it as well.
    let _ = stop.wait_for(|stop| *stop).await;
}
