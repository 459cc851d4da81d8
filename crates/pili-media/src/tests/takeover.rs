//! A second publisher of the same stream.

use super::*;

/// Lets in everybody, and remembers what it heard.
#[derive(Default)]
struct Stage {
    second: SecondPublisher,
    heard: Mutex<Vec<String>>,
}

impl Stage {
    fn hear(&self, what: String) {
        self.heard.lock().expect("no panic").push(what);
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }
}

impl Gate for Stage {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        Ok(StreamId::new(&request.app, &request.name))
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        self.admit_publish(request)
    }

    fn second_publisher(&self, _: &Publish) -> SecondPublisher {
        self.second
    }

    fn segmenting(&self, _: &Publish) -> Segmenting {
        Segmenting { target: Duration::from_secs(1), listed: 5, grace: Duration::from_secs(10) }
    }

    fn segmented(&self, _: &StreamId, segment: &Arc<Segment>) {
        self.hear(format!("segment {}", segment.number));
    }

    fn published(&self, publish: &Publish) {
        self.hear(format!("published {}", publish.client.port()));
    }

    fn unpublished(&self, publish: &Publish) {
        assert!(publish.ended.is_some());
        self.hear(format!("unpublished {}", publish.client.port()));
    }
}

fn stage(second: SecondPublisher) -> (Arc<Stage>, Media) {
    let stage = Arc::new(Stage { second, ..Stage::default() });
    let clock = Clock::new(move || at(0));
    (stage.clone(), Media::new(stage, clock, Limits::default()))
}

/// The publisher at this port.
fn publish_from(media: &Media, port: u16) -> Result<Publication, Refusal> {
    let request = Admission {
        protocol: Protocol::Rtmp,
        domain: String::new(),
        app: "hub".to_owned(),
        name: "evening".to_owned(),
        extension: "",
        query: None,
        peer: SocketAddr::from(([127, 0, 0, 1], port)),
    };
    let published = media.publish(request, SocketAddr::from(([127, 0, 0, 1], 1935)));
    published.map_err(|denied| denied.refusal)
}

fn push(publication: &Publication, tags: &[Tag]) {
    tags.iter().for_each(|tag| publication.push(tag.kind, tag.timestamp, &tag.body));
}

#[tokio::test(start_paused = true)]
async fn a_publisher_that_froze_gives_way_after_three_seconds() {
    let (_, media) = stage(SecondPublisher::Refused);
    let frozen = publish_from(&media, 1).expect("the first");
    push(&frozen, &clip()[..30]);
    tokio::time::sleep(Duration::from_millis(2_900)).await;
    let refusal = publish_from(&media, 2).expect_err("it may only be slow");
    assert_eq!(refusal.0, "the stream evening is already publishing");
    push(&frozen, &clip()[30..31]);
    tokio::time::sleep(Duration::from_millis(2_900)).await;
    publish_from(&media, 2).expect_err("it was only slow");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let second = publish_from(&media, 2).expect("it froze");
    assert_eq!(frozen.cut().await, "another publisher took over, since nothing had come for 3.0s");
    drop(frozen);
    assert_eq!(media.live(&id()).expect("live").publish.client.port(), 2);
    drop(second);
    assert!(media.live(&id()).is_none());
}

#[tokio::test]
async fn the_gate_hears_of_both_publishes_in_their_order_and_of_each_once() {
    let (stage, media) = stage(SecondPublisher::TakesOver);
    let first = publish_from(&media, 1).expect("the first");
    push(&first, &clip());
    let second = publish_from(&media, 2).expect("the second");
    assert_eq!(first.cut().await, "another publisher took over");
    push(&first, &clip());
    push(&second, &clip());
    drop(first);
    assert!(media.live(&id()).is_some(), "the second goes on");
    drop(second);
    let parts = [
        ["published 1", "segment 0", "segment 1", "segment 2", "unpublished 1"],
        ["published 2", "segment 3", "segment 4", "segment 5", "unpublished 2"],
    ];
    assert_eq!(stage.heard(), parts.concat());
    let ports: Vec<_> = media.history(&id()).iter().map(|publish| publish.client.port()).collect();
    assert_eq!(ports, [1, 2]);
}

#[tokio::test]
async fn a_live_playlist_goes_on_across_a_takeover_with_a_discontinuity() {
    let (_, media) = stage(SecondPublisher::TakesOver);
    let first = publish_from(&media, 1).expect("the first");
    push(&first, &clip());
    let second = publish_from(&media, 2).expect("the second");
    drop(first);
    push(&second, &clip());
    let text = media.hls_playlist(&id(), archive::name).await.expect("a playlist");
    let playlist = archive::playlist(&text);
    let breaks: Vec<_> = playlist.segments.iter().map(|segment| segment.discontinuity).collect();
    assert_eq!(breaks, [false, false, false, true, false], "{text}");
    assert!(!playlist.end_list);
}

#[tokio::test]
async fn viewers_go_on_with_the_second_publisher_and_their_time_does_not_jump() {
    let (_, media) = stage(SecondPublisher::TakesOver);
    let first = publish_from(&media, 1).expect("the first");
    push(&first, &clip());
    let address = SocketAddr::from(([127, 0, 0, 1], 3));
    let body = Box::pin(media.flv(&id(), "play.example.com".to_owned(), address).expect("live"));
    let watching = tokio::spawn(tags(body, usize::MAX));
    tokio::task::yield_now().await;
    let second = publish_from(&media, 2).expect("the second");
    drop(first);
    for tag in clip() {
        push(&second, &[tag]);
        tokio::task::yield_now().await;
    }
    assert_eq!(media.traffic()[0].plays, 1, "it is one play");
    drop(second);
    let seen = watching.await.expect("no panic");
    let pictures: Vec<_> = seen.iter().filter(|tag| tag.kind == TagKind::Video && !tag.is_config()).collect();
    let keys = pictures.iter().filter(|tag| tag.is_key_frame()).count();
    assert_eq!(keys, 4, "the last of the first publish, and all of the second");
    let steps: Vec<_> = pictures.windows(2).map(|pair| pair[1].timestamp - pair[0].timestamp).collect();
    assert!(steps.iter().all(|step| (1..=200).contains(step)), "{steps:?}");
    assert_eq!(seen.iter().filter(|tag| tag.kind == TagKind::Video && tag.is_config()).count(), 2);
}

#[tokio::test]
async fn whoever_is_taken_over_over_rtmp_is_told_why_and_players_go_on() {
    let (_, media) = stage(SecondPublisher::TakesOver);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("rtmp://{}/hub/evening", listener.local_addr().expect("an address"));
    tokio::spawn(serve(listener, media.clone()));
    let mut first = Publisher::connect(&url).await.expect("the first");
    first.send_all(&clip(), Pace::Fast).await.expect("sent");
    let mut player = rtmp::Player::connect(&url).await.expect("a play");
    player.next().await.expect("no error").expect("a frame");
    let mut second = Publisher::connect(&url).await.expect("the second");
    second.send_all(&clip(), Pace::Fast).await.expect("sent");
    let end = timeout(SOON, async {
        loop {
            if let Err(error) = first.send_all(&clip(), Pace::Fast).await {
                return error;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let PublishError::Cut { description, .. } = end.await.expect("in time") else { panic!("no cut") };
    assert_eq!(description, "another publisher took over");
    let mut keys = 0;
    while keys < 2 {
        let tag = timeout(SOON, player.next()).await.expect("in time").expect("no error").expect("a frame");
        keys += usize::from(tag.is_key_frame());
    }
    second.finish().await.expect("a quiet end");
}
