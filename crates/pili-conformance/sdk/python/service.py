"""`pili local` on free ports, and ffmpeg to publish to it."""

import atexit
import json
import os
import subprocess

ACCESS_KEY = "local-demo-access-key"
SECRET_KEY = "local-demo-secret-key"


class Service:
    """The local service; ready once this is made, gone when the program ends."""

    def __init__(self, *arguments, secret_key=SECRET_KEY):
        command = [os.environ["PILI_BIN"], "local", "--http-port", "0", "--rtmp-port", "0", "--json", "--log", "warn"]
        keys = {**os.environ, "PILI_LOCAL_SECRET_KEY": secret_key}
        self._process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True, env=keys)
        atexit.register(self._process.kill)
        addresses = json.loads(self._process.stdout.readline())
        self.http, self.rtmp = addresses["http"], addresses["rtmp"]


class Publisher:
    """ffmpeg's test picture and a tone, 640 by 360 at 25 frames a second with a key frame each second."""

    def __init__(self, url, seconds=60):
        source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-f", "lavfi", "-i", "sine=sample_rate=44100"]
        video = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-pix_fmt", "yuv420p"]
        target = ["-c:a", "aac", "-t", str(seconds), "-f", "flv", url]
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-re", *source[:4], "-re", *source[4:], *video, *target]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        atexit.register(self._process.kill)

    def end(self, seconds=30):
        """Waits for its end; gives its status and what it complained of."""
        _, complaint = self._process.communicate(timeout=seconds)
        return self._process.returncode, complaint


def probe(url):
    """What ffprobe says of a URL: its duration in seconds, and codec and size by kind of stream."""
    wanted = ["-show_entries", "format=duration:stream=codec_type,codec_name,width,height", "-of", "json"]
    told = json.loads(subprocess.check_output(["ffprobe", "-v", "error", *wanted, url]))
    streams = {stream.pop("codec_type"): stream for stream in told["streams"]}
    return float(told["format"]["duration"]), streams
