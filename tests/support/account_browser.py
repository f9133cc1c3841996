"""A browser at the pages of a site with accounts, and what is done there with passkeys."""

from dataclasses import dataclass, field

import pytest

from support.pages import Page
from support.people import PASSWORD
from web.app import create_app
from web.context import serve_previews
from web.signing_in import SESSION_COOKIE

SITE = "https://parts.example.org"
PROXY = "127.0.0.1"
ANNA, BEA = "anna@example.org", "bea@example.org"


@dataclass
class Browser:
    """Comes by TLS through the proxy, and keeps its cookies."""

    client: object
    address: str = "192.0.2.7"
    agent: str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    headers: dict = field(default_factory=dict)

    def send(self, method, path, status, **options):
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "User-Agent": self.agent}
        environ = {"REMOTE_ADDR": PROXY, "HTTP_HOST": "parts.example.org"}
        options = {"headers": headers | self.headers, "environ_overrides": environ} | options
        answer = self.client.open(path, method=method, base_url="https://parts.example.org", **options)
        assert answer.status_code == status, answer.text
        return answer

    def get(self, path, status=200):
        return Page(self.send("GET", path, status).text)

    def post(self, path, status=303, **form):
        answer = self.send("POST", path, status, data=form)
        return answer.headers["Location"] if status == 303 else Page(answer.text)

    def sign_in(self, email=ANNA, password=PASSWORD, status=303, **form):
        return self.post("/sign-in", status, email=email, password=password, **form)

    @property
    def key(self):
        cookie = self.client.get_cookie(SESSION_COOKIE, "parts.example.org")
        return cookie.value if cookie else ""


@pytest.fixture
def site(context, paper, tmp_path):
    """The application with accounts, behind a proxy on its machine that has the TLS."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made = create_app(serve_previews(context.with_pool(paper, scratch)), SITE, frozenset({PROXY}))
    made.testing = True
    return made


@pytest.fixture
def browser(site):
    return Browser(site.test_client())


def add_passkey(browser, device, name="my phone"):
    options = browser.send("POST", "/account/passkeys/options", 200, data={"name": name, "password": PASSWORD}).text
    return browser.post("/account/passkeys/", name=name, passkey=device.make(options))


def use_passkey(browser, device, ceremony):
    return device.use(browser.send("POST", f"/account/passkeys/{ceremony}", 200).text)
