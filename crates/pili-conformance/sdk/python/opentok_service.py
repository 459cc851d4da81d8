"""`pili local` as an OpenTok project, what clients do, and tokens of ours."""

import json
import subprocess

import requests

from service import Service

KEY = "45678123"
SECRET = "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901"


class Project(Service):
    """The service with the keys of a project."""

    def __init__(self):
        super().__init__("--access-key", KEY, secret_key=SECRET)
        self.url = "http://" + self.http

    def local(self, method, path, body=None):
        """What a test does in a client's stead: the status and the answer."""
        response = requests.request(method, f"{self.url}/_local/opentok/{path}", json=body, timeout=10)
        return response.status_code, response.json() if response.content else None

    def shown(self, session):
        return self.local("GET", f"sessions/{session}")[1]

    def connect(self, session, token):
        status, answer = self.local("POST", f"sessions/{session}/connections", {"token": token})
        assert status == 201, answer
        return answer["connectionId"]

    def publish(self, session, connection, name=""):
        body = {"connectionId": connection, "name": name, "videoType": "camera"}
        status, answer = self.local("POST", f"sessions/{session}/streams", body)
        assert status == 201, answer
        return answer["id"]


def ours(**asked):
    """What our token code says: tokens it makes, or how it reads one."""
    asked = {"key": KEY, "secret": SECRET, **asked}
    done = subprocess.run(["opentok-tokens"], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
