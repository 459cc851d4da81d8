use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_core::Reason;
use pili_live::domain::DomainType;
use pili_live::statd::{self, Area, CodecBy, FlowBy, Granularity, Metric};
use pili_local::{DEMO_HUB, Local, Server, rtmp::Publisher};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{
    media::go_live,
    support::{CLIP, Hands, hub, in_process, over_socket, raw, serve, signed},
};

/// A multiple of five minutes: 2023-11-15 06:15 in China.
const BEGIN: u64 = 1_700_000_100;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(BEGIN + seconds)
}

/// A service whose clock the test moves, with a live stream.
async fn on_air() -> (Hands, Local, Server, Publisher) {
    let hands = Hands::at(BEGIN);
    let local = Local::builder().hub(DEMO_HUB).clock(hands.clock()).build();
    let server = serve(&local).await;
    let publisher = go_live(&local, &server, "evening").await;
    (hands, local, server, publisher)
}

/// A viewer who has seen the first bytes.
struct Viewer {
    socket: TcpStream,
    bytes: Vec<u8>,
}

impl Viewer {
    async fn join(server: &Server, domain: &str) -> Self {
        let mut socket = TcpStream::connect(server.addresses().http).await.unwrap();
        let ask = format!("GET /{DEMO_HUB}/evening.flv HTTP/1.0\r\nHost: {domain}\r\n\r\n");
        socket.write_all(ask.as_bytes()).await.unwrap();
        let mut this = Self { socket, bytes: Vec::new() };
        while this.body_at().is_none_or(|at| at == this.bytes.len()) {
            this.socket.read_buf(&mut this.bytes).await.unwrap();
        }
        this
    }

    /// Bytes of media received by the end of the stream.
    async fn stay(mut self) -> u64 {
        timeout(Duration::from_secs(5), self.socket.read_to_end(&mut self.bytes)).await.unwrap().unwrap();
        (self.bytes.len() - self.body_at().unwrap()) as u64
    }

    fn body_at(&self) -> Option<usize> {
        self.bytes.windows(4).position(|end| end == b"\r\n\r\n").map(|at| at + 4)
    }
}

#[tokio::test]
async fn play_history_is_the_average_of_five_minutes_of_real_viewers() {
    let (hands, local, server, publisher) = on_air().await;
    let client = over_socket(&local, &server);
    let mut viewers = Vec::new();
    for (minute, wanted) in [1, 2, 2, 2, 3].into_iter().enumerate() {
        hands.set(BEGIN + minute as u64 * 60);
        while viewers.len() < wanted {
            viewers.push(Viewer::join(&server, "play.example.com").await);
        }
        local.measure();
    }
    let now = client.send(hub().play()).await.unwrap();
    assert_eq!((now.total.count, now.streams["evening"].count), (3, 3));
    assert!(now.total.bandwidth > 0, "{now:?}");

    publisher.finish().await.unwrap();
    let mut bytes = 0;
    for viewer in viewers {
        bytes += viewer.stay().await;
    }
    let span = || hub().play_history().span(at(0)..at(299));
    assert!(client.send(span()).await.unwrap().items.is_empty(), "five minutes are not over yet");
    hands.set(BEGIN + 300);
    let page = client.send(span()).await.unwrap();
    assert_eq!((page.items.len(), page.marker.as_str()), (1, ""));
    let moment = page.items[0];
    assert_eq!((moment.time, moment.stats.count), (at(0), 2));
    assert_eq!(moment.stats.bandwidth, (bytes as f64 * 8.0 / 300.0).round() as i64);
    for time in [0, 299] {
        let detail = client.send(hub().play_detail(at(time))).await.unwrap();
        assert_eq!((detail.len(), detail[0].key.as_str(), detail[0].stats), (1, "evening", moment.stats));
    }
    assert!(client.send(hub().play_detail(at(300))).await.unwrap().is_empty());
    assert_eq!(client.send(hub().play()).await.unwrap().total.count, 0);
}

#[tokio::test]
async fn players_of_hls_count_as_viewers_once_each() {
    let (_hands, local, server, _publisher) = on_air().await;
    let client = over_socket(&local, &server);
    let fetch = async |path: &str, domain: &str| {
        let request = http::Request::get(format!("http://h/{DEMO_HUB}/{path}")).header("host", domain);
        raw(&local, request.body("".into()).unwrap()).await.status().as_u16()
    };
    let first_segment = async {
        while fetch("evening/0.ts", "a.example.com").await != 200 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(5), first_segment).await.expect("a segment is complete");
    for (domain, count) in [("a.example.com", 1), ("b.example.com", 2), ("b.example.com", 2)] {
        assert_eq!(fetch("evening.m3u8", domain).await, 200);
        assert_eq!(fetch("evening/0.ts", domain).await, 200);
        let now = client.send(hub().play()).await.unwrap();
        assert_eq!(now.streams["evening"].count, count, "{domain}");
        assert!(now.total.bandwidth > 0, "{now:?}");
    }
    let stats = client.send(hub().stream("evening").stats()).await.unwrap();
    let kinds: Vec<_> = stats[0].stats.detail_stats.iter().map(|detail| detail.purpose.clone()).collect();
    assert_eq!(kinds, [DomainType::LiveHls, DomainType::LiveHls]);
}

#[tokio::test]
async fn play_history_is_the_last_hour_and_walks_over_pages() {
    let hands = Hands::at(BEGIN);
    let local = Local::builder().hub(DEMO_HUB).clock(hands.clock()).build();
    let client = in_process(&local);
    for _ in 0..24 {
        local.measure();
        hands.advance(300);
    }
    let hour: Vec<_> = client.items(hub().play_history().limit(5)).collect().await.unwrap();
    let times: Vec<_> = hour.iter().map(|moment| moment.time).collect();
    assert_eq!(times, (12..24).map(|slot| at(slot * 300)).collect::<Vec<_>>());
}

#[tokio::test]
async fn figures_of_a_stream_are_those_of_its_packets() {
    let (hands, local, server, publisher) = on_air().await;
    let client = over_socket(&local, &server);
    let _viewer = Viewer::join(&server, "play.example.com:8080").await;
    let tags = pili_local::flv::read(CLIP).unwrap();
    let (width, height) = tags.iter().find_map(|tag| tag.dimensions()).unwrap();
    let stats = client.send(hub().stream("evening").stats()).await.unwrap();
    assert_eq!(stats.len(), 1);
    let figures = &stats[0].stats;
    assert_eq!((figures.width, figures.height), (width.into(), height.into()));
    assert_eq!((&*figures.video_codec, &*figures.audio_codec), ("H264", "AAC"));
    assert!(figures.bps > 0 && figures.video_fps > 0.0 && figures.audio_sample_rate > 0, "{figures:?}");
    let detail = &figures.detail_stats[0];
    assert_eq!(
        (&*detail.domain, detail.purpose.clone(), detail.play_count),
        ("play.example.com", DomainType::LiveHdl, 1)
    );
    publisher.finish().await.unwrap();
    hands.advance(7200);
    assert!(client.send(hub().stream("evening").stats()).await.unwrap().is_empty());
    let span = hub().stream("evening").stats().span(at(0) - Duration::from_secs(60)..at(60));
    assert_eq!(client.send(span).await.unwrap().len(), 1);
    let missing = client.send(hub().stream("nobody").stats()).await.unwrap_err();
    assert_eq!(missing.reason(), Reason::NotFound);
}

#[tokio::test]
async fn usage_is_the_traffic_that_was_measured() {
    let (hands, local, server, publisher) = on_air().await;
    let client = over_socket(&local, &server);
    let viewers =
        [Viewer::join(&server, "a.example.com").await, Viewer::join(&server, "b.example.com").await];
    publisher.finish().await.unwrap();
    let [first, second] = viewers;
    let (first, second) = (first.stay().await, second.stay().await);
    let day = |step| statd::downflow("20231115".."20231116", step);
    local.measure();
    hands.advance(3600);
    let total = i64::try_from(first + second).unwrap();
    for (step, time) in [
        (Granularity::FiveMinutes, at(0)),
        (Granularity::Hour, at(0) - Duration::from_secs(15 * 60)),
        (Granularity::Day, at(0) - Duration::from_secs((6 * 60 + 15) * 60)),
        (Granularity::Month, at(0) - Duration::from_secs((14 * 24 * 60 + 6 * 60 + 15) * 60)),
    ] {
        let rows = client.send(day(step)).await.unwrap();
        assert_eq!((rows.len(), rows[0].time, rows[0].values["flow"]), (1, time, total), "{step}");
    }
    let by_domain = client.send(day(Granularity::Day).group_by(FlowBy::Domain)).await.unwrap();
    let flows: Vec<_> =
        by_domain[0].values.iter().map(|(name, flow)| (name.as_str(), flow["flow"])).collect();
    assert_eq!(
        flows,
        [("a.example.com", i64::try_from(first).unwrap()), ("b.example.com", i64::try_from(second).unwrap()),]
    );
}

#[tokio::test]
async fn usage_is_filtered_and_what_does_not_happen_here_is_empty() {
    let (_, local, server, publisher) = on_air().await;
    let client = over_socket(&local, &server);
    publisher.finish().await.unwrap();
    let up = || statd::upflow("20231115061500".."20231115062000", Granularity::FiveMinutes);
    let sent: usize = pili_local::flv::read(CLIP).unwrap().iter().map(|tag| tag.body.len()).sum();
    let rows = client.send(up()).await.unwrap();
    let flow = rows[0].values["flow"];
    assert_eq!((rows.len(), flow), (1, i64::try_from(sent).unwrap()));
    for (query, held) in [
        (up().only(FlowBy::Hub, DEMO_HUB), true),
        (up().only(FlowBy::Hub, "other").only(FlowBy::Hub, DEMO_HUB), true),
        (up().only(FlowBy::Hub, "other"), false),
        (up().except(FlowBy::Hub, DEMO_HUB), false),
        (up().only(FlowBy::Domain, "127.0.0.1").except(FlowBy::Area, Area::HongKong), true),
        (up().except(FlowBy::Domain, "127.0.0.1"), false),
        (statd::upflow("20231114".."20231115", Granularity::FiveMinutes), false),
    ] {
        assert_eq!(!client.send(query.clone()).await.unwrap().is_empty(), held, "{query:?}");
    }
    let (begin, end) = ("20231115", "20231116");
    assert!(client.send(statd::codec(begin..end, Granularity::Day)).await.unwrap().is_empty());
    let by_hub = statd::codec(begin..end, Granularity::Day).group_by(CodecBy::Hub);
    assert!(client.send(by_hub).await.unwrap().is_empty());
    assert!(client.send(statd::nrop(begin..end, Granularity::Day)).await.unwrap().is_empty());
    let count = statd::publish(begin..end, Granularity::Day).select([Metric::Count]);
    assert!(client.send(count).await.unwrap().is_empty());
    assert!(client.send(statd::caster(begin..end, Granularity::Day)).await.unwrap().is_empty());
}

#[tokio::test]
async fn questions_that_cannot_be_answered_are_refused_with_400() {
    let local = Local::demo();
    for path in [
        "/statd/upflow?g=day",
        "/statd/upflow?begin=20231115",
        "/statd/upflow?begin=2023111&g=day",
        "/statd/upflow?begin=20231315&g=day",
        "/statd/upflow?begin=20231115&end=202311160000&g=day",
        "/statd/upflow?begin=20231116&end=20231115&g=day",
        "/statd/upflow?begin=20231115&g=week",
        "/statd/upflow?begin=20231115&g=day&select=duration",
        "/statd/upflow?begin=20231115&g=day&group=profile",
        "/statd/upflow?begin=20231115&g=day&%24profile=720p",
        "/statd/caster?begin=20231115&g=day",
        "/statd/pub?begin=20231115&g=day",
        "/v2/hubs/demo/stat/play/history/detail",
        "/v2/hubs/demo/stat/play/history?start=10&end=5",
    ] {
        let request = http::Request::get(format!("http://h{path}")).body("".into()).unwrap();
        assert_eq!(signed(&local, request).await.status(), 400, "{path}");
    }
}
