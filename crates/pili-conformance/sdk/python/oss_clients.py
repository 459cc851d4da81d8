"""Two clients of OSS LiveChannel with the same methods and answers: oss2, and pili-oss by our own program."""

import json
import subprocess

import oss2
from oss2.models import LiveChannelInfo, LiveChannelInfoTarget

from service import ACCESS_KEY, SECRET_KEY


class Refused(Exception):
    """An error of the service: status, code and fine-grained code."""


class Oss2:
    """The vendor's SDK."""

    def __init__(self, service, bucket, auth):
        self.name, self.bucket, self._service = f"oss2 {auth.auth_version()}", bucket, service
        self._bucket = oss2.Bucket(auth, f"http://{service.http}", bucket, region="cn-hangzhou")

    def call(self, method, **arguments):
        try:
            return getattr(self, "_" + method, lambda **named: self._plain(method, named))(**arguments)
        except oss2.exceptions.ServerError as error:
            raise Refused(error.status, error.code, error.ec) from error

    def _plain(self, method, arguments):
        return as_dict(getattr(self._bucket, method)(**arguments))

    def _create_live_channel(self, channel_name, info):
        target = LiveChannelInfoTarget(**info["target"])
        info = LiveChannelInfo(status=info["status"], description=info["description"], target=target)
        return as_dict(self._bucket.create_live_channel(channel_name, info))

    def _live_channel_iterator(self, prefix, max_keys):
        channels = oss2.LiveChannelIterator(self._bucket, prefix=prefix, max_keys=max_keys)
        return {"names": [channel.name for channel in channels]}

    def _sign_rtmp_url(self, channel_name, playlist_name, expires):
        url = self._bucket.sign_rtmp_url(channel_name, playlist_name, expires)
        return {"url": url.replace(self._service.http, self._service.rtmp)}


class PiliOss:
    """Ours."""

    def __init__(self, service, bucket, secret_key=SECRET_KEY):
        self.name, self.bucket, self._service = "pili-oss", bucket, service
        self._keys = ["--bucket", bucket, "--access-key", ACCESS_KEY, "--secret-key", secret_key]

    def call(self, method, **arguments):
        service = self._service.rtmp if method == "sign_rtmp_url" else self._service.http
        command = ["pili-conformance", "oss-call", "--endpoint", f"http://{service}", *self._keys]
        told = subprocess.run([*command, method, json.dumps(arguments)], capture_output=True, text=True)
        assert told.returncode == 0, told.stdout + told.stderr
        answer = json.loads(told.stdout)
        if "error" in answer:
            error = answer["error"]
            raise Refused(error["status"], error["code"], error["ec"] or "")
        return answer


def as_dict(result):
    """A result of oss2 as plain values, without what every answer has."""
    if isinstance(result, (str, int, float, bool, type(None))):
        return result
    if isinstance(result, list):
        return [as_dict(one) for one in result]
    head = ("resp", "headers", "request_id", "versionid", "delete_marker")
    return {name: as_dict(value) for name, value in vars(result).items() if name not in head}
