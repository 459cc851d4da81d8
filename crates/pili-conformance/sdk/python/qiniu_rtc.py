"""The vendor's general Python SDK against the local service: every call to RTC apps and rooms, each for its effect."""

import json
import time

import requests
from qiniu import QiniuMacAuth, RtcServer, get_room_token

from service import ACCESS_KEY, SECRET_KEY, Service
from suite import check, end, equal

HUB = "demo"
service = Service()


def server(secret_key=SECRET_KEY, **options):
    """The SDK's client; it has a host of its own, on a port of its own."""
    client = RtcServer(QiniuMacAuth(ACCESS_KEY, secret_key, **options))
    client.host = f"http://{service.http}"
    return client


rtc = server()


def done(answer):
    result, info = answer
    equal(info.status_code, 200)
    return result


def refused(answer):
    result, info = answer
    equal(result, None)
    return info.status_code, json.loads(info.text_body)["error"]


def join(token):
    answer = requests.post(f"http://{service.http}/_local/rtc/rooms/join", json={"token": token}, timeout=10)
    return answer.status_code, answer.json()


def token(room, user, secret_key=SECRET_KEY, good_for=60):
    access = {"appId": app, "roomName": room, "userId": user}
    access |= {"expireAt": int(time.time()) + good_for, "permission": "admin"}
    return get_room_token(ACCESS_KEY, secret_key, access)


def users(room):
    return [user["userId"] for user in done(rtc.list_user(app, room))["users"]]


def create():
    settings = {"hub": HUB, "title": "show", "maxUsers": 3, "noAutoKickUser": True}
    # A dictionary goes out as a form, a text as it is.
    for data in [settings, json.dumps(settings)]:
        created = done(rtc.create_app(data))
        equal({name: created[name] for name in settings}, settings)
        equal(done(rtc.get_app(created["appId"])), created)
    return created["appId"]


def list_apps():
    listed = done(rtc.get_app())
    equal(len(listed), 2)
    assert app in [entry["appId"] for entry in listed], listed


def refuse_a_hub():
    equal(refused(rtc.create_app({"hub": "elsewhere"})), (616, "hub not match"))
    equal(refused(rtc.update_app(app, {"hub": "elsewhere"})), (616, "hub not match"))


def update():
    done(rtc.update_app(app, {"title": "late show", "noAutoKickUser": False}))
    merge = {"enable": True, "fps": 30, "streamTitle": "$(roomName)"}
    done(rtc.update_app(app, json.dumps({"mergePublishRtmp": merge})))
    after = done(rtc.get_app(app))
    equal((after["title"], after["noAutoKickUser"]), ("late show", False))
    equal((after["hub"], after["maxUsers"]), (HUB, 3))
    equal(after["mergePublishRtmp"], {**after["mergePublishRtmp"], **merge})
    equal(after["mergePublishRtmp"]["kbps"], 1000)


def enter():
    status, answer = join(token("room-01", "user_9"))
    equal((status, answer["userId"], answer["permission"]), (200, "user_9", "admin"))
    equal(users("room-01"), ["user_9"])


def refuse_to_enter():
    for wrong, reason in [
        (token("room-01", "user_1", secret_key="guessed"), "signature is wrong"),
        (token("room-01", "user_1", good_for=-60), "expired"),
    ]:
        status, answer = join(wrong)
        equal(status, 401)
        assert reason in answer["error"], answer
    equal(users("room-01"), ["user_9"])


def list_users():
    join(token("room-01", "user_1"))
    equal(users("room-01"), ["user_1", "user_9"])
    equal(users("room-99"), [])


def list_rooms():
    for room in ["room-02", "hall-01"]:
        join(token(room, "user_9"))
    equal(done(rtc.list_active_rooms(app)), {"end": True, "offset": 3, "rooms": ["hall-01", "room-01", "room-02"]})
    equal(done(rtc.list_active_rooms(app, "room-"))["rooms"], ["room-01", "room-02"])


def kick():
    done(rtc.kick_user(app, "room-01", "user_9"))
    equal(users("room-01"), ["user_1"])
    equal(refused(rtc.kick_user(app, "room-01", "user_9")), (612, "user not found"))
    done(rtc.kick_user(app, "room-01", "user_1"))
    equal(refused(rtc.kick_user(app, "room-01", "user_1")), (615, "room not active"))


def undated():
    undated = server(disable_qiniu_timestamp_signature=True)
    done(undated.update_app(app, {"title": "undated"}))
    equal(done(undated.get_app(app))["title"], "undated")


def refuse_a_key():
    status, reason = refused(server("guessed").get_app(app))
    equal(status, 401)
    assert reason.startswith("bad token"), reason


def delete():
    done(rtc.delete_app(app))
    for answer in [rtc.get_app(app), rtc.delete_app(app), rtc.list_active_rooms(app), rtc.list_user(app, "room-01")]:
        equal(refused(answer), (612, "app not found"))


app = check("create_app creates what get_app reads, from a form and from JSON", create)
check("get_app without an id lists all", list_apps)
check("a hub of nobody does not match", refuse_a_hub)
check("update_app changes what it names, and nothing else", update)
check("get_room_token lets a user in", enter)
check("get_room_token with a wrong key or an old time lets nobody in", refuse_to_enter)
check("list_user lists who is in", list_users)
check("list_active_rooms lists the rooms with somebody in, or those that begin so", list_rooms)
check("kick_user puts a user out, and the room closes behind the last", kick)
check("calls are accepted with X-Qiniu-Date, which is the default, and without", undated)
check("a wrong secret key is refused", refuse_a_key)
check("delete_app deletes, and the app is not found again", delete)
end()
