//! The media plane over real sockets.

mod archive;
mod boxes;
mod hostile;
mod memory;
mod properties;
mod random;
mod snapshot;
mod spill;
mod stubborn;
mod takeover;
mod viewer;

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use pili_auth::Clock;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};

pub(crate) use random::Random;

use super::{
    flv::{self, Reader, Tag},
    registry::Publication,
    rtmp::{Pace, PublishError, Publisher, publish, serve},
    *,
};

const CLIP: &[u8] = include_bytes!("../tests/data/clip.flv");
const SOON: Duration = Duration::from_secs(5);

/// Lets in whoever knows the word, and remembers what it was asked.
#[derive(Default)]
struct Door(Mutex<Vec<Admission>>);

impl Gate for Door {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        self.admit_play(request)
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        self.0.lock().expect("no panic").push(request.clone());
        match request.query.as_deref() {
            Some("token=good/one?") => Ok(StreamId::new(&request.app, &request.name)),
            _ => Err(Refusal::new("the token is wrong")),
        }
    }

    fn segmenting(&self, _: &Publish) -> Segmenting {
        Segmenting { target: Duration::from_secs(1), listed: 2, grace: Duration::from_secs(10) }
    }
}

struct Local {
    media: Media,
    door: Arc<Door>,
    /// Milliseconds on the clock.
    now: Arc<AtomicU64>,
    address: SocketAddr,
    _server: JoinHandle<()>,
}

impl Local {
    async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    async fn with(limits: Limits) -> Self {
        let door = Arc::new(Door::default());
        let now = Arc::<AtomicU64>::default();
        let hands = now.clone();
        let clock = Clock::new(move || at(hands.load(Ordering::Relaxed)));
        let media = Media::new(door.clone(), clock, limits);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(serve(listener, media.clone()));
        Self { media, door, now, address, _server: server }
    }

    fn url(&self, name: &str) -> String {
        format!("rtmp://{}/hub/{name}", self.address)
    }

    async fn publisher(&self) -> Publisher {
        Publisher::connect(&self.url("evening?token=good/one?")).await.expect("an accepted publish")
    }

    /// Publishes the clip, and gives back its FLV tags.
    async fn publish_clip(&self) -> Vec<Tag> {
        publish(&self.url("evening?token=good/one?"), CLIP, Pace::Fast).await.expect("a publish");
        until(|| self.media.live(&id()).is_none()).await;
        clip()
    }

    /// Publishes as if in real time, from a clock that is ahead by so much: each frame arrives when it is due.
    fn publish_in_time(&self, tags: &[Tag], offset: u32) -> Publication {
        let publication = viewer::publication(self);
        for tag in tags {
            self.now.store(tag.timestamp.into(), Ordering::Relaxed);
            let is_media = tag.kind != TagKind::Script && !tag.is_config();
            publication.push(
                tag.kind,
                if is_media { tag.timestamp.wrapping_add(offset) } else { 0 },
                &tag.body,
            );
        }
        publication
    }

    fn watch(&self) -> impl Stream<Item = Bytes> + Send + Unpin + use<> {
        let body = self.media.flv(&id(), "play.example.com".to_owned(), self.address);
        Box::pin(body.expect("a live stream"))
    }
}

fn id() -> StreamId {
    StreamId::new("hub", "evening")
}

/// So many milliseconds after the clock's time.
fn at(ms: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_000 + ms)
}

fn clip() -> Vec<Tag> {
    flv::read(CLIP).expect("a valid clip")
}

async fn tags(body: impl Stream<Item = Bytes> + Unpin, count: usize) -> Vec<Tag> {
    let mut reader = Reader::new();
    let mut body = body;
    let mut tags = Vec::new();
    let reading = async {
        while tags.len() < count
            && let Some(bytes) = body.next().await
        {
            reader.push(&bytes);
            while let Some(tag) = reader.next_tag().expect("valid FLV") {
                tags.push(tag);
            }
        }
    };
    timeout(SOON, reading).await.expect("enough tags in time");
    tags
}

async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, waiting).await.expect("the condition in time");
}

#[tokio::test]
async fn what_is_published_comes_back_as_flv_and_as_figures() {
    let local = Local::start().await;
    let mut publisher = local.publisher().await;
    publisher.send_all(&clip(), Pace::Fast).await.expect("a publish");
    until(|| local.media.live(&id()).is_some_and(|live| live.gop.max_ms().is_some())).await;

    let back = tags(local.watch(), 20).await;
    assert_eq!(back[0].kind, TagKind::Script);
    assert!(back[1].is_config() && back[1].dimensions() == Some((160, 90)));
    assert!(back[2].is_config() && back[2].sample_rate() == Some(44_100));
    assert!(back[3].is_key_frame() && back[3].timestamp == 0);

    let live = local.media.live(&id()).expect("live");
    let video = live.video.clone().expect("pictures");
    assert_eq!((video.codec, video.size), (Codec::H264, Some((160, 90))));
    let audio = live.audio.clone().expect("sound");
    assert_eq!((audio.codec, audio.sample_rate, audio.channels), (Codec::Aac, 44_100, 1));
    assert!(live.bps > 0 && live.video_fps > 0 && live.audio_fps > 0);
    assert_eq!(live.gop.average_ms(), Some(1_000));
    assert_eq!((live.publish.server, live.publish.started), (local.address, at(0)));
    assert_eq!(live.publish.domain, local.address.to_string());
    publisher.finish().await.expect("a quiet end");
}

#[tokio::test]
async fn a_refused_publisher_is_told_the_reason() {
    let local = Local::start().await;
    let error = publish(&local.url("evening?token=bad"), CLIP, Pace::Fast).await.expect_err("a refusal");
    let PublishError::Refused { code, description } = error else { panic!("{error}") };
    assert_eq!((code.as_str(), description.as_str()), ("NetStream.Publish.BadName", "the token is wrong"));
    assert!(local.media.live(&id()).is_none());
}

#[tokio::test]
async fn the_gate_sees_name_query_and_domain_as_they_were_sent() {
    let local = Local::start().await;
    let publisher = local.publisher().await;
    let asked = local.door.0.lock().expect("no panic").remove(0);
    assert_eq!((asked.app.as_str(), asked.name.as_str()), ("hub", "evening"));
    assert_eq!(asked.query.as_deref(), Some("token=good/one?"));
    assert_eq!(asked.domain, local.address.to_string());
    drop(publisher);
}

#[tokio::test]
async fn a_second_publisher_of_the_same_stream_is_refused() {
    let local = Local::start().await;
    let first = local.publisher().await;
    let error = Publisher::connect(&local.url("evening?token=good/one?")).await.expect_err("a refusal");
    assert!(error.to_string().contains("already publishing"), "{error}");
    first.finish().await.expect("the first is not disturbed");
}

#[tokio::test]
async fn a_cut_ends_publisher_and_viewers_within_a_second() {
    let local = Local::start().await;
    let mut publisher = local.publisher().await;
    publisher.send_all(&clip()[..30], Pace::Fast).await.expect("a publish");
    until(|| local.media.live(&id()).is_some_and(|live| live.received > 1_000)).await;
    let mut viewer = local.watch();
    viewer.next().await.expect("a first frame");

    assert!(local.media.cut(&id(), "disabled by the owner"));
    let ends = async {
        while viewer.next().await.is_some() {}
        publisher.send_all(&clip(), Pace::RealTime).await.expect_err("a cut")
    };
    let error = timeout(Duration::from_secs(1), ends).await.expect("within a second");
    let PublishError::Cut { description, .. } = error else { panic!("{error}") };
    assert_eq!(description, "disabled by the owner");
    until(|| local.media.live(&id()).is_none()).await;
    let history = local.media.history(&id());
    assert_eq!(history.len(), 1);
    assert!(history[0].ended.is_some());
}

#[tokio::test]
async fn a_silent_publisher_is_dropped() {
    let local = Local::with(Limits { silence: Duration::from_millis(50), ..Limits::default() }).await;
    let _publisher = local.publisher().await;
    until(|| local.media.live(&id()).is_none()).await;
}

#[tokio::test]
async fn garbage_is_answered_by_closing_and_others_go_on() {
    let local = Local::with(Limits { handshake: Duration::from_millis(200), ..Limits::default() }).await;
    let mut random = 1u64;
    for _ in 0..20 {
        let mut stream = TcpStream::connect(local.address).await.expect("a connection");
        let garbage: Vec<u8> = std::iter::repeat_with(|| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) as u8
        })
        .take(8_000)
        .collect();
        let _ = stream.write_all(&[&[3], &garbage[..]].concat()).await;
        let mut rest = Vec::new();
        let _ = timeout(SOON, stream.read_to_end(&mut rest)).await.expect("the server closes");
    }
    local.publisher().await.finish().await.expect("a publish after all that");
}
