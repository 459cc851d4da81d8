"""`pili local` with its demo application of Vonage, what clients do, and tokens of ours."""

from requests.adapters import HTTPAdapter

import opentok_service
from opentok_service import Project
from service import Service

APPLICATION = "10ca1de0-0000-4000-8000-000000000001"
KEY = open("crates/pili-local/src/local/demo_application.pem", encoding="ascii").read()


class Application(Project):
    """The service with its demo keys, and thus with its demo application."""

    def __init__(self):
        Service.__init__(self)
        self.url = "http://" + self.http

    def take_over(self, session):
        """Sends what a session of `requests` would send to the service by HTTPS."""
        session.mount(f"https://{self.http}", _Plain())


class _Plain(HTTPAdapter):
    def send(self, request, **options):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


def ours(**asked):
    """What our token code says: tokens it makes, or how it reads one."""
    return opentok_service.ours(application=APPLICATION, private_key=KEY, **asked)
