//! Sound and picture, by the way that they come: over RTMP on loopback, into segments, files, playlists and pictures.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_media::{
    Admission, Gate, HlsFile, Limits, Media, Refusal, Segment, StreamId, export, flv,
    rtmp::{self, Pace, Publisher},
};
use tokio::runtime::Runtime;

use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser(
        "flv",
        || CLIPS.iter().map(|clip| clip.to_vec()).collect(),
        |file| {
            let tags = tags(file);
            tags.iter().for_each(look_at);
            !tags.is_empty()
        },
    ),
    Target::parser("publish", || CLIPS.iter().map(|clip| clip.to_vec()).collect(), publish),
    // The configurations and the first frames, so that most mutants change them.
    Target::parser(
        "publish-head",
        || CLIPS.iter().map(|clip| head(clip)).collect(),
        |tags| publish(&[FILE_HEADER, tags].concat()),
    ),
    Target::parser("rtmp", || vec![session()], converse),
];

const CLIP: &[u8] = include_bytes!("../../../pili-media/tests/data/clip.flv");
/// Of every codec.
const CLIPS: &[&[u8]] = &[
    CLIP,
    include_bytes!("../../../pili-media/tests/data/hevc-opus.flv"),
    include_bytes!("../../../pili-media/tests/data/av1-flac.flv"),
    include_bytes!("../../../pili-media/tests/data/vp9-mp3.flv"),
];
const FILE_HEADER: &[u8] = b"FLV\x01\x05\0\0\0\x09";
/// Version and two packets of 1536 bytes, that of the client and its echo of the server's.
const HANDSHAKE: usize = 1 + 2 * 1536;

pub(super) static SERVICE: LazyLock<Service> = LazyLock::new(Service::start);

pub(super) struct Service {
    pub(super) runtime: Runtime,
    pub(super) media: Media,
    address: SocketAddr,
    streams: AtomicU32,
}

/// Lets everybody in.
struct Open;

impl Gate for Open {
    fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> {
        self.admit_play(asked)
    }

    fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> {
        Ok(StreamId::new(&asked.app, &asked.name))
    }
}

impl Service {
    fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let mut limits = Limits::default();
        limits.memory = 64 << 20;
        limits.muxed = 8 << 20;
        limits.first_segment = Duration::from_millis(1);
        let media = Media::new(Arc::new(Open), pili_auth::Clock::system(), limits);
        let served = media.clone();
        let address = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("an address");
            tokio::spawn(rtmp::serve(listener, served));
            address
        });
        Self { runtime, media, address, streams: AtomicU32::new(0) }
    }

    pub(super) fn new_stream(&self) -> String {
        format!("s{}", self.streams.fetch_add(1, Ordering::Relaxed))
    }
}

/// Those of a file, as far as it can be read.
fn tags(file: &[u8]) -> Vec<flv::Tag> {
    let mut reader = flv::Reader::new();
    reader.push(file);
    std::iter::from_fn(|| reader.next_tag().ok().flatten()).collect()
}

pub(super) fn look_at(tag: &flv::Tag) {
    let _ = (tag.codec(), tag.dimensions(), tag.sample_rate(), tag.is_key_frame());
}

/// Publishes a file as far as it can be read, and asks for all that can be made of it.
fn publish(file: &[u8]) -> bool {
    publish_tags(&tags(file));
    true
}

pub(super) fn publish_tags(tags: &[flv::Tag]) {
    write_out(&recorded(tags));
}

/// What is kept of a publish after all else was asked for.
fn recorded(tags: &[flv::Tag]) -> Vec<Arc<Segment>> {
    let name = SERVICE.new_stream();
    let id = StreamId::new("hub", &name);
    let url = format!("rtmp://{}/hub/{name}", SERVICE.address);
    SERVICE.runtime.block_on(async {
        let Ok(mut publisher) = Publisher::connect(&url).await else { return Vec::new() };
        let _ = publisher.send_all(tags, Pace::Fast).await;
        let _ = publisher.finish().await;
        let media = &SERVICE.media;
        let _ = media.hls_playlist(&id, |file| file.to_string()).await;
        let _ = media.snapshot(&id, None);
        let segments = media.recorded(&id, UNIX_EPOCH..far()).await.unwrap_or_default();
        media.forget_all();
        segments
    })
}

/// The first transport stream that HLS has of the clip.
pub(super) fn transport_stream() -> Vec<u8> {
    let segments = recorded(&tags(CLIP));
    let is_stream = |file: &HlsFile| matches!(file, HlsFile::TransportStream(_));
    let stream =
        segments.iter().find_map(|segment| segment.content(segment.file().ok().filter(is_stream)?).ok());
    stream.expect("a transport stream").to_vec()
}

/// As every file that segments are written to.
fn write_out(segments: &[Arc<Segment>]) {
    for file in [export::flv(segments), export::mp4(segments)].into_iter().flatten() {
        assert!(!file.is_empty());
    }
    for segment in segments {
        let files = [segment.file().ok(), segment.map()].into_iter().flatten();
        assert!(files.filter_map(|file| segment.content(file).ok()).all(|file| !file.is_empty()));
    }
}

fn far() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u32::MAX.into())
}

/// Without the file's header, so that no mutant loses that.
fn head(clip: &[u8]) -> Vec<u8> {
    clip.get(FILE_HEADER.len()..).and_then(|tags| tags.get(..4096)).unwrap_or_default().to_vec()
}

/// A session as bytes, after the handshake; the service says what it likes.
fn converse(bytes: &[u8]) -> bool {
    let Ok(mut stream) = TcpStream::connect(SERVICE.address) else { return true };
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    let mut hello = vec![0; HANDSHAKE];
    hello[0] = 3;
    let sent = stream.write_all(&hello).and_then(|()| stream.write_all(bytes));
    let _ = sent.and_then(|()| stream.shutdown(Shutdown::Write));
    let mut answer = vec![0; 4096];
    while matches!(stream.read(&mut answer), Ok(1..)) {}
    true
}

/// What a publisher of the clip says after its handshake, as a relay hears it.
fn session() -> Vec<u8> {
    let relay = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("rtmp://{}/hub/recorded", relay.local_addr().expect("an address"));
    let heard = thread::spawn(move || {
        let (client, _) = relay.accept().expect("a publisher");
        let server = TcpStream::connect(SERVICE.address).expect("the service");
        let (mut from, mut back) =
            (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
        thread::spawn(move || std::io::copy(&mut from, &mut back));
        heard_of(client, server)
    });
    SERVICE.runtime.block_on(async {
        let mut publisher = Publisher::connect(&url).await.expect("an accepted publish");
        let tags = flv::read(CLIP).expect("a file");
        let few = tags.get(..20).unwrap_or(&tags);
        publisher.send_all(few, Pace::Fast).await.expect("a publish");
    });
    let mut heard = heard.join().expect("a relay");
    heard.split_off(HANDSHAKE.min(heard.len()))
}

/// Passes on what the client says, and keeps it.
fn heard_of(mut client: TcpStream, mut server: TcpStream) -> Vec<u8> {
    let (mut heard, mut piece) = (Vec::new(), vec![0; 4096]);
    while let Ok(length @ 1..) = client.read(&mut piece) {
        heard.extend(&piece[..length]);
        if server.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    heard
}
