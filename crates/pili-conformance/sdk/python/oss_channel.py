"""The whole story of a live channel, told with oss2 (V1 and V4) and with pili-oss: the same answers."""

import json
import time

import oss2
import requests

from oss_clients import Oss2, PiliOss, Refused
from service import ACCESS_KEY, SECRET_KEY, Publisher, Service, probe
from suite import check, end, equal, eventually

CHANNEL, PLAYLIST, SECONDS = "evening", "evening.m3u8", 6
BUCKETS = ["oss2-v1-bucket", "oss2-v4-bucket", "pili-oss-bucket"]
CONFIG = {
    "status": "enabled",
    "description": "a < b & ü",
    "target": {"playlist_name": PLAYLIST, "frag_count": 2, "frag_duration": 2},
}


class Story:
    """One client's story; `answers` holds what may be compared with another's."""

    def __init__(self, service, client):
        self.service, self.client, self.answers = service, client, {}
        self.base = f"http://{service.http}/{client.bucket}/{CHANNEL}"
        self.begun = int(time.time())

    def tell(self):
        for step in [self.create, self.read_back, self.walk_the_list, self.publish, self.watch, self.look_back]:
            check(f"{self.client.name}: {step.__doc__}", step)
        for step in [self.refuse_wrong_urls, self.disable, self.delete, self.refuse]:
            check(f"{self.client.name}: {step.__doc__}", step)

    def call(self, method, **arguments):
        return self.client.call(method, **arguments)

    def refused(self, method, **arguments):
        try:
            return self.call(method, **arguments)
        except Refused as refused:
            return refused.args

    def keep(self, name, answer):
        """Keeps an answer, without what differs from bucket to bucket."""
        self.answers[name] = json.loads(json.dumps(answer).replace(self.client.bucket, "BUCKET"))
        return answer

    def create(self):
        """create gives the URLs to publish to and to watch at"""
        created = only(self.call("create_live_channel", channel_name=CHANNEL, info=CONFIG), "publish_url", "play_url")
        self.keep("created", created)
        equal(created["publish_url"], f"rtmp://{self.service.rtmp}/{self.client.bucket}/live/{CHANNEL}")
        equal(created["play_url"], f"{self.base}/{PLAYLIST}")

    def read_back(self):
        """the configuration is what was set, and the channel is idle without a history"""
        info = only(self.call("get_live_channel", channel_name=CHANNEL), "status", "description", "target")
        # oss2 leaves numbers as texts.
        info["target"] = {name: str(value) for name, value in info["target"].items()}
        self.keep("info", info)
        equal((info["status"], info["description"]), (CONFIG["status"], CONFIG["description"]))
        equal({name: str(value) for name, value in CONFIG["target"].items()}.items() <= info["target"].items(), True)
        equal(self.call("get_live_channel_stat", channel_name=CHANNEL)["status"], "Idle")
        equal(self.call("get_live_channel_history", channel_name=CHANNEL)["records"], [])

    def walk_the_list(self):
        """the iterator walks all pages of a prefix"""
        for name in ["a-1", "a-3", "a-2", "b-1"]:
            self.call("create_live_channel", channel_name=name, info=CONFIG)
        equal(self.call("live_channel_iterator", prefix="a-", max_keys=2), {"names": ["a-1", "a-2", "a-3"]})
        page = self.call("list_live_channel", prefix="", marker="a-2", max_keys=2)
        equal([channel["name"] for channel in page["channels"]], ["a-3", "b-1"])
        equal((page["is_truncated"], page["next_marker"]), (True, "b-1"))
        assert all(abs(channel["last_modified"] - time.time()) < 60 for channel in page["channels"])
        entry = ["name", "description", "status", "publish_url", "play_url"]
        self.keep("channels", [only(channel, *entry) for channel in page["channels"]])
        self.keep("page", only(page, "prefix", "marker", "max_keys"))

    def publish(self):
        """a publish is live with its codec, size, rate and address, and keeps the channel from being replaced"""
        publisher = Publisher(self.url(), SECONDS)
        stat = eventually(
            lambda: self.call("get_live_channel_stat", channel_name=CHANNEL),
            lambda stat: stat["status"] == "Live" and stat["video"] and stat["audio"] and seen(stat),
        )
        video, audio = stat["video"], stat["audio"]
        self.keep("video", only(video, "codec", "width", "height"))
        self.keep("audio", only(audio, "codec", "sample_rate"))
        equal(self.answers["video"], {"codec": "H264", "width": 640, "height": 360})
        equal(self.answers["audio"], {"codec": "AAC", "sample_rate": 44100})
        assert abs(stat["connected_time"] - time.time()) < 15
        assert stat["remote_addr"].startswith("127.0.0.1:")
        still_live = self.keep("still live", self.refused("delete_live_channel", channel_name=CHANNEL))
        equal(still_live, (409, "ChannelStillLive", "0044-00000201"))
        equal(self.refused("create_live_channel", channel_name=CHANNEL, info=CONFIG), still_live)
        equal(publisher.end(), (0, ""))
        eventually(
            lambda: self.call("get_live_channel_stat", channel_name=CHANNEL), lambda stat: stat["status"] == "Idle"
        )

    def watch(self):
        """the live playlist has the latest segments, as many and as long as configured"""
        playlist = requests.get(f"{self.base}/{PLAYLIST}", timeout=5)
        equal(playlist.headers["content-type"], "application/x-mpegURL")
        lines = playlist.text.splitlines()
        lengths = [float(line[8:].rstrip(",")) for line in lines if line.startswith("#EXTINF:")]
        equal(self.keep("lengths", [round(length) for length in lengths]), [2, 2])

    def look_back(self):
        """playlists of the past cover the span and play as long as the publish was; the history has it"""
        span = {"start_time": self.begun, "end_time": int(time.time()) + 1}
        name = {"channel_name": CHANNEL}
        self.call("post_vod_playlist", **name, playlist_name="past.m3u8", **span)
        read = self.call("get_vod_playlist", **name, **span)["playlist"]
        equal(requests.get(f"{self.base}/past.m3u8", timeout=5).text, read)
        self.keep("segments", read.count(".ts"))
        duration, streams = probe(f"{self.base}/past.m3u8")
        assert abs(duration - SECONDS) < 0.2, duration
        equal(self.keep("streams", streams)["video"], {"codec_name": "h264", "width": 640, "height": 360})
        [record] = self.call("get_live_channel_history", **name)["records"]
        assert self.begun <= record["start_time"] and abs(record["end_time"] - record["start_time"] - SECONDS) <= 3
        nothing = {"start_time": self.begun - 100, "end_time": self.begun - 50}
        refused = self.keep("no segment", self.refused("get_vod_playlist", **name, **nothing))
        equal(refused, (400, "InvalidArgument", "0044-00000308"))

    def refuse_wrong_urls(self):
        """a publish URL that was tampered with is refused with the reason"""
        good = self.url()
        for wrong in [good.replace(PLAYLIST, "other.m3u8"), good.split("?")[0]]:
            status, complaint = Publisher(wrong, 2).end()
            assert status != 0 and ("signature is wrong" in complaint or "no `OSSAccessKeyId`" in complaint), complaint

    def disable(self):
        """disabling cuts the publisher and keeps the next one out"""
        publisher, stat = Publisher(self.url()), lambda: self.call("get_live_channel_stat", channel_name=CHANNEL)
        eventually(stat, lambda stat: stat["status"] == "Live")
        self.call("put_live_channel_status", channel_name=CHANNEL, status="disabled")
        status, _ = publisher.end(10)
        assert status != 0
        equal(self.keep("disabled", stat()["status"]), "Disabled")
        status, complaint = Publisher(self.url(), 2).end()
        assert status != 0 and "LiveChannelDisabled" in complaint, complaint
        self.call("put_live_channel_status", channel_name=CHANNEL, status="enabled")
        equal(stat()["status"], "Idle")

    def delete(self):
        """a deleted channel is gone, and what it recorded stays"""
        self.call("delete_live_channel", channel_name=CHANNEL)
        for method in ["get_live_channel", "get_live_channel_stat", "get_live_channel_history", "delete_live_channel"]:
            gone = self.keep(method, self.refused(method, channel_name=CHANNEL))
            equal(gone, (404, "NoSuchLiveChannel", "0026-00000021"))
        equal(requests.get(f"{self.base}/past.m3u8", timeout=5).status_code, 200)

    def refuse(self):
        """a wrong secret is refused"""
        if isinstance(self.client, PiliOss):
            stranger = PiliOss(self.service, self.client.bucket, "guessed")
        else:
            stranger = Oss2(self.service, self.client.bucket, oss2.Auth(ACCESS_KEY, "guessed"))
        try:
            stranger.call("get_live_channel", channel_name="a-1")
            raise AssertionError("it was let in")
        except Refused as refused:
            equal(refused.args[:2], (403, "SignatureDoesNotMatch"))

    def url(self):
        signed = self.call("sign_rtmp_url", channel_name=CHANNEL, playlist_name=PLAYLIST, expires=3600)
        return signed["url"]


def seen(stat):
    """Whether enough of a stream was seen to tell its rates."""
    return abs(stat["video"]["frame_rate"] - 25) <= 3 and stat["video"]["bandwidth"] > 0 and stat["audio"]["bandwidth"] > 0


def only(answer, *names):
    """The named parts of an answer; objects of oss2 also hold defaults that were not in it."""
    return {name: answer[name] for name in names}


def main():
    service = Service(*[word for bucket in BUCKETS for word in ("--bucket", bucket)])
    clients = [
        Oss2(service, BUCKETS[0], oss2.Auth(ACCESS_KEY, SECRET_KEY)),
        Oss2(service, BUCKETS[1], oss2.AuthV4(ACCESS_KEY, SECRET_KEY)),
        PiliOss(service, BUCKETS[2]),
    ]
    stories = [Story(service, client) for client in clients]
    for story in stories:
        story.begun = int(time.time())
        story.tell()
    for story in stories[1:]:
        for name, answer in stories[0].answers.items():
            check(f"{story.client.name} and oss2 v1 have the same {name}", lambda: equal(story.answers[name], answer))
    end()


main()
