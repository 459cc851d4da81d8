#![doc = include_str!("../README.md")]
//!
//! On sockets, with RTMP beside HTTP, it is a [`Server`]: see [`Local::serve`]. The command `pili local`
//! starts one.
//!
//! What it answers follows the documents and the vendors' own SDKs (`docs/spec/pili.md`); calls it does not
//! know answer 501 with the route's name.
//!
//! # What only a test may do
//!
//! What clients and time do to a program, a test does to it: calls fail ([`Local::faults`]), users enter rooms
//! ([`Local::enter_room`]), clients connect to sessions ([`Local::connect`]), domains call back ([`Local::domain`]),
//! time passes ([`Local::clock`]). Tests in other languages do the same over routes under `/_local`, which need no
//! signature:
//!
//! | route | what it does |
//! |---|---|
//! | `POST /_local/faults` | the next calls meet a fault: `{"on":"pili.stream.create","status":503,"retry_after":1,"times":2}`, `{"delay_ms":500}`, `{"cut":true}`, `{"status":500,"ratio":0.05,"seed":7}`; without `on` it is met by any call ([`Faults`]); a delay is at most a minute, and at most 1000 faults wait ([`Limits`]) |
//! | `DELETE /_local/faults` | no more faults |
//! | `PUT /_local/hubs/{hub}/domains/{domain}` | sets all of a domain, and binds it: what [`DomainInfo`] holds, as JSON |
//! | `GET /_local/clock` | the service's time: `{"now":"2027-01-01T00:00:00Z"}` |
//! | `POST /_local/clock` | moves it: `{"advance_ms":60000}`, or `{"set":"2027-01-01T00:00:00Z"}` |
//! | `POST /_local/measure` | measures now, as the service does by itself every five seconds |
//! | `GET /_local/events` | what happens, as server-sent events, and the last of it as JSON ([`Local::events`]) |
//! | `GET /_local/state`, `GET /_local/live` | what there is, and what is live |
//! | `DELETE /_local/live/{space}/{key}`, `…/viewers/{address}` | ends a publish, a play |
//! | `GET /_local/hubs/{hub}/streams/{key}/urls` | where a stream is published to and played ([`Local::urls`]) |
//! | `POST /_local/seed` | makes what the body names ([`Seed`]) |
//! | `POST /_local/reset` | sets all back to the beginning ([`Local::reset`]) |
//!
//! `docs/local-api.md` has all of them, with the members of their answers. `GET /metrics` has figures for Prometheus.
//!
//! Over a socket they are for no web page: a request is refused with 403 if its `Origin` is another than the
//! service's own, or if its `Host` is neither `localhost`, nor the address that was connected to, nor a name that
//! [`LocalBuilder::allow_host`] adds, and with 415 if its body is not `application/json`
//! (of `/_local/seed` also `application/toml`).
//! [`LocalBuilder::test_routes`] switches them off, as `pili local` does where others can reach it.
//!
//! A domain is set so because the vendor's API only shows its IP limits, play rules and callbacks. It is told by
//! the `Host` of a call or the `tcUrl` of an RTMP connection, without its port; a domain that is not bound
//! demands nothing. Statistics are by the minute of the service's clock, which a test may move
//! ([`LocalBuilder::clock`]), and go back three days; five minutes appear in the history once they are over.
//! Traffic is that of the area `cn`, in China's time zone. A callback at the end of a publish is left out if the
//! publisher is back within the domain's delay, and sent at once when the service ends.
//!
//! A Pub task is carried out: FLV over HTTP and RTMP are pulled from loopback, the service's own streams and saved
//! files among them, and published over RTMP to loopback. A task that names anything else can be kept, but its start,
//! or a time to start at, is answered with 501 and what is out of reach. Run info and history tell how a run went, and
//! the status callback is sent. Nothing is preloaded, and filters of machines make no difference.
//!
//! Streams of the first generation live in the first hub; calls under `/v1` are of that generation if they are
//! signed so.
//!
//! [`DomainInfo`]: pili_live::domain::DomainInfo
//!
//! Users enter rooms of RTC with room tokens, which are checked as the service would: a wrong or expired one
//! is refused with 401 and its reason, a room that is full with 403.
//!
//! | route | what it does |
//! |---|---|
//! | `POST /_local/rtc/rooms/join` | lets the user of `{"token":"…"}` into the room of that token; `endedOlder` tells whether an older entry of the same user ended |
//! | `POST /_local/rtc/rooms/leave` | takes the user of `{"token":"…"}` out |
//! | `GET /_local/rtc/apps/{app}` | shows an app: settings, rooms, users and jobs |
//!
//! Jobs of RTC, and tasks that publish files into a room, are kept and shown, but there are no tracks that they could
//! merge, forward or make, and no room
//! events are sent, whose form is not documented. Nor are sessions of OpenTok recorded, broadcast, rendered or called: whatever
//! is answered so and only kept is told by an event, [`EventKind::NotDoneHere`].
//!
//! For OpenTok the key pair is that of an OpenTok project (its API key is decimal digits); applications of Vonage are let
//! in beside it by their public keys ([`LocalBuilder::application`]), each to sessions and archives of its own. Beside the
//! demo's key pair there is an application with a private key that everybody knows ([`DEMO_APPLICATION_KEY`]). What
//! clients do is done by a test; tokens are checked as the service would, and refused with 403 and the reason.
//! As on the platform, session creation answers a project in XML unless `Accept` asks for JSON; every other call, and all of
//! an application's, speak JSON.
//!
//! | route | what it does |
//! |---|---|
//! | `POST /_local/opentok/sessions/{id}/connections` | connects with the client token of `{"token":"…"}` |
//! | `DELETE /_local/opentok/sessions/{id}/connections/{connection}` | disconnects |
//! | `POST /_local/opentok/sessions/{id}/streams` | publishes: `{"connectionId":"…","name":"…","videoType":"camera"}` |
//! | `DELETE /_local/opentok/sessions/{id}/streams/{stream}` | stops publishing |
//! | `GET /_local/opentok/sessions/{id}` | shows a session: connections, streams, signals, tones |
//! | `GET /_local/opentok/layouts/{id}` | shows the layout that an archive or a broadcast was given |
//! | `PUT /_local/opentok/webhooks/{monitoring}` | tells `{"url":"…","secret":"…"}` from now on of `session`, `archive`, `broadcast`, `render`, `captions` or `sipCall`; without a secret unsigned |
//! | `DELETE /_local/opentok/webhooks/{monitoring}` | tells nobody |
//!
//! Webhooks are sent of what happens in the service, and of nothing else, to the URLs set so ([`LocalBuilder::webhook`]);
//! URLs that come with calls are told too, but only those of this machine. One that is not answered with 2xx within 5 s
//! is sent again four times, after 1, 2, 4 and 8 s; at most 1000 wait.
//!
//! # What is kept
//!
//! [`LocalBuilder::open`] keeps all that is answered in a folder, where the next service finds it: hubs, streams, domains,
//! channels and objects, apps and rooms, projects and sessions, Pub tasks, the history, figures and saved files. A
//! change is on disk before it is answered; one that cannot be written is answered with 507 and why, and is there until the
//! service ends. Faults, moved hands of the clock and callbacks on their way are not kept. Saved files and objects
//! then stay as long as the folder; without one the oldest go when there is too much.
//!
//! # What a client can take
//!
//! All that a client can make the service hold is bounded, in bytes and in time: see [`Limits`]. A body is read
//! once the head shows that the call may be signed. When all places are taken, whoever has waited longest for its
//! peer gives way: first requests whose bodies are awaited, with 503 and `Retry-After`, then connections on which
//! nothing is asked. A request that does not arrive in time is answered with 408.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `snapshot` (default) | pictures of a stream as JPEG, which need a decoder of H.264; without it a snapshot is answered with 501 |
//! | `srt` | publishes over SRT: [`Server::serve_srt`] |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod body;
mod bound;
mod callback;
mod clock;
mod console;
mod data;
mod door;
mod events;
mod fault;
mod ground;
mod host;
mod limits;
mod listeners;
mod live;
mod local;
mod loose;
mod metrics;
mod opentok;
mod operation;
mod oss;
mod outbox;
mod overview;
mod part;
mod plan;
mod private;
mod publishes;
mod relay;
mod reply;
mod rtc;
mod seed;
mod server;
mod service;
mod signature;
mod stats;
mod store;
mod visitors;

pub use clock::LocalClock;
pub use events::{Call, Cause, Event, EventKind, EventStream, Peer, RefusedSignature};
pub use fault::{Fault, FaultError, Faults, Injected, UnknownOperation};
pub use limits::Limits;
pub use live::urls::StreamUrls;
pub use local::{
    DEMO_ACCESS_KEY, DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, DEMO_BUCKET, DEMO_HUB, DEMO_PUBLISH_KEY,
    DEMO_SECRET_KEY, DomainCallback, EnteredRoom, Local, LocalBuilder, LocalDomain, SessionClient,
};
#[cfg(feature = "srt")]
pub use pili_media::srt;
pub use pili_media::{self as media, flv, rtmp};
pub use reply::Refused;
pub use seed::{AppSeed, BucketSeed, DomainSeed, HubSeed, ProjectSeed, Seed, SeedError, StreamSeed};
pub use server::{Addresses, Listen, Server};
