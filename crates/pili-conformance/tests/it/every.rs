//! One of every operation of every product, each with the secrets that it can take: all of them begin with `hush`.

use std::{fmt::Debug, time::Duration};

use pili_core::{Operation, auth::Clock};

/// Looks at an operation, whatever it is.
pub(crate) trait Visitor {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static;
}

/// Those that create come before those that read.
pub(crate) fn operation(visitor: &mut impl Visitor, [hub, bucket, project]: [&str; 3]) {
    pili(visitor, hub);
    statd(visitor);
    tasks(visitor);
    v1(visitor, hub);
    first(visitor);
    rtc(visitor);
    oss(visitor, bucket);
    opentok(visitor, project);
}

fn hour() -> std::ops::Range<std::time::SystemTime> {
    let now = Clock::system().now();
    now - Duration::from_secs(3600)..now
}

fn pili(see: &mut impl Visitor, hub: &str) {
    use pili_live::{
        Hub, PublishSecurity,
        domain::{DomainType, UrlRule},
    };
    let hub = Hub::new(hub);
    let stream = hub.stream("evening");
    see.see(Hub::list());
    see.see(hub.info());
    see.see(hub.set_security(PublishSecurity::Static, "hush-publish-key"));
    see.see(hub.info());
    see.see(hub.set_hls_plus(true));
    see.see(hub.set_persistence("bucket", 7));
    see.see(hub.set_snapshot_interval(Duration::from_secs(60)));
    see.see(stream.create());
    see.see(stream.info());
    see.see(hub.streams());
    see.see(stream.live());
    see.see(hub.batch_live(["evening"]));
    see.see(stream.history());
    see.see(stream.stats());
    see.see(stream.set_converts(["720p"]));
    see.see(stream.save_as().file_name("a.m3u8"));
    see.see(stream.snapshot().file_name("a.jpg"));
    see.see(stream.disable());
    see.see(stream.enable());
    let domain = hub.domain("live.example.com");
    see.see(domain.bind(DomainType::LiveHls));
    see.see(domain.info());
    see.see(hub.domains());
    see.see(domain.set_cert("certificate"));
    see.see(domain.set_url_rewrite([UrlRule::new("(.+)/live/(.+)", "${1}/$(2)")]));
    see.see(hub.domain("vod.example.com").bind_vod());
    see.see(domain.unbind());
    see.see(hub.play());
    see.see(hub.play_detail(hour().start));
    see.see(hub.play_history());
}

fn statd(see: &mut impl Visitor) {
    use pili_live::statd::{self, CasterBy, CodecBy, Day, FlowBy, Granularity, NropBy, PublishBy};
    let days = || Day::new(2026, 1, 1).unwrap()..Day::new(2026, 1, 2).unwrap();
    let day = Granularity::Day;
    see.see(statd::upflow(days(), day));
    see.see(statd::upflow(days(), day).group_by(FlowBy::Hub));
    see.see(statd::downflow(days(), day));
    see.see(statd::downflow(days(), day).group_by(FlowBy::Domain));
    see.see(statd::codec(days(), day));
    see.see(statd::codec(days(), day).group_by(CodecBy::Hub));
    see.see(statd::nrop(days(), day));
    see.see(statd::nrop(days(), day).group_by(NropBy::Hub));
    see.see(statd::caster(days(), day));
    see.see(statd::caster(days(), day).group_by(CasterBy::Container));
    see.see(statd::publish(days(), day));
    see.see(statd::publish(days(), day).group_by(PublishBy::Tp));
}

fn tasks(see: &mut impl Visitor) {
    use pili_live::task::{Settings, Source, Task};
    let settings = || {
        let source = Source::vod("http://127.0.0.1:1/a.mp4?token=hush-source");
        Settings::new(source, "rtmp://127.0.0.1:1/hub/evening?token=hush-forward")
    };
    let task = Task::new("task");
    see.see(Task::create("relay", settings()));
    see.see(Task::list());
    see.see(Task::history());
    see.see(task.info());
    see.see(task.update(settings()));
    see.see(task.start());
    see.see(task.run_info());
    see.see(task.seek(0, Duration::from_secs(1)));
    see.see(task.stop());
    see.see(task.delete());
}

fn v1(see: &mut impl Visitor, hub: &str) {
    use pili_live::v1::stream::Picture;
    use pili_live::v1::{Hub, Stream};
    let stream = Stream::new(format!("z1.{hub}.morning"));
    let hub = Hub::new(hub);
    see.see(hub.create().title("morning").publish_key("hush-publish-key"));
    see.see(hub.streams());
    see.see(stream.info());
    see.see(stream.update().publish_key("hush-next-key"));
    see.see(stream.status());
    see.see(stream.segments());
    see.see(stream.save_as("a.m3u8", hour()));
    see.see(stream.snapshot("a.jpg", Picture::Jpg));
    see.see(stream.disable());
    see.see(stream.enable());
    see.see(stream.delete());
}

fn first(see: &mut impl Visitor) {
    use pili_live::first::Streams;
    let streams = Streams::default();
    let stream = streams.stream("stream");
    see.see(streams.create().name("noon").stream_key("hush-stream-key"));
    see.see(streams.list());
    see.see(stream.info());
    see.see(stream.update().key("hush-next-key"));
    see.see(stream.status());
    see.see(stream.watch(Duration::from_secs(60)));
    see.see(stream.segments());
    see.see(stream.play_segments(hour()));
    see.see(stream.delete_segments(hour()));
    see.see(stream.delete());
}

fn rtc(see: &mut impl Visitor) {
    use pili_rtc::{
        App,
        job::Kind,
        merge_job::{Picture, Track},
        v2::Rooms,
    };
    let app = App::new("app");
    let room = app.room("room");
    see.see(App::create().title("App"));
    see.see(App::list());
    see.see(app.info());
    see.see(app.update().title("Application"));
    see.see(app.set_event_callback("http://127.0.0.1:1/", "hush-callback-secret"));
    see.see(room.create());
    see.see(app.rooms());
    see.see(room.users());
    see.see(room.kick("user"));
    see.see(room.stop_merge());
    let job = room.merge_job("merge");
    see.see(job.start().publish_url("rtmp://127.0.0.1:1/hub/a?token=hush-publish"));
    see.see(job.set_tracks([Track::new("track")]));
    see.see(job.set_watermarks([Picture::new("http://127.0.0.1:1/a.png")]));
    see.see(job.stop());
    let forward = room.forward_job("forward", "player");
    see.see(forward.start().publish_url("rtmp://127.0.0.1:1/hub/a?token=hush-publish"));
    see.see(forward.stop());
    let mix = Kind::Basic;
    see.see(room.start_job(mix.clone()));
    see.see(room.job("job").update(mix));
    see.see(room.job("job").stop());
    see.see(room.start_pub_task(administrators_token(), "http://127.0.0.1:1/a.mp4"));
    see.see(room.pub_tasks(administrators_token()));
    see.see(room.delete());
    see.see(Rooms::v2().create_room("owner").room_name("old-room"));
    let old = Rooms::v2().room("old-room");
    see.see(old.info());
    see.see(old.users());
    see.see(old.kick("user"));
    see.see(old.delete());
    see.see(app.delete());
}

/// Of a stranger, and to be kept secret all the same.
fn administrators_token() -> String {
    use pili_rtc::{AppId, Permission, RoomAccess, RoomName, UserId};
    let names = (AppId::new("app").unwrap(), RoomName::new("room").unwrap(), UserId::new("admin").unwrap());
    let expires_at = Clock::system().now() + Duration::from_secs(3600);
    let access = RoomAccess::v3(names.0, names.1, names.2, Permission::Admin, expires_at);
    access.token(&pili_rtc::Credentials::new("hush-access-key", "secret")).unwrap()
}

fn oss(see: &mut impl Visitor, bucket: &str) {
    use pili_oss::{Bucket, channel::ChannelStatus};
    let bucket = Bucket::new(bucket);
    let channel = bucket.channel("channel");
    see.see(channel.create());
    see.see(bucket.channels());
    see.see(channel.info());
    see.see(channel.stat());
    see.see(channel.history());
    see.see(channel.set_status(ChannelStatus::Disabled));
    see.see(channel.post_vod_playlist("a.m3u8", hour()));
    see.see(channel.vod_playlist(hour()));
    see.see(channel.delete());
}

fn opentok(see: &mut impl Visitor, project: &str) {
    use pili_opentok::{Account, Hls, Layout, Project, Rtmp, archive_storage::S3, insights};
    const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
    let project = Project::new(project);
    let session = project.session(SESSION);
    see.see(project.create_session());
    let (connection, stream) = (session.connection("connection"), session.stream("stream"));
    see.see(session.connections());
    see.see(connection.force_disconnect());
    see.see(connection.signal("hello").kind("chat"));
    see.see(connection.play_dtmf("1"));
    see.see(session.signal("hello"));
    see.see(session.play_dtmf("1"));
    see.see(session.mute_all());
    see.see(session.disable_mute());
    see.see(session.streams());
    see.see(session.set_class_lists().stream("stream", ["focus"]));
    see.see(stream.info());
    see.see(stream.mute());
    see.see(session.dial("hush-sip-token", "sip:a@example.com").auth("user", "hush-password"));
    see.see(session.connect_audio("hush-audio-token", "wss://example.com/a"));
    see.see(project.audio_connector("connector").stop());
    let (archive, broadcast) = (project.archive("archive"), project.broadcast("broadcast"));
    see.see(session.start_archive());
    see.see(project.archives());
    see.see(archive.info());
    see.see(archive.set_layout(Layout::Pip));
    see.see(archive.add_stream("stream"));
    see.see(archive.remove_stream("stream"));
    see.see(archive.stop());
    see.see(archive.delete());
    see.see(project.set_archive_storage(S3::new("bucket", "access", "hush-storage-key")));
    see.see(project.delete_archive_storage());
    let outputs = Rtmp::new("rtmp://127.0.0.1:1/live", "hush-stream-name");
    see.see(session.start_broadcast().hls(Hls::Standard).rtmp(outputs));
    see.see(project.broadcasts());
    see.see(broadcast.info());
    see.see(broadcast.set_layout(Layout::Pip));
    see.see(broadcast.add_stream("stream"));
    see.see(broadcast.remove_stream("stream"));
    see.see(broadcast.stop());
    see.see(session.start_render("hush-render-token", "https://example.com/a"));
    see.see(project.renders());
    see.see(project.render("render").info());
    see.see(project.render("render").stop());
    see.see(session.start_captions("hush-captions-token"));
    see.see(project.captions("captions").stop());
    see.see(project.register_callback("connection".into(), "created".into(), "http://127.0.0.1:1/"));
    see.see(project.callbacks());
    see.see(project.callback("callback").unregister());
    see.see(Account.create_project().name("Acme"));
    see.see(Account.projects());
    see.see(project.info());
    see.see(project.suspend());
    see.see(project.activate());
    see.see(project.delete());
    see.see(insights::query("{ project(projectId: 45678123) { projectId } }"));
}
