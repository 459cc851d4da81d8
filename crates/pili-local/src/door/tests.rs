use std::{
    net::SocketAddr,
    time::{Duration, UNIX_EPOCH},
};

use pili_live::domain::{PlaySecurity, PlaySecurityType};

use super::*;
use crate::{data::Data, events::Events, live::new_domain, media::Protocol, outbox::Outbox};

fn door(domain: DomainInfo) -> Door {
    let clock = Clock::fixed(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let ground =
        Ground::new(Credentials::new("ak", "sk"), clock.clone(), crate::Limits::default(), Data::default());
    let store = Arc::new(Store::new(clock.clone(), &ground.data));
    store.create_hub("shows");
    store.create("shows", "evening").unwrap();
    store.hub("shows", |hub| hub.domains.insert(domain.domain.clone(), domain)).unwrap();
    let callbacks = Arc::new(Callbacks::new(
        ground.credentials.clone(),
        clock.clone(),
        Outbox::new(Events::new(ground.clock.clone(), 1)),
    ));
    let publishes = Arc::new(Publishes::new(&ground.data));
    let told = Told { callbacks, listeners: Arc::default(), publishes };
    Door::new(&ground, store, told, SecondPublisher::default())
}

fn play(query: Option<&str>) -> Admission {
    Admission {
        protocol: Protocol::Rtmp,
        domain: "Play.Example.com:1935".to_owned(),
        app: "shows".to_owned(),
        name: "evening".to_owned(),
        extension: "",
        query: query.map(str::to_owned),
        peer: SocketAddr::from(([127, 0, 0, 1], 4000)),
    }
}

fn guarded(kind: PlaySecurityType) -> DomainInfo {
    let (key1, range) = ("key".into(), Duration::from_secs(60));
    let play_security = PlaySecurity { kind, key1, range, ts_base: 10, ..PlaySecurity::default() };
    DomainInfo { play_security, ..new_domain("play.example.com", DomainType::LiveRtmp) }
}

#[test]
fn a_play_rule_guards_rtmp_by_the_url_that_the_player_asked_for() {
    let door = door(guarded(PlaySecurityType::TsStartMd5));
    let url = "rtmp://play.example.com/shows/evening";
    let leech = play_rule(&guarded(PlaySecurityType::TsStartMd5).play_security).unwrap().unwrap();
    let signed = leech.sign(url, UNIX_EPOCH + Duration::from_secs(1_699_999_990)).unwrap();
    let query = signed.split_once('?').unwrap().1;
    assert!(door.admit_play(&play(Some(query))).is_ok());
    let early = leech.sign(url, UNIX_EPOCH + Duration::from_secs(1_700_000_030)).unwrap();
    let refusal = door.admit_play(&play(early.split_once('?').map(|(_, query)| query))).unwrap_err();
    assert!(refusal.0.starts_with("the URL is valid in 30 s"), "{}", refusal.0);
    assert!(door.admit_play(&play(None)).unwrap_err().0.contains("`t`"));
}

#[test]
fn a_publish_domain_does_not_guard_playback() {
    let mut domain = guarded(PlaySecurityType::TsStartMd5);
    domain.purpose = DomainType::PublishRtmp;
    assert!(door(domain).admit_play(&play(None)).is_ok());
}
