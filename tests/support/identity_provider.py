"""A real OpenID provider as a process of its own, and a browser that signs in there."""

import re
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import requests

from configurator.settings import IdentityProvider
from web.frontend.build import node_folder

TESTS = Path(__file__).parents[1]
CLIENT_ID, CLIENT_SECRET = "configurator", "a-secret-of-the-client-for-tests"
TIMEOUT_S = 30


@contextmanager
def running_provider(site):
    """The settings for a provider that sends browsers back to a site; it has ended with the block."""
    if not (TESTS / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("there is no oidc-provider: `npm ci` in tests")
    words = [node_folder() / "node", TESTS / "support" / "identity_provider.mjs", site, CLIENT_ID, CLIENT_SECRET]
    process = subprocess.Popen(words, cwd=TESTS, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        issuer = next(each.strip() for each in process.stdout if each.startswith("http"))
        yield IdentityProvider(issuer, CLIENT_ID, CLIENT_SECRET)
    finally:
        process.terminate()
        process.wait(TIMEOUT_S)
        process.stdout.close()


def sign_in_there(address, name, site):
    """What somebody of this name brings back from the provider in the query: code and state, or an error."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False, timeout=TIMEOUT_S)
        for _ in range(12):
            place = urljoin(answer.url, answer.headers.get("Location", ""))
            if place.startswith(site):
                return dict(parse_qsl(urlsplit(place).query))
            if answer.is_redirect:
                answer = browser.get(place, allow_redirects=False, timeout=TIMEOUT_S)
                continue
            action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)[1]
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
            form = {"prompt": prompt, "login": name, "password": "x"}
            answer = browser.post(urljoin(answer.url, action), form, allow_redirects=False, timeout=TIMEOUT_S)
    raise AssertionError("the provider led nowhere")
