//! The methods of the vendor's SDKs: which operation each is, and what its arguments are called on the wire.

/// A method of an SDK.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) operation: &'static str,
    /// The arguments in order. One that begins with `*` is an object whose members are options themselves.
    pub(super) arguments: &'static [&'static str],
}

/// The method of a name; the names of the two SDKs differ, so one table holds both.
pub(super) fn method(name: &str) -> Option<Method> {
    let (operation, arguments): (&str, &[&str]) = match name {
        "create_session" => (
            "session.create",
            &["location", "mediaMode", "archiveMode", "archiveName", "archiveResolution", "e2ee"],
        ),
        "createSession" => ("session.create", &["*"]),
        "generate_token" => {
            ("token", &["sessionId", "role", "expireTime", "data", "initialLayoutClassList", "useJwt"])
        }
        "generateToken" => ("token", &["sessionId", "*", "legacy"]),
        "start_archive" => (
            "archive.start",
            &[
                "sessionId",
                "hasAudio",
                "hasVideo",
                "name",
                "outputMode",
                "streamMode",
                "resolution",
                "layout",
                "multiArchiveTag",
                "maxBitrate",
                "quantizationParameter",
                "hasTranscription",
                "transcriptionProperties",
            ],
        ),
        "startArchive" => ("archive.start", &["sessionId", "*"]),
        "stop_archive" | "stopArchive" => ("archive.stop", &["archiveId"]),
        "get_archive" | "getArchive" => ("archive.get", &["archiveId"]),
        "delete_archive" | "deleteArchive" => ("archive.delete", &["archiveId"]),
        "get_archives" | "list_archives" => ("archive.list", &["offset", "count", "sessionId"]),
        "listArchives" => ("archive.list", &["*"]),
        "set_archive_layout" | "setArchiveLayout" => {
            ("archive.set_layout", &["archiveId", "type", "stylesheet", "screenshareType"])
        }
        "add_archive_stream" => ("archive.add_stream", &["archiveId", "streamId", "hasAudio", "hasVideo"]),
        "addArchiveStream" => ("archive.add_stream", &["archiveId", "streamId", "*"]),
        "remove_archive_stream" | "removeArchiveStream" => {
            ("archive.remove_stream", &["archiveId", "streamId"])
        }
        "start_broadcast" => ("broadcast.start", &["sessionId", "*", "streamMode"]),
        "startBroadcast" => ("broadcast.start", &["sessionId", "*"]),
        "stop_broadcast" | "stopBroadcast" => ("broadcast.stop", &["broadcastId"]),
        "get_broadcast" | "getBroadcast" => ("broadcast.get", &["broadcastId"]),
        "listBroadcasts" => ("broadcast.list", &["*"]),
        "set_broadcast_layout" | "setBroadcastLayout" => {
            ("broadcast.set_layout", &["broadcastId", "type", "stylesheet", "screenshareType"])
        }
        "add_broadcast_stream" => {
            ("broadcast.add_stream", &["broadcastId", "streamId", "hasAudio", "hasVideo"])
        }
        "addBroadcastStream" => ("broadcast.add_stream", &["broadcastId", "streamId", "*"]),
        "remove_broadcast_stream" | "removeBroadcastStream" => {
            ("broadcast.remove_stream", &["broadcastId", "streamId"])
        }
        "send_signal" | "signal_python" => ("signal", &["sessionId", "*", "connectionId"]),
        "signal" => ("signal", &["sessionId", "connectionId", "*"]),
        "get_stream" | "getStream" => ("stream.get", &["sessionId", "streamId"]),
        "list_streams" | "listStreams" => ("stream.list", &["sessionId"]),
        "set_stream_class_lists" | "setStreamClassLists" => {
            ("stream.set_class_lists", &["sessionId", "items"])
        }
        "mute_stream" | "forceMuteStream" => ("stream.mute", &["sessionId", "streamId"]),
        "mute_all" => ("session.mute_all", &["sessionId", "excludedStreamIds"]),
        "forceMuteAll" => ("session.mute_all", &["sessionId", "*"]),
        "disable_force_mute" | "disableForceMute" => ("session.disable_mute", &["sessionId"]),
        "force_disconnect" | "forceDisconnect" => {
            ("connection.force_disconnect", &["sessionId", "connectionId"])
        }
        "dial" => ("sip.dial", &["sessionId", "token", "uri", "*"]),
        "play_dtmf" | "playDTMF" => ("dtmf", &["sessionId", "connectionId", "digits", "*"]),
        "start_render" => {
            ("render.start", &["sessionId", "token", "url", "maxDuration", "resolution", "properties"])
        }
        "startRender" => ("render.start", &["*"]),
        "get_render" | "getRender" => ("render.get", &["renderId"]),
        "stop_render" | "stopRender" => ("render.stop", &["renderId"]),
        "list_renders" => ("render.list", &["offset", "count"]),
        "listRenders" => ("render.list", &["*"]),
        "start_captions" => (
            "captions.start",
            &["sessionId", "token", "languageCode", "maxDuration", "partialCaptions", "statusCallbackUrl"],
        ),
        "startCaptions" => ("captions.start", &["sessionId", "token", "*"]),
        "stop_captions" | "stopCaptions" => ("captions.stop", &["captionsId"]),
        "connect_audio_to_websocket" => ("connect.audio", &["sessionId", "token", "*"]),
        "websocketConnect" => ("connect.audio", &["sessionId", "token", "uri", "*"]),
        "registerCallback" => ("callback.register", &["*"]),
        "listCallbacks" => ("callback.list", &["*"]),
        "unregisterCallback" => ("callback.unregister", &["callbackId"]),
        _ => return None,
    };
    Some(Method { operation, arguments })
}
