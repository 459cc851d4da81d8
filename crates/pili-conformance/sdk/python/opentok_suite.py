"""The vendor's SDK for Python, every method of it, against the local service. Each check looks at the effect."""

import base64
import hashlib
import hmac
import sys
import time
from urllib.parse import parse_qs

import jwt
from opentok import Client, exceptions, MediaModes, ArchiveModes, OutputModes, Roles, StreamModes

sys.dont_write_bytecode = True

import suite
from opentok_service import KEY, SECRET, Project, ours
from suite import refused, sentence as check

service = Project()
sdk = Client(KEY, SECRET, api_url=service.url)


def routed(**options):
    return sdk.create_session(media_mode=MediaModes.routed, **options).session_id


def joined(role=Roles.publisher, **options):
    """A routed session with a client in it and a stream."""
    session = routed(**options)
    connection = service.connect(session, sdk.generate_token(session, role))
    return session, connection, service.publish(session, connection)


@check
def a_session_is_created_as_it_was_asked_for():
    options = dict(archive_mode=ArchiveModes.always, archive_name="all of it", archive_resolution="1280x720")
    session = sdk.create_session(location="12.34.56.78", media_mode=MediaModes.routed, **options)
    shown = service.shown(session.session_id)
    assert (shown["relayed"], shown["location"], shown["archiveName"]) == (False, "12.34.56.78", "all of it")
    assert service.shown(sdk.create_session().session_id)["relayed"]
    assert service.shown(routed(e2ee=True))["endToEndEncrypted"]


@check
def a_wrong_secret_is_an_error_of_authentication():
    stranger = Client(KEY, "0" * 40, api_url=service.url)
    assert "invalid credentials" in refused(exceptions.RequestError, stranger.create_session)
    refused(exceptions.AuthError, stranger.get_archive, "a")


@check
def tokens_of_the_sdk_connect_and_read_as_they_were_made():
    session = routed()
    for use_jwt in (True, False):
        for role in (Roles.subscriber, Roles.publisher, Roles.moderator, Roles.publisher_only):
            options = dict(data="name=Åsa&x=1 2~", initial_layout_class_list=["focus", "min"], use_jwt=use_jwt)
            expires = int(time.time()) + 600
            token = sdk.generate_token(session, role, expire_time=expires, **options)
            token = token if isinstance(token, str) else token.decode()
            read = ours(token=token, now=int(time.time()))
            assert read == {"session": session, "role": role.value, "data": "name=Åsa&x=1 2~",
                            "classes": ["focus", "min"], "expires": expires}, read
            service.connect(session, token)
    assert len(service.shown(session)["connections"]) == 8


@check
def tokens_of_ours_are_what_the_sdk_makes_and_an_independent_library_accepts_them():
    session, now = routed(), int(time.time())
    made = ours(session=session, now=now, nonce=417261, role="moderator", data="name=Åsa&x=1 2~", classes=["a", "b"])
    claims = jwt.decode(made["jwt"], SECRET, algorithms=["HS256"])
    theirs = sdk.generate_token(session, Roles.moderator, data="name=Åsa&x=1 2~", initial_layout_class_list=["a", "b"])
    theirs = jwt.decode(theirs, SECRET, algorithms=["HS256"])
    assert claims.keys() == theirs.keys()
    varying = ("iat", "exp", "nonce")
    assert {k: v for k, v in claims.items() if k not in varying} == {k: v for k, v in theirs.items() if k not in varying}
    assert (claims["iat"], claims["exp"], claims["nonce"]) == (now, now + 86400, 417261)

    head, data = base64.b64decode(made["t1"][4:]).decode().split(":", 1)
    fields = parse_qs(head)
    signature = hmac.new(SECRET.encode(), data.encode(), hashlib.sha1).hexdigest()
    assert (fields["partner_id"], fields["sig"]) == ([KEY], [signature])
    assert parse_qs(data)["connection_data"] == ["name=Åsa&x=1 2~"]
    for token in made.values():
        service.connect(session, token)


@check
def a_forged_token_of_the_sdk_is_refused_by_ours():
    session = routed()
    for use_jwt in (True, False):
        token = Client(KEY, "0" * 40, api_url=service.url).generate_token(session, use_jwt=use_jwt)
        token = token if isinstance(token, str) else token.decode()
        assert "signature" in ours(token=token, now=int(time.time()))["refused"]
        assert service.local("POST", f"sessions/{session}/connections", {"token": token})[0] == 403


@check
def an_archive_is_started_read_listed_stopped_and_deleted():
    session, _, _ = joined()
    archive = sdk.start_archive(session, name="n", has_video=False, resolution="1280x720", layout={"type": "pip"})
    assert (archive.status, archive.name, archive.has_video, archive.resolution) == ("started", "n", False, "1280x720")
    assert sdk.get_archive(archive.id).session_id == session
    assert service.local("GET", f"layouts/{archive.id}")[1] == {"type": "pip"}
    assert "already" in refused(exceptions.ArchiveError, sdk.start_archive, session)
    other = sdk.start_archive(session, multi_archive_tag="other", output_mode=OutputModes.individual)
    assert [one.id for one in sdk.list_archives(session_id=session).items] == [other.id, archive.id]
    assert sdk.get_archives(offset=1, count=1, session_id=session).items[0].id == archive.id
    assert sdk.stop_archive(archive.id).status == "stopped"
    refused(exceptions.ArchiveError, sdk.stop_archive, archive.id)
    assert sdk.get_archive(archive.id).url
    sdk.delete_archive(archive.id)
    assert sdk.list_archives(session_id=session).count == 1
    other.stop()
    assert sdk.get_archive(other.id).status == "available"
    other.delete()
    assert sdk.list_archives(session_id=session).count == 0
    refused(exceptions.NotFoundError, sdk.get_archive, "unknown")


@check
def nobody_connected_and_relayed_sessions_are_not_archived():
    refused(exceptions.NotFoundError, sdk.start_archive, routed())
    relayed = sdk.create_session().session_id
    service.connect(relayed, sdk.generate_token(relayed))
    assert "routed" in refused(exceptions.ArchiveError, sdk.start_archive, relayed)


@check
def the_layout_of_an_archive_is_changed():
    session, _, _ = joined()
    archive = sdk.start_archive(session)
    sdk.set_archive_layout(archive.id, "custom", "stream { width: 50% }")
    assert service.local("GET", f"layouts/{archive.id}")[1]["stylesheet"] == "stream { width: 50% }"
    sdk.set_archive_layout(archive.id, "bestFit", screenshare_type="pip")
    assert service.local("GET", f"layouts/{archive.id}")[1]["screenshareType"] == "pip"
    refused(exceptions.ArchiveError, sdk.set_archive_layout, archive.id, "grid")


@check
def streams_of_an_archive_are_picked_by_hand():
    session, _, stream = joined()
    archive = sdk.start_archive(session, stream_mode=StreamModes.manual)
    sdk.add_archive_stream(archive.id, stream, has_audio=True, has_video=False)
    assert sdk.get_archive(archive.id).streams == [{"streamId": stream, "hasAudio": True, "hasVideo": False}]
    sdk.remove_archive_stream(archive.id, stream)
    assert not sdk.get_archive(archive.id).streams
    auto = sdk.start_archive(session, multi_archive_tag="auto")
    refused(exceptions.OpenTokException, sdk.add_archive_stream, auto.id, stream)


@check
def signals_reach_all_or_one():
    session, connection, _ = joined()
    sdk.send_signal(session, {"type": "chat", "data": "Привет 👋"})
    sdk.signal(session, {"data": "to one"}, connection)
    signals = service.shown(session)["signals"]
    assert signals == [{"to": None, "type": "chat", "data": "Привет 👋"}, {"to": connection, "data": "to one"}]
    refused(exceptions.OpenTokException, sdk.send_signal, session, {"data": "x"}, "gone")


@check
def streams_are_read_listed_and_given_classes():
    session, _, stream = joined()
    assert sdk.get_stream(session, stream).id == stream
    sdk.set_stream_class_lists(session, [{"id": stream, "layoutClassList": ["top", "left"]}])
    assert sdk.list_streams(session).items[0].layoutClassList == ["top", "left"]
    assert not sdk.list_streams(routed()).items
    refused(exceptions.OpenTokException, sdk.get_stream, session, "unknown")


@check
def a_client_is_disconnected():
    session, connection, _ = joined()
    sdk.force_disconnect(session, connection)
    shown = service.shown(session)
    assert (shown["connections"], shown["streams"]) == ({}, {})
    refused(exceptions.ForceDisconnectError, sdk.force_disconnect, session, connection)


@check
def one_stream_and_all_streams_are_muted_and_that_is_lifted():
    session, connection, stream = joined()
    sdk.mute_stream(session, stream)
    assert service.shown(session)["streams"][stream]["muted"]
    spared, other = service.publish(session, connection), service.publish(session, connection)
    sdk.mute_all(session, [spared])
    streams = service.shown(session)["streams"]
    assert (streams[spared]["muted"], streams[other]["muted"]) == (False, True)
    sdk.disable_force_mute(session)
    assert not service.shown(session)["muted"]
    refused(exceptions.OpenTokException, sdk.mute_stream, session, "unknown")


@check
def a_call_is_dialled_and_tones_are_played():
    session, _, _ = joined()
    options = {"from": "from@example.com", "headers": {"X-Room": "12"}, "secure": True, "video": True}
    call = sdk.dial(session, sdk.generate_token(session), "sip:user@example.com;transport=tls", options)
    assert service.shown(session)["connections"][call.connectionId]["uri"] == "sip:user@example.com;transport=tls"
    sdk.play_dtmf(session, None, "1713")
    sdk.play_dtmf(session, call.connectionId, "0p#")
    assert service.shown(session)["tones"] == [{"to": None, "digits": "1713"}, {"to": call.connectionId, "digits": "0p#"}]
    refused(exceptions.SipDialError, sdk.dial, session, "T1==forged", "sip:user@example.com")


@check
def a_broadcast_is_started_read_changed_and_stopped():
    session, _, stream = joined()
    rtmp = [{"id": "foo", "serverUrl": "rtmps://h/app", "streamName": "key"}]
    options = {"outputs": {"hls": {"dvr": True}, "rtmp": rtmp}, "maxDuration": 5400, "resolution": "1280x720"}
    broadcast = sdk.start_broadcast(session, options)
    assert (broadcast.status, broadcast.resolution) == ("started", "1280x720")
    assert broadcast.broadcastUrls["hlsStatus"] == "connecting"
    read = sdk.get_broadcast(broadcast.id)
    assert (read.broadcastUrls["hlsStatus"], read.broadcastUrls["rtmp"][0]["status"]) == ("live", "live")
    sdk.set_broadcast_layout(broadcast.id, "verticalPresentation")
    assert service.local("GET", f"layouts/{broadcast.id}")[1]["type"] == "verticalPresentation"
    refused(exceptions.BroadcastError, sdk.start_broadcast, session, options)
    assert sdk.stop_broadcast(broadcast.id).status == "stopped"
    refused(exceptions.BroadcastError, sdk.stop_broadcast, broadcast.id)

    manual = sdk.start_broadcast(session, {"outputs": {"hls": {}}}, stream_mode=StreamModes.manual)
    sdk.add_broadcast_stream(manual.id, stream, has_audio=False)
    assert sdk.get_broadcast(manual.id).streams[0]["hasAudio"] is False
    sdk.remove_broadcast_stream(manual.id, stream)
    assert not getattr(sdk.get_broadcast(manual.id), "streams", None)


@check
def a_page_is_rendered_into_a_session():
    session = routed()
    token = sdk.generate_token(session)
    render = sdk.start_render(session, token, "https://example.com/view", max_duration=1800, properties={"name": "page"})
    assert render.status == "starting"
    started = sdk.get_render(render.id)
    assert service.shown(session)["streams"][started.streamId]["name"] == "page"
    assert render.id in [one.id for one in sdk.list_renders(offset=0, count=50).items]
    sdk.stop_render(render.id)
    assert sdk.get_render(render.id).status == "stopped"
    refused(exceptions.OpenTokException, sdk.get_render, "unknown")


@check
def captions_run_once_a_session():
    session, _, _ = joined()
    token = sdk.generate_token(session, Roles.moderator)
    captions = sdk.start_captions(session, token, language_code="fr-CA", max_duration=1800)
    refused(exceptions.OpenTokException, sdk.start_captions, session, token)
    sdk.stop_captions(captions.captions_id)
    sdk.stop_captions(sdk.start_captions(session, token).captions_id)
    refused(exceptions.OpenTokException, sdk.stop_captions, captions.captions_id)


@check
def audio_goes_to_a_websocket():
    session, _, stream = joined()
    options = {"uri": "wss://example.com/ws", "streams": [stream], "headers": {"a": "b"}, "bidirectional": True}
    connected = sdk.connect_audio_to_websocket(session, sdk.generate_token(session), options)
    assert service.shown(session)["connections"][connected.connectionId]["uri"] == "wss://example.com/ws"


suite.end()
