"""The vendor's SDK for Python for Vonage's unified mode, every method of it, against the local service. Each check
looks at the effect."""

import inspect
import logging
import sys
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from vonage import Auth, Vonage
from vonage_http_client.errors import ForbiddenError, HttpRequestError, NotFoundError
from vonage_video import Video, models
from vonage_video import errors as video_errors

sys.dont_write_bytecode = True

import suite
from vonage_service import APPLICATION, KEY, Application, ours
from suite import refused, sentence as check

# The SDK warns of each refusal, and refusals are checked here.
logging.getLogger("vonage").setLevel(logging.ERROR)
service = Application()


def sdk_of(application, key):
    """The SDK with its calls to HTTPS sent to the service, which speaks HTTP."""
    client = Vonage(Auth(application_id=application, private_key=key), {"video_host": service.http})
    service.take_over(client.http_client._session)
    return client.video


sdk = sdk_of(APPLICATION, KEY)
public = serialization.load_pem_private_key(KEY.encode(), None).public_key()


def token_of(session, role="publisher", **options):
    return sdk.generate_client_token(models.TokenOptions(session_id=session, role=role, **options)).decode()


def routed(**options):
    return sdk.create_session(models.SessionOptions(media_mode="routed", **options)).session_id


def joined():
    """A routed session with a client in it and a stream."""
    session = routed()
    connection = service.connect(session, token_of(session))
    return session, connection, service.publish(session, connection)


@check
def a_session_is_created_as_it_was_asked_for_and_routed_by_default():
    assert service.shown(sdk.create_session().session_id)["relayed"] is False
    shown = service.shown(routed(location="12.34.56.78", archive_mode="always"))
    assert (shown["relayed"], shown["location"], shown["alwaysArchived"]) == (False, "12.34.56.78", True)
    assert service.shown(routed(e2ee=True))["endToEndEncrypted"]
    relayed = models.SessionOptions(media_mode="relayed")
    assert service.shown(sdk.create_session(relayed).session_id)["relayed"]


@check
def a_session_is_created_without_a_body_and_after_a_call_in_json():
    sdk.list_archives()
    sdk.mute_all_streams(joined()[0])
    assert service.shown(sdk.create_session().session_id)["relayed"] is False


@check
def a_wrong_key_and_another_application_are_refused_as_such():
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    assert "Invalid signature" in refused(ForbiddenError, sdk_of(APPLICATION, pem).list_archives)
    other = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
    assert f"made by the application `{other}`" in refused(ForbiddenError, sdk_of(other, KEY).create_session)


@check
def tokens_of_the_sdk_connect_and_read_as_they_were_made():
    session = routed()
    for role in ("subscriber", "publisher", "moderator", "publisheronly"):
        expires = int(time.time()) + 600
        options = dict(connection_data="name=Åsa&x=1 2~", initial_layout_class_list=["focus", "min"], exp=expires)
        token = token_of(session, role, **options)
        read = ours(token=token, now=int(time.time()))
        assert read == {"session": session, "role": role, "data": "name=Åsa&x=1 2~",
                        "classes": ["focus", "min"], "expires": expires}, read
        service.connect(session, token)
    assert len(service.shown(session)["connections"]) == 4


@check
def tokens_of_ours_are_accepted_by_an_independent_library_and_connect():
    session, now = routed(), int(time.time())
    made = ours(session=session, now=now, role="moderator", data="name=Åsa&x=1 2~", classes=["a", "b"])
    claims = jwt.decode(made["jwt"], public, algorithms=["RS256"])
    theirs = jwt.decode(token_of(session, "moderator", connection_data="name=Åsa&x=1 2~"), public, algorithms=["RS256"])
    assert (claims["sub"], theirs["subject"]) == ("video", "video")
    for name in ("application_id", "session_id", "role", "scope", "acl", "connection_data"):
        assert claims[name] == theirs[name], name
    assert (claims["initial_layout_class_list"], claims["exp"] - claims["iat"]) == ("a b", 86400)
    service.connect(session, made["jwt"])
    call = jwt.decode(made["call"], public, algorithms=["RS256"])
    sent = sdk.http_client.last_request.headers["Authorization"].decode().split(" ")[1]
    assert call.keys() == jwt.decode(sent, public, algorithms=["RS256"]).keys()
    assert call["exp"] - call["iat"] == 900


@check
def an_archive_is_started_read_listed_stopped_and_deleted():
    session, _, _ = joined()
    options = dict(name="n", has_video=False, resolution="1280x720", layout={"type": "pip"}, max_bitrate=200_000)
    archive = sdk.start_archive(models.CreateArchiveRequest(session_id=session, **options))
    assert (archive.status, archive.name, archive.has_video, archive.resolution) == ("started", "n", False, "1280x720")
    assert (archive.application_id, archive.max_bitrate) == (APPLICATION, 200_000)
    assert sdk.get_archive(archive.id).session_id == session
    assert service.local("GET", f"layouts/{archive.id}")[1] == {"type": "pip"}
    refused(HttpRequestError, sdk.start_archive, models.CreateArchiveRequest(session_id=session))
    refused(video_errors.InvalidArchiveStateError, sdk.delete_archive, archive.id)
    individual = dict(multi_archive_tag="other", output_mode="individual", has_video=False, has_transcription=True)
    other = sdk.start_archive(models.CreateArchiveRequest(session_id=session, **individual))
    assert (other.multi_archive_tag, other.has_transcription) == ("other", True)
    archives, count, _ = sdk.list_archives(models.ListArchivesFilter(session_id=session))
    assert ([one.id for one in archives], count) == ([other.id, archive.id], 2)
    second = models.ListArchivesFilter(offset=1, page_size=1, session_id=session)
    assert [one.id for one in sdk.list_archives(second)[0]] == [archive.id]
    assert sdk.stop_archive(archive.id).status == "stopped"
    refused(video_errors.InvalidArchiveStateError, sdk.stop_archive, archive.id)
    assert sdk.get_archive(archive.id).url
    refused(video_errors.InvalidArchiveStateError, sdk.stop_archive, archive.id)
    sdk.delete_archive(archive.id)
    assert sdk.list_archives(models.ListArchivesFilter(session_id=session))[1] == 1
    refused(NotFoundError, sdk.get_archive, "unknown")


@check
def nobody_connected_and_relayed_sessions_are_not_archived():
    refused(NotFoundError, sdk.start_archive, models.CreateArchiveRequest(session_id=routed()))
    relayed = sdk.create_session(models.SessionOptions(media_mode="relayed")).session_id
    service.connect(relayed, token_of(relayed))
    assert "routed" in refused(HttpRequestError, sdk.start_archive, models.CreateArchiveRequest(session_id=relayed))


@check
def the_layout_of_an_archive_is_changed():
    session, _, _ = joined()
    archive = sdk.start_archive(models.CreateArchiveRequest(session_id=session))
    custom = models.ComposedLayout(type="custom", stylesheet="stream { width: 50% }")
    assert sdk.change_archive_layout(archive.id, custom).id == archive.id
    assert service.local("GET", f"layouts/{archive.id}")[1]["stylesheet"] == "stream { width: 50% }"
    sdk.change_archive_layout(archive.id, models.ComposedLayout(type="bestFit", screenshare_type="pip"))
    assert service.local("GET", f"layouts/{archive.id}")[1]["screenshareType"] == "pip"


@check
def streams_of_an_archive_are_picked_by_hand():
    session, _, stream = joined()
    archive = sdk.start_archive(models.CreateArchiveRequest(session_id=session, stream_mode="manual"))
    sdk.add_stream_to_archive(archive.id, models.AddStreamRequest(stream_id=stream, has_video=False))
    picked = sdk.get_archive(archive.id).streams
    assert [(one.stream_id, one.has_audio, one.has_video) for one in picked] == [(stream, True, False)]
    sdk.remove_stream_from_archive(archive.id, stream)
    assert not sdk.get_archive(archive.id).streams


@check
def signals_reach_all_or_one():
    session, connection, _ = joined()
    sdk.send_signal(session, models.SignalData(type="chat", data="Привет 👋"))
    sdk.send_signal(session, models.SignalData(type="chat", data="to one"), connection)
    signals = [(one["to"], one["data"]) for one in service.shown(session)["signals"]]
    assert signals == [(None, "Привет 👋"), (connection, "to one")]
    refused(NotFoundError, sdk.send_signal, session, models.SignalData(type="x", data="x"), "gone")


@check
def streams_are_read_listed_and_given_classes():
    session, _, stream = joined()
    assert sdk.get_stream(session, stream).id == stream
    layout = models.StreamLayoutOptions(items=[models.StreamLayout(id=stream, layout_class_list=["top", "left"])])
    assert [one.layout_class_list for one in sdk.change_stream_layout(session, layout)] == [["top", "left"]]
    assert sdk.list_streams(session)[0].layout_class_list == ["top", "left"]
    refused(NotFoundError, sdk.get_stream, session, "unknown")


@check
def a_client_is_disconnected():
    session, connection, _ = joined()
    sdk.disconnect_client(session, connection)
    shown = service.shown(session)
    assert (shown["connections"], shown["streams"]) == ({}, {})
    refused(NotFoundError, sdk.disconnect_client, session, connection)


@check
def one_stream_and_all_streams_are_muted_and_that_is_lifted():
    session, connection, stream = joined()
    sdk.mute_stream(session, stream)
    assert service.shown(session)["streams"][stream]["muted"]
    spared, other = service.publish(session, connection), service.publish(session, connection)
    sdk.mute_all_streams(session, [spared])
    streams = service.shown(session)["streams"]
    assert (streams[spared]["muted"], streams[other]["muted"]) == (False, True)
    sdk.mute_all_streams(session)
    assert service.shown(session)["streams"][spared]["muted"]
    sdk.disable_mute_all_streams(session)
    assert not service.shown(session)["muted"]


@check
def a_call_is_dialled_and_tones_are_played():
    session, _, _ = joined()
    options = {"from_": "from@example.com", "headers": {"X-Room": "12"}, "secure": True, "video": True}
    sip = models.SipOptions(uri="sip:user@example.com;transport=tls", **options)
    call = sdk.initiate_sip_call(models.InitiateSipRequest(session_id=session, token=token_of(session), sip=sip))
    assert service.shown(session)["connections"][call.connection_id]["uri"] == sip.uri
    sdk.play_dtmf(session, "1713")
    sdk.play_dtmf(session, "0p#", call.connection_id)
    assert service.shown(session)["tones"] == [{"to": None, "digits": "1713"}, {"to": call.connection_id, "digits": "0p#"}]
    relayed = sdk.create_session(models.SessionOptions(media_mode="relayed")).session_id
    service.connect(relayed, token_of(relayed))
    request = models.InitiateSipRequest(session_id=relayed, token=token_of(relayed), sip=sip)
    refused(video_errors.RoutedSessionRequiredError, sdk.initiate_sip_call, request)


@check
def a_broadcast_is_started_read_listed_changed_and_stopped():
    session, _, stream = joined()
    rtmp = [models.BroadcastRtmp(id="foo", server_url="rtmps://h/app", stream_name="key")]
    outputs = models.BroadcastOutputSettings(hls=models.BroadcastHls(dvr=True), rtmp=rtmp)
    options = dict(session_id=session, outputs=outputs, max_duration=5400, resolution="1280x720", max_bitrate=200_000)
    request = models.CreateBroadcastRequest(multi_broadcast_tag="one", **options)
    broadcast = sdk.start_broadcast(request)
    assert (broadcast.status, broadcast.resolution, broadcast.max_duration) == ("started", "1280x720", 5400)
    assert (broadcast.multi_broadcast_tag, broadcast.application_id) == ("one", APPLICATION)
    assert broadcast.settings.hls.dvr and broadcast.broadcast_urls.hls_status == "connecting"
    read = sdk.get_broadcast(broadcast.id)
    assert (read.broadcast_urls.hls_status, read.broadcast_urls.rtmp[0].status) == ("live", "live")
    broadcasts, count, _ = sdk.list_broadcasts(models.ListBroadcastsFilter(session_id=session))
    assert ([one.id for one in broadcasts], count) == ([broadcast.id], 1)
    layout = models.ComposedLayout(type="verticalPresentation")
    assert sdk.change_broadcast_layout(broadcast.id, layout).id == broadcast.id
    assert service.local("GET", f"layouts/{broadcast.id}")[1]["type"] == "verticalPresentation"
    refused(video_errors.InvalidBroadcastStateError, sdk.start_broadcast, request)
    assert sdk.stop_broadcast(broadcast.id).status == "stopped"

    outputs = models.BroadcastOutputSettings(hls=models.BroadcastHls())
    manual = models.CreateBroadcastRequest(session_id=session, outputs=outputs, stream_mode="manual")
    manual = sdk.start_broadcast(manual)
    sdk.add_stream_to_broadcast(manual.id, models.AddStreamRequest(stream_id=stream, has_audio=False))
    assert sdk.get_broadcast(manual.id).streams[0].has_audio is False
    sdk.remove_stream_from_broadcast(manual.id, stream)
    assert not sdk.get_broadcast(manual.id).streams


@check
def a_page_is_rendered_into_a_session():
    session = routed()
    options = dict(url="https://example.com/view", max_duration=1800, properties={"name": "page"})
    options = models.ExperienceComposerOptions(session_id=session, token=token_of(session), **options)
    render = sdk.start_experience_composer(options)
    assert (render.status, render.name, render.application_id) == ("starting", "page", APPLICATION)
    started = sdk.get_experience_composer(render.id)
    assert service.shown(session)["streams"][started.stream_id]["name"] == "page"
    listed = models.ListExperienceComposersFilter(offset=0, page_size=50)
    assert render.id in [one.id for one in sdk.list_experience_composers(listed)[0]]
    sdk.stop_experience_composer(render.id)
    assert sdk.get_experience_composer(render.id).status == "stopped"
    refused(NotFoundError, sdk.get_experience_composer, "unknown")


@check
def captions_run_once_a_session():
    session, _, _ = joined()
    options = dict(token=token_of(session, "moderator"), language_code="fr-CA", max_duration=1800)
    options = models.CaptionsOptions(session_id=session, partial_captions=False, **options)
    captions = sdk.start_captions(options)
    refused(HttpRequestError, sdk.start_captions, options)
    sdk.stop_captions(captions)
    sdk.stop_captions(sdk.start_captions(options))
    refused(NotFoundError, sdk.stop_captions, captions)


@check
def audio_goes_to_a_websocket():
    session, _, stream = joined()
    socket = dict(uri="wss://example.com/ws", streams=[stream], headers={"a": "b"}, bidirectional=True)
    socket = models.AudioConnectorWebSocket(audio_rate=16000, audio_transport={"transport": "binary"}, **socket)
    options = models.AudioConnectorOptions(session_id=session, token=token_of(session), websocket=socket)
    connected = sdk.start_audio_connector(options)
    assert service.shown(session)["connections"][connected.connection_id]["uri"] == "wss://example.com/ws"


@check
def every_method_of_the_sdk_was_called():
    called = open(__file__, encoding="utf-8").read()
    methods = [name for name, _ in inspect.getmembers(Video, callable) if not name.startswith("_")]
    assert len(methods) > 30, methods
    missed = [name for name in methods if f"sdk.{name}" not in called]
    assert not missed, missed


suite.end()
