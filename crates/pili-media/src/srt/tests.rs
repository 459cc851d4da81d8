use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use pili_auth::Clock;
use tokio::{net::UdpSocket, time::timeout};

use super::*;
use crate::{
    Admission, Codec, Gate, Limits, Media, Protocol, Publish, Refusal, RefusedBy, StreamId,
    demux::tests::{plain_stream, stream_that_cannot_be_taken},
    tests::Random,
};

const SOON: Duration = Duration::from_secs(20);
const EVENING: &str = "#!::h=hub/evening,m=publish,domain=publish.example.com,word=sesame";

/// Lets in whoever knows the word, and remembers what it heard.
#[derive(Default)]
struct Word {
    refused: Mutex<Vec<(Admission, String, RefusedBy)>>,
    ended: Mutex<Vec<Publish>>,
}

impl Gate for Word {
    fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> {
        let query = asked.query.as_deref().unwrap_or_default();
        match query.split('&').any(|item| item == "word=sesame") {
            true => Ok(StreamId::new(&asked.app, &asked.name)),
            false => Err(Refusal::new("the word is wrong")),
        }
    }

    fn admit_play(&self, _: &Admission) -> Result<StreamId, Refusal> {
        Err(Refusal::new("nobody plays"))
    }

    fn publish_refused(&self, asked: &Admission, refusal: &Refusal, by: RefusedBy) {
        self.refused.lock().expect("no panic").push((asked.clone(), refusal.0.clone(), by));
    }

    fn unpublished(&self, publish: &Publish) {
        self.ended.lock().expect("no panic").push(publish.clone());
    }
}

struct Stage {
    gate: Arc<Word>,
    media: Media,
    address: SocketAddr,
}

impl Stage {
    async fn new() -> Self {
        let gate = Arc::new(Word::default());
        let media = Media::new(gate.clone(), Clock::system(), Limits::default());
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("an address");
        tokio::spawn(serve(socket, media.clone()));
        Self { gate, media, address }
    }

    async fn publish(&self, stream_id: &str) -> Result<Publisher, PublishError> {
        Publisher::connect(self.address, stream_id).await
    }

    /// The code of a refusal, and what the gate heard of it.
    async fn refused(&self, stream_id: &str) -> (u16, Admission, String, RefusedBy) {
        let refused = self.publish(stream_id).await.err();
        let Some(PublishError::Refused(code)) = refused else { panic!("{refused:?}") };
        let (admission, reason, by) = self.gate.refused.lock().expect("no panic").pop().expect("it was told");
        (code, admission, reason, by)
    }

    /// The publish that ended last.
    async fn ended(&self) -> Publish {
        timeout(SOON, until(|| self.gate.ended.lock().expect("no panic").pop())).await.expect("it ends")
    }
}

async fn until<T>(mut happens: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(what) = happens() {
            return what;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn evening() -> StreamId {
    StreamId::new("hub", "evening")
}

#[tokio::test]
async fn a_transport_stream_is_published() {
    let stage = Stage::new().await;
    let mut publisher = stage.publish(EVENING).await.expect("it is let in");
    publisher.send(&plain_stream()).await.expect("it is taken");
    let is_whole = || {
        let live = stage.media.live(&evening())?;
        (live.video.is_some() && live.audio.is_some()).then_some(live)
    };
    let live = timeout(SOON, until(is_whole)).await.expect("it is live");
    assert_eq!((live.publish.protocol, live.publish.domain.as_str()), (Protocol::Srt, "publish.example.com"));
    assert_eq!(
        (live.video.map(|video| video.codec), live.audio.map(|audio| audio.codec)),
        (Some(Codec::H264), Some(Codec::Aac))
    );
    publisher.finish().await;
    let ended = stage.ended().await;
    assert_eq!((ended.protocol, ended.cut), (Protocol::Srt, None));
    let received = stage.media.intake();
    assert!(
        received.iter().any(|sum| sum.key.protocol == Protocol::Srt && sum.bytes > 10_000),
        "{received:?}"
    );
}

#[tokio::test]
async fn a_refusal_has_a_code_and_is_told() {
    let stage = Stage::new().await;
    let (code, asked, reason, by) = stage.refused("#!::h=hub/evening,m=publish,word=open").await;
    assert_eq!((code, reason.as_str(), by), (1_403, "the word is wrong", RefusedBy::Gate));
    assert_eq!(
        (asked.protocol, asked.name.as_str(), asked.query.as_deref()),
        (Protocol::Srt, "evening", Some("word=open"))
    );
    let (code, asked, reason, _) = stage.refused(&EVENING.replace("m=publish", "m=request")).await;
    assert_eq!((code, asked.name.as_str()), (1_405, "evening"));
    assert!(reason.contains("m=publish"), "{reason}");
    let (code, _, reason, _) = stage.refused("evening").await;
    assert_eq!(code, 1_400);
    assert!(reason.contains("#!::h=<hub>/<stream key>"), "{reason}");
}

#[tokio::test]
async fn a_second_publisher_is_refused() {
    let stage = Stage::new().await;
    let _first = stage.publish(EVENING).await.expect("it is let in");
    let (code, _, _, by) = stage.refused(EVENING).await;
    assert_eq!((code, by), (1_409, RefusedBy::Publisher));
}

#[tokio::test]
async fn a_publish_that_is_cut_is_closed() {
    let stage = Stage::new().await;
    let publisher = stage.publish(EVENING).await.expect("it is let in");
    timeout(SOON, until(|| stage.media.live(&evening()))).await.expect("it is live");
    assert!(stage.media.cut(&evening(), "enough"));
    timeout(SOON, publisher.closed()).await.expect("the connection ends");
    assert_eq!(stage.ended().await.cut.as_deref(), Some("enough"));
}

#[tokio::test]
async fn what_cannot_be_taken_is_closed_with_the_reason() {
    let stage = Stage::new().await;
    let mut publisher = stage.publish(EVENING).await.expect("it is let in");
    publisher.send(&stream_that_cannot_be_taken()).await.expect("it is sent");
    timeout(SOON, publisher.closed()).await.expect("the connection ends");
    let reason = stage.ended().await.cut.expect("a reason");
    assert!(reason.contains("MPEG-2 video"), "{reason}");
}

#[tokio::test]
async fn whatever_is_sent_others_are_served() {
    let stage = Stage::new().await;
    let mut random = Random(11);
    let mut handshake = vec![0; 64];
    handshake[0] = 0x80;
    handshake[19] = 5;
    handshake.extend([0, 5, 0, 1, b'n', b'e', b'v', b'e', 0, 8, 0, 1, 0, 0, 0, 0]);
    for _ in 0..40 {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        for _ in 0..20 {
            let datagram = random.mutate(&handshake);
            socket.send_to(&datagram, stage.address).await.expect("it is sent");
        }
    }
    stage.publish(EVENING).await.expect("it is let in");
}
