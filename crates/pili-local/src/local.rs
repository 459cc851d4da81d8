mod clients;
mod demo;
mod domain;
mod domain_callback;
mod rooms;
mod webhooks;

use std::{collections::BTreeMap, fmt, io, path::Path, sync::Arc};

use axum::{Router, middleware};
use pili_auth::{Clock, Credentials, opentok::ApplicationId, rsa::PublicKey};
use pili_core::BufferBody;
use pili_live::{Key, PublishSecurity};
use pili_opentok::webhook::Monitoring;

use crate::{
    Event, EventStream, Faults, Limits, Listen, LocalClock, Refused, Seed, Server, StreamUrls, console,
    data::Data,
    events,
    ground::Ground,
    host::host_name,
    live,
    media::SecondPublisher,
    metrics,
    opentok::{self, Caller, Target},
    oss, overview,
    plan::Plan,
    private, relay, reply, rtc,
    service::Service,
    visitors::{self, Visitors},
};

pub use clients::SessionClient;
pub use demo::{
    DEMO_ACCESS_KEY, DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, DEMO_BUCKET, DEMO_HUB, DEMO_PUBLISH_KEY,
    DEMO_SECRET_KEY,
};
pub use domain::LocalDomain;
pub(crate) use domain::telling;
pub use domain_callback::DomainCallback;
pub use rooms::EnteredRoom;

/// The local service: its state, and the router over it. Clones share the state.
///
/// [The crate's page](crate) has one in process, [`Server`] one on sockets; each method shows what a test does with it.
#[derive(Clone)]
pub struct Local {
    service: Service,
    router: Router,
}

impl Local {
    /// A service with a well-known key pair, an empty hub named `demo`, whose publish rule is `expiry_sk`, and an
    /// application of Vonage with the well-known private key [`DEMO_APPLICATION_KEY`]. Example: [`Local::domain`].
    pub fn demo() -> Self {
        let builder = Self::builder().hub(DEMO_HUB);
        let builder = builder.bucket(DEMO_BUCKET);
        builder.build()
    }

    /// Starts a service of other keys and hubs. Example: [`LocalBuilder::open`].
    pub fn builder() -> LocalBuilder {
        LocalBuilder {
            credentials: demo::credentials(),
            applications: Vec::new(),
            hubs: Vec::new(),
            buckets: Vec::new(),
            clock: Clock::system(),
            limits: Limits::default(),
            visitors: Visitors::default(),
            webhooks: BTreeMap::new(),
            second_publisher: SecondPublisher::default(),
            publish_rule: None,
            callback: None,
        }
    }

    /// The key pair that calls must be signed with. Example: [`LocalBuilder::open`].
    pub fn credentials(&self) -> &Credentials {
        &self.service.ground.credentials
    }

    /// The service in process, to be a client's transport. Example: [`LocalBuilder::open`].
    pub fn transport(&self) -> BufferBody<Router> {
        BufferBody::new(self.router.clone())
    }

    /// The routes, to be put into another axum application or asked as they are.
    ///
    /// ```
    /// use axum::body::Body;
    /// use pili_local::Local;
    /// use tower::ServiceExt as _;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let request = http::Request::get("/healthz").body(Body::empty())?;
    /// assert_eq!(Local::demo().router().oneshot(request).await?.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Faults that calls meet, by the name of their operation. Example: [`Faults`].
    pub fn faults(&self) -> Faults {
        self.service.ground.faults.clone()
    }

    /// The service's clock, whose hands may be moved. Example: [`Local::connect`].
    pub fn clock(&self) -> LocalClock {
        self.service.hands.clone()
    }

    /// What happens in the service: every publish, play and call, every refusal with its reason, callbacks, faults and so
    /// on. A test waits for what it needs, and never sleeps:
    ///
    /// ```
    /// use pili_local::{EventKind, Local, DEMO_HUB};
    /// use pili_live::Hub;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let mut events = local.events();
    /// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
    /// client.send(Hub::new(DEMO_HUB).stream("evening").create()).await?;
    /// let created = events.until(|event| event.is_call_of("pili.stream.create")).await;
    /// assert_eq!(created.kind, EventKind::Call);
    /// // Asked again, it goes on behind that one: this is the second call.
    /// client.send(Hub::new(DEMO_HUB).stream("morning").create()).await?;
    /// let second = events.until(|event| event.is_call_of("pili.stream.create")).await;
    /// assert!(second.id > created.id);
    /// # Ok(()) }
    /// ```
    ///
    /// It begins with the oldest event that is kept ([`Limits::events`](crate::Limits::events)), so what happened before
    /// it was asked for is not missed; [`EventStream::from_now`] passes that over.
    pub fn events(&self) -> EventStream {
        self.service.ground.events.stream()
    }

    /// The first event that matches, whether it has happened already or is still to come.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_local::{EventKind, Listen, Local, rtmp::Publisher};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let server = local.serve(Listen::any()).await?;
    /// let unsigned = format!("rtmp://{}/demo/evening", server.addresses().rtmp);
    /// Publisher::connect(&unsigned).await.unwrap_err();
    ///
    /// let refused = local.until(|event| event.is(EventKind::PublishRefused, "demo/evening"));
    /// let refused = tokio::time::timeout(Duration::from_secs(10), refused).await?;
    /// assert!(refused.reason.unwrap().contains("no `e`"));
    /// # Ok(()) }
    /// ```
    pub fn until<M>(&self, matches: M) -> impl Future<Output = Event> + use<M>
    where
        M: FnMut(&Event) -> bool,
    {
        let mut events = self.events();
        async move { events.until(matches).await }
    }

    /// Where a stream is published to, signed for a day by the rule that holds for it, and where it is played: over the
    /// wire `GET /_local/hubs/{hub}/streams/{key}/urls`. On sockets they hold the service's address.
    ///
    /// ```
    /// use pili_local::{DEMO_HUB, Local};
    ///
    /// let urls = Local::demo().urls(DEMO_HUB, "evening").unwrap();
    /// assert!(urls.publish.starts_with("rtmp://127.0.0.1:1935/demo/evening?e="));
    /// assert_eq!(urls.server, "rtmp://127.0.0.1:1935/demo");
    /// ```
    ///
    /// # Errors
    /// 612 if there is no such hub, 400 for a key that is none.
    pub fn urls(&self, hub: &str, key: &str) -> Result<StreamUrls, Refused> {
        live::urls::of(&self.service.pili, hub, key, None)
    }

    /// Makes what a seed names: hubs, streams, domains, buckets, apps, projects. Over the wire `POST /_local/seed`.
    /// Example: [`Seed`].
    ///
    /// # Errors
    /// 400 for a name or a rule that is none, naming the member; then nothing is made. 614 if another hub has a domain.
    pub fn seed(&self, seed: &Seed) -> Result<(), Refused> {
        seed.apply(&self.service)
    }

    /// Makes what a seed names, and makes it again after each [`reset`](Self::reset).
    ///
    /// ```
    /// use pili_local::Local;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// local.begin_with("hubs = [{ name = \"shows\", publish_rule = \"none\" }]".parse()?)?;
    /// local.reset().await;
    /// assert_eq!(local.urls("shows", "evening")?.rule, "none");
    /// # Ok(()) }
    /// ```
    /// # Errors
    /// As [`seed`](Self::seed).
    pub fn begin_with(&self, seed: Seed) -> Result<(), Refused> {
        self.service.begin_with(seed)
    }

    /// Sets all back to the beginning: ends streams and plays, forgets what was made, saved and measured, takes faults away
    /// and sets the clock right. What a folder keeps goes too ([`LocalBuilder::open`]). Over the wire
    /// `POST /_local/reset`.
    pub async fn reset(&self) {
        self.service.reset().await;
    }

    /// Measures now, as the service does by itself every five seconds on sockets: for statistics while the
    /// [clock](LocalClock) is moved.
    pub fn measure(&self) {
        self.service.pili.measure();
    }

    /// Serves HTTP and RTMP on sockets. Example: [`Local::until`].
    ///
    /// # Errors
    /// When an address cannot be listened on; the error names it.
    pub async fn serve(&self, listen: Listen) -> std::io::Result<Server> {
        Server::start(self.service.clone(), self.router.clone(), listen).await
    }
}

/// Without the router, which would print every route.
impl fmt::Debug for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Local").field("service", &self.service).finish_non_exhaustive()
    }
}

/// Builds a [`Local`], in memory or [in a folder](Self::open).
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct LocalBuilder {
    credentials: Credentials,
    applications: Vec<Caller>,
    hubs: Vec<String>,
    buckets: Vec<String>,
    clock: Clock,
    limits: Limits,
    visitors: Visitors,
    webhooks: BTreeMap<Monitoring, Target>,
    second_publisher: SecondPublisher,
    publish_rule: Option<(PublishSecurity, Key)>,
    callback: Option<DomainCallback>,
}

impl LocalBuilder {
    /// The key pair to check signatures with; without it that of [`Local::demo`]. Example: [`LocalBuilder::open`].
    pub fn credentials(self, credentials: Credentials) -> Self {
        Self { credentials, ..self }
    }

    /// Adds an application of Vonage, by the public half of its key: its calls and client tokens are let in beside
    /// those of the key pair, which is that of an OpenTok project. Each has sessions and archives of its own.
    ///
    /// Without any, there is the demo's beside the key pair of [`Local::demo`], and none beside another.
    ///
    /// ```
    /// use pili_core::auth::rsa::PrivateKey;
    /// use pili_local::{DEMO_APPLICATION_KEY, Local};
    /// use pili_opentok::{ApplicationId, Credentials, Project};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let id = ApplicationId::new("78d335fa-323d-0114-9c3d-d6f0d48968cf")?;
    /// let key = PrivateKey::from_pem(DEMO_APPLICATION_KEY)?; // Any will do.
    /// let local = Local::builder().application(id.clone(), key.public_key()).build();
    ///
    /// let keys = Credentials::application(id, key);
    /// let archives = Project::of(&keys).archives();
    /// let client = pili_opentok::builder(keys).transport(local.transport());
    /// assert_eq!(client.send(archives).await?.count, 0);
    /// # Ok(()) }
    /// ```
    pub fn application(mut self, id: ApplicationId, key: PublicKey) -> Self {
        self.applications.push(Caller::Application { id, key });
        self
    }

    /// Adds a hub. Its publish rule is `expiry_sk`, unless [`publish_rule`](Self::publish_rule) says otherwise.
    /// Example: [`LocalBuilder::open`].
    pub fn hub(mut self, name: impl Into<String>) -> Self {
        self.hubs.push(name.into());
        self
    }

    /// What all hubs demand of publishers in the beginning; calls may change it. The key is that of `static`, `expiry` and
    /// `dynamic`, the others need none (spec 3.2).
    ///
    /// ```
    /// use pili_live::PublishSecurity;
    /// use pili_local::{DEMO_HUB, DEMO_PUBLISH_KEY, Local};
    ///
    /// let local = Local::builder().hub(DEMO_HUB).publish_rule(PublishSecurity::Static, DEMO_PUBLISH_KEY).build();
    /// let urls = local.urls(DEMO_HUB, "evening").unwrap();
    /// assert_eq!(urls.publish, format!("rtmp://127.0.0.1:1935/demo/evening?key={DEMO_PUBLISH_KEY}"));
    /// ```
    pub fn publish_rule(self, rule: PublishSecurity, key: impl Into<Key>) -> Self {
        Self { publish_rule: Some((rule, key.into())), ..self }
    }

    /// Tells of every publish that comes by a domain which is not bound, such as this machine's address: that it began, and
    /// that it ended. Domains that are bound have callbacks of their own ([`Local::domain`]).
    pub fn callback(self, callback: DomainCallback) -> Self {
        Self { callback: Some(callback), ..self }
    }

    /// Adds a bucket of OSS, which everybody may read: [`DEMO_BUCKET`] is used as any.
    pub fn bucket(mut self, name: impl Into<String>) -> Self {
        self.buckets.push(name.into());
        self
    }

    /// The service's time; without it the system's. Example: [`Local::connect`].
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// What becomes of a publisher whose stream is published already; without it, it is refused.
    ///
    /// ```
    /// use pili_live::PublishSecurity;
    /// use pili_local::{EventKind, Listen, Local, media::SecondPublisher, rtmp::Publisher};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let builder = Local::builder().hub("demo").publish_rule(PublishSecurity::None, "");
    /// let local = builder.second_publisher(SecondPublisher::TakesOver).build();
    /// let server = local.serve(Listen::any()).await?;
    /// let url = local.urls("demo", "evening")?.publish;
    /// let (_first, _second) = (Publisher::connect(&url).await?, Publisher::connect(&url).await?);
    ///
    /// let ended = local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
    /// assert_eq!(ended.reason.as_deref(), Some("another publisher took over"));
    /// # drop(server);
    /// # Ok(()) }
    /// ```
    pub fn second_publisher(self, second_publisher: SecondPublisher) -> Self {
        Self { second_publisher, ..self }
    }

    /// Bounds on what clients can make the service hold. Example: [`Limits`].
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Whether there are routes for tests, under `/_local`; without it there are. Where there are none, they and the
    /// console are refused with 403.
    ///
    /// ```
    /// use axum::body::Body;
    /// use pili_local::Local;
    /// use tower::ServiceExt as _;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::builder().hub("demo").test_routes(false).build();
    /// let request = http::Request::get("/_local/clock").body(Body::empty())?;
    /// assert_eq!(local.router().oneshot(request).await?.status(), 403);
    /// # Ok(()) }
    /// ```
    pub fn test_routes(mut self, are_on: bool) -> Self {
        self.visitors.test_routes = are_on;
        self
    }

    /// Adds a host name by which the routes for tests may be reached over a socket, beside `localhost` and the
    /// address that is listened on. A web page can make any other name lead here. Where there are
    /// [none](Self::test_routes), no name reaches them.
    pub fn allow_host(mut self, name: impl AsRef<str>) -> Self {
        self.visitors.hosts.push(host_name(name.as_ref()));
        self
    }

    /// The service, in memory. Example: [`LocalBuilder::webhook`].
    pub fn build(self) -> Local {
        self.on(Data::default())
    }

    /// The service, with everything that it answers kept in this folder: what is kept there already is there again, beside
    /// the hubs and buckets that were [added](Self::hub). The folder is made if need be; only its owner may read it, for
    /// it holds the keys of publishers. The service's own key pair is not in it.
    ///
    /// No answer goes out before what it tells of is written. A call whose change cannot be is answered with 507 and why.
    ///
    /// # Errors
    /// When the folder cannot be written, another service has it open, or what is in it cannot be read: the error names the
    /// folder.
    ///
    /// ```
    /// use pili_live::Hub;
    /// use pili_local::Local;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// let evening = Hub::new("demo").stream("evening");
    /// let local = Local::builder().hub("demo").open(folder)?;
    /// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
    /// client.send(evening.create()).await?;
    /// drop((client, local));
    ///
    /// let local = Local::builder().hub("demo").open(folder)?;
    /// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
    /// client.send(evening.info()).await?;
    /// # Ok(()) }
    /// ```
    pub fn open(self, folder: impl AsRef<Path>) -> io::Result<Local> {
        let data = Data::open(folder.as_ref())?;
        let local = self.on(data.clone());
        local.service.pili.media.record_to(&folder.as_ref().join("recordings"))?;
        data.check()?;
        Ok(local)
    }

    fn on(self, data: Data) -> Local {
        let applications = demo::or_demo(self.applications, &self.credentials);
        let hands = LocalClock::new(self.clock);
        let ground = Ground::new(self.credentials, hands.shared(), self.limits, data);
        let Self { hubs, publish_rule, callback, buckets, .. } = self;
        let plan = Plan { hubs, publish_rule, callback, buckets, ..Plan::default() };
        let service = Service::new(ground, hands, plan, applications, self.second_publisher);
        service.plant();
        for (monitoring, target) in self.webhooks {
            service.opentok.first().webhooks.set(monitoring, Some(target));
        }
        let calls = live::router(service.pili.clone()).merge(rtc::router(service.rtc.clone()));
        let calls = reply::with_request_ids(calls, service.ground.events.clone());
        let router = Router::new().merge(private::router(service.clone()));
        let router = router.merge(console::router(service.clone(), calls));
        let router = router.merge(events::router(service.ground.events.clone()));
        let router = router.merge(overview::router(service.clone()));
        let router = router.merge(metrics::router(&service.ground.events, service.pili.media.clone()));
        let router = router.merge(live::router(service.pili.clone()));
        let router = router.merge(relay::router(service.relay.clone()));
        let router = router.merge(rtc::router(service.rtc.clone()));
        let router = router.merge(opentok::router(service.opentok.clone()));
        let router = router.fallback(reply::not_implemented);
        let router = opentok::around(router, service.opentok.clone());
        let visitors = Arc::new(self.visitors);
        let router = router.layer(middleware::from_fn_with_state(visitors, visitors::check));
        let router = oss::beside(router, service.oss.clone());
        let router = live::rewrite::before(router, service.pili.clone());
        Local { router: reply::with_request_ids(router, service.ground.events.clone()), service }
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[tokio::test]
    async fn an_address_that_is_taken_is_named_with_its_protocol() {
        let server = Local::demo().serve(Listen::any()).await.expect("free ports");
        let taken = server.addresses();
        for (listen, protocol, address) in [
            (Listen { http: taken.http, ..Listen::any() }, "HTTP", taken.http),
            (Listen { rtmp: taken.rtmp, ..Listen::any() }, "RTMP", taken.rtmp),
        ] {
            let error = Local::demo().serve(listen).await.expect_err("taken");
            assert_eq!(error.kind(), ErrorKind::AddrInUse);
            let named = format!("cannot listen on {address} for {protocol}: ");
            assert!(error.to_string().starts_with(&named), "{error}");
        }
    }

    #[test]
    fn the_debug_form_is_short_and_tells_no_secret() {
        let text = format!("{:?}", Local::demo());
        assert!(text.len() < 200 && !text.contains(DEMO_SECRET_KEY), "{text}");
    }
}
