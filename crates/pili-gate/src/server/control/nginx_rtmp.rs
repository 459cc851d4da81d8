//! nginx-rtmp: `rtmp_stat` at `/stat`, and `rtmp_control` at `/control`.
//!
//! Each worker answers for itself alone, so that there must be one.

use std::time::{Duration, SystemTime};

use http::Method;
use quick_xml::de::from_str;
use serde::{Deserialize, de::IgnoredAny};

use super::{Api, Failed, Publisher, average, escaped, status};

#[derive(Deserialize)]
struct Stat {
    #[serde(rename = "server", default)]
    servers: Vec<Server>,
}

#[derive(Deserialize)]
struct Server {
    #[serde(rename = "application", default)]
    applications: Vec<Application>,
}

#[derive(Deserialize)]
struct Application {
    name: String,
    live: Option<Live>,
}

#[derive(Deserialize)]
struct Live {
    #[serde(rename = "stream", default)]
    streams: Vec<Stream>,
}

#[derive(Deserialize)]
struct Stream {
    name: String,
    #[serde(default)]
    bw_in: i64,
    #[serde(default)]
    bytes_in: i64,
    #[serde(default)]
    bw_out: i64,
    #[serde(default)]
    bw_audio: i64,
    #[serde(default)]
    bw_video: i64,
    #[serde(rename = "client", default)]
    clients: Vec<Client>,
}

#[derive(Deserialize)]
struct Client {
    id: u64,
    address: String,
    /// Milliseconds since it began.
    time: u64,
    publishing: Option<IgnoredAny>,
}

pub(super) async fn publisher(
    api: &Api,
    hub: &str,
    key: &str,
    now: SystemTime,
) -> Result<Option<Publisher>, Failed> {
    let answer = api.call(Method::GET, "/stat").await?;
    if !answer.status().is_success() {
        return Err(api.refused(&answer));
    }
    let text = String::from_utf8_lossy(answer.body());
    let found = read(&text, hub, key, now);
    found.map_err(|error| api.failed(format_args!("is not understood: {error}")))
}

fn read(text: &str, hub: &str, key: &str, now: SystemTime) -> Result<Option<Publisher>, quick_xml::DeError> {
    let stat: Stat = from_str(text)?;
    let applications = stat.servers.into_iter().flat_map(|server| server.applications);
    let lives = applications.filter(|application| application.name == hub).filter_map(|found| found.live);
    let mut streams = lives.flat_map(|live| live.streams).filter(|stream| stream.name == key);
    Ok(streams.find_map(|stream| stream.publisher(hub, now)))
}

impl Stream {
    fn publisher(&self, hub: &str, now: SystemTime) -> Option<Publisher> {
        let client = self.clients.iter().find(|client| client.publishing.is_some())?;
        let lasted = Duration::from_millis(client.time);
        let mut status = status(now.checked_sub(lasted)?, client.address.clone());
        // It counts by windows of 10 s, of which the first says nothing.
        status.bps =
            Some(self.bw_in).filter(|bps| *bps > 0).unwrap_or_else(|| average(self.bytes_in, lasted));
        status.video_bit_rate = Some(self.bw_video).filter(|bps| *bps > 0);
        status.audio_bit_rate = Some(self.bw_audio).filter(|bps| *bps > 0);
        status.play_count = i64::try_from(self.clients.len() - 1).ok();
        status.bandwidth = Some(self.bw_out);
        let end = format!("/control/drop/publisher?app={}&clientid={}", escaped(hub), client.id);
        Some(Publisher { status, end: (Method::GET, end) })
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    /// As 1.2.2 told it, with a player, and a stream that only waits.
    const STAT: &str = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<rtmp>\n<nginx_version>1.22.1</nginx_version>\n\
        <bw_in>0</bw_in>\n<server>\n<application>\n<name>hub</name>\n<live>\n<stream>\n<name>key</name>\n<time>6618</time>\
        <bw_in>0</bw_in>\n<bytes_in>98186</bytes_in>\n<bw_out>0</bw_out>\n<bytes_out>81074</bytes_out>\n\
        <bw_audio>0</bw_audio>\n<bw_video>0</bw_video>\n<client><id>9</id><address>127.0.0.2</address><time>2000</time>\
        <flashver>LNX 9,0,124,2</flashver><dropped>0</dropped><avsync>0</avsync><timestamp>6600</timestamp><active/></client>\n\
        <client><id>8</id><address>127.0.0.1</address><time>6798</time><flashver>FMLE/3.0</flashver><dropped>0</dropped>\
        <avsync>-6600</avsync><timestamp>6600</timestamp><publishing/><active/></client>\n<meta><video><width>160</width>\
        </video></meta>\n<nclients>2</nclients>\n<publishing/>\n<active/>\n</stream>\n<stream><name>waits</name>\
        <time>1</time><client><id>10</id><address>127.0.0.1</address><time>1</time></client><nclients>1</nclients></stream>\n\
        <nclients>3</nclients>\n</live>\n</application>\n</server>\n</rtmp>";

    #[test]
    fn a_publisher_is_told_from_players_and_ended_by_its_number() {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let found = read(STAT, "hub", "key", now).unwrap().unwrap();
        assert_eq!(found.end, (Method::GET, "/control/drop/publisher?app=hub&clientid=8".to_owned()));
        let status = found.status;
        assert_eq!((status.start_at, &*status.client_ip), (now - Duration::from_millis(6798), "127.0.0.1"));
        assert_eq!((status.bps, status.play_count), (115_546, Some(1)));
    }

    #[test]
    fn a_stream_that_only_has_players_or_is_elsewhere_is_not_live() {
        for (hub, key) in [("hub", "waits"), ("hub", "other"), ("other", "key")] {
            assert_eq!(read(STAT, hub, key, UNIX_EPOCH).unwrap(), None, "{hub}/{key}");
        }
        assert!(read("<html>", "hub", "key", UNIX_EPOCH).is_err());
    }
}
