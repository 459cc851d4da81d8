"""The vendor's SDK for Python as it was in 2019, every method of it, against the local service. It sends no `Accept`
of its own and reads created sessions from XML only."""

import sys
import time

from opentok import ArchiveModes, MediaModes, OpenTok, OutputModes, Roles, exceptions

sys.dont_write_bytecode = True

import suite
from opentok_service import KEY, SECRET, Project, ours
from suite import refused, sentence as check

service = Project()
sdk = OpenTok(KEY, SECRET, api_url=service.url)


def routed():
    return sdk.create_session(media_mode=MediaModes.routed).session_id


def joined():
    """A routed session with a client in it and a stream."""
    session = routed()
    connection = service.connect(session, sdk.generate_token(session))
    return session, connection, service.publish(session, connection)


@check
def a_session_is_created_as_it_was_asked_for():
    options = dict(media_mode=MediaModes.routed, archive_mode=ArchiveModes.always)
    session = sdk.create_session(location="12.34.56.78", **options)
    shown = service.shown(session.session_id)
    assert (shown["relayed"], shown["location"], shown["alwaysArchived"]) == (False, "12.34.56.78", True)
    assert service.shown(sdk.create_session().session_id)["relayed"]


@check
def a_wrong_secret_is_an_error_of_authentication():
    stranger = OpenTok(KEY, "0" * 40, api_url=service.url)
    assert "invalid credentials" in refused(exceptions.RequestError, stranger.create_session)
    refused(exceptions.AuthError, stranger.get_archive, "a")


@check
def tokens_connect_and_read_as_they_were_made():
    session = routed()
    for role in (Roles.subscriber, Roles.publisher, Roles.moderator):
        expires = int(time.time()) + 600
        options = dict(data="name=Åsa&x=1 2~", initial_layout_class_list=["focus", "min"])
        token = sdk.generate_token(session, role, expire_time=expires, **options)
        assert ours(token=token, now=int(time.time())) == {
            "session": session, "role": role.value, "data": "name=Åsa&x=1 2~", "classes": ["focus", "min"], "expires": expires,
        }
        service.connect(session, token)
    assert len(service.shown(session)["connections"]) == 3


@check
def an_archive_is_started_read_listed_stopped_and_deleted():
    session, _, _ = joined()
    archive = sdk.start_archive(session, name="n", has_video=False, resolution="1280x720")
    assert (archive.status, archive.name, archive.has_video, archive.resolution) == ("started", "n", False, "1280x720")
    assert (archive.partner_id, archive.session_id, archive.url) == (int(KEY), session, None)
    refused(exceptions.ArchiveError, sdk.start_archive, session)
    assert [one.id for one in sdk.list_archives(session_id=session).items] == [archive.id]
    assert archive.id in [one.id for one in sdk.get_archives()]
    archive.stop()
    assert archive.status == "stopped"
    refused(exceptions.ArchiveError, sdk.stop_archive, archive.id)
    assert sdk.get_archive(archive.id).url
    archive.delete()
    assert sdk.get_archives(offset=0, count=10, session_id=session).count == 0
    individual = sdk.start_archive(session, output_mode=OutputModes.individual)
    assert individual.output_mode == OutputModes.individual
    refused(exceptions.NotFoundError, sdk.get_archive, "unknown")
    refused(exceptions.NotFoundError, sdk.start_archive, routed())


@check
def the_layout_of_an_archive_is_changed():
    session, _, _ = joined()
    archive = sdk.start_archive(session)
    sdk.set_archive_layout(archive.id, "custom", "stream { width: 50% }")
    assert service.local("GET", f"layouts/{archive.id}")[1]["stylesheet"] == "stream { width: 50% }"
    refused(exceptions.ArchiveError, sdk.set_archive_layout, archive.id, "grid")


@check
def signals_reach_all_or_one():
    session, connection, _ = joined()
    sdk.signal(session, {"type": "chat", "data": "Привет 👋"})
    sdk.signal(session, {"type": "chat", "data": "to one"}, connection)
    signals = service.shown(session)["signals"]
    assert [(one["to"], one["data"]) for one in signals] == [(None, "Привет 👋"), (connection, "to one")]
    refused(exceptions.SignalingError, sdk.signal, session, {"type": "chat", "data": "x"}, "gone")


@check
def streams_are_read_listed_and_given_classes():
    session, _, stream = joined()
    assert sdk.get_stream(session, stream).id == stream
    sdk.set_stream_class_lists(session, [{"id": stream, "layoutClassList": ["top", "left"]}])
    streams = sdk.list_streams(session)
    assert (streams.count, streams.items[0].layoutClassList) == (1, ["top", "left"])
    refused(exceptions.SetStreamClassError, sdk.set_stream_class_lists, session, [{"id": "unknown", "layoutClassList": []}])
    refused(exceptions.RequestError, sdk.get_stream, session, "unknown")


@check
def a_client_is_disconnected():
    session, connection, _ = joined()
    sdk.force_disconnect(session, connection)
    assert service.shown(session)["connections"] == {}
    refused(exceptions.ForceDisconnectError, sdk.force_disconnect, session, connection)


@check
def a_call_is_dialled():
    session, _, _ = joined()
    options = {"from": "from@example.com", "headers": {"X-Room": "12"}, "auth": {"username": "u", "password": "p"}, "secure": True}
    call = sdk.dial(session, sdk.generate_token(session), "sip:user@example.com;transport=tls", options)
    assert service.shown(session)["connections"][call.connectionId]["uri"] == "sip:user@example.com;transport=tls"
    refused(exceptions.SipDialError, sdk.dial, session, "T1==forged", "sip:user@example.com")


@check
def a_broadcast_is_started_read_changed_and_stopped():
    session, _, _ = joined()
    rtmp = [{"id": "foo", "serverUrl": "rtmps://h/app", "streamName": "key"}]
    options = {"outputs": {"hls": {}, "rtmp": rtmp}, "maxDuration": 5400, "resolution": "1280x720"}
    broadcast = sdk.start_broadcast(session, options)
    assert (broadcast.status, broadcast.resolution, broadcast.projectId) == ("started", "1280x720", int(KEY))
    assert sdk.get_broadcast(broadcast.id).broadcastUrls["rtmp"][0]["status"] == "live"
    sdk.set_broadcast_layout(broadcast.id, "verticalPresentation")
    assert service.local("GET", f"layouts/{broadcast.id}")[1]["type"] == "verticalPresentation"
    refused(exceptions.BroadcastError, sdk.start_broadcast, session, options)
    assert sdk.stop_broadcast(broadcast.id).status == "stopped"
    refused(exceptions.BroadcastError, sdk.stop_broadcast, broadcast.id)


suite.end()
