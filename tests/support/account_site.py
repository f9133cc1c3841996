"""One server with accounts for all browser tests: by plain HTTP on this machine's own name, trusted as TLS is."""

import json
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from configurator.domain.accounts.passkeys import Passkey
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import LOCAL
from configurator.services.accounts.clinic_requests import set_taking_requests
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.sessions import begin_session
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from configurator.store import events
from configurator.store.accounts import code_secret, find_account, set_code_secret
from configurator.store.database import read_transaction, write_transaction
from configurator.store.passkeys import add_passkey
from support.browsing import PageMonitor
from support.mailbox import free_port
from support.ordering import BERLIN, LYON, add_factories
from support.people import PASSWORD, add_clinic, add_person
from support.server import running_server
from web.frontend import build

ADMIN, ANNA, BEA = "admin@example.org", "anna@example.org", "bea@example.org"
# Who has a passkey, who lacks a second factor, and who comes with a device.
CARL, BARE, DORA = "carl@example.org", "bare@example.org", "dora@example.org"
# A clinic's clinician, an operator in Berlin, and a customer.
CLEO, OLE, KIM = "cleo@example.org", "ole@example.org", "kim@example.org"
FOREVER = 60_000
# A session's key is renewed as its owner confirms: what a page asks for by the old one meanwhile, it asks for again.
POLLED = "/progress"


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    """The context of a server with accounts: of an administrator, a clinic's members, an operator and a customer."""
    opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path_factory.mktemp("accounts"))}))
    add_organisation(opened, LOCAL, "network", "network", "The network")
    add_clinic(opened)
    set_taking_requests(opened, LOCAL, "clinic-bern", takes=True)
    add_factories(opened, BERLIN, LYON)
    add_person(opened, ADMIN, "network", "administrator", name="Ada Min")
    add_person(opened, ANNA, "clinic-bern", "prescriber")
    add_person(opened, BARE, "clinic-bern", "clinician")
    add_person(opened, CLEO, "clinic-bern", "clinician", name="Cleo Graf")
    add_person(opened, DORA, "clinic-bern", "prescriber", name="Dr Dora Frey")
    add_person(opened, OLE, "berlin", "operator", name="Ole Brandt")
    add_person(opened, KIM, name="Kim Ott")
    carl = add_person(opened, CARL, "clinic-bern", "prescriber", name="Dr Carl Iten")
    with write_transaction(opened.engine) as connection:
        add_passkey(connection, Passkey("AAAA", carl.id, "my phone", "AAAA", 0, events.now(), events.now()))
    yield opened
    opened.engine.dispose()


@contextmanager
def provider_to_be_shown():
    """The address of a provider that says where one signs in, and no more: nobody goes there."""

    class Told(BaseHTTPRequestHandler):
        def do_GET(self):
            issuer = f"http://localhost:{self.server.server_port}"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"issuer": issuer, "authorization_endpoint": f"{issuer}/go"}).encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("localhost", 0), Told) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(people):
    """The address of a server with accounts."""
    build.main([])
    port = free_port()
    address = f"http://localhost:{port}"
    with ExitStack() as stack:
        # Of this server alone: others that the same process starts have no accounts.
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("PUBLIC_URL", address)
            issuer = stack.enter_context(provider_to_be_shown())
            for name, text in (("ISSUER", issuer), ("CLIENT_ID", "parts"), ("CLIENT_SECRET", "x")):
                environment.setenv(f"OIDC_{name}", text)
            stack.enter_context(running_server(people.folders.parent, "--no-worker", "--port", str(port)))
        yield address


def as_after_half_a_minute(people, email):
    """Have the code that was used last fit once more, instead of waiting for the next."""
    with write_transaction(people.engine) as connection:
        account = find_account(connection, email)
        set_code_secret(connection, account.id, code_secret(connection, account.id))


def session_of(people, email, factor=SecondFactor.CODE):
    """The key and the session of somebody who is signed in."""
    with read_transaction(people.engine) as connection:
        account = find_account(connection, email)
    return begin_session(people, account, factor=factor)


@pytest.fixture
def come(chromium, site, people):
    """Opens a browser of somebody's own, signed in or not, and looks at the end whether anything was amiss."""

    @contextmanager
    def opened(email="", factor=SecondFactor.CODE, **options):
        context = chromium.new_context(base_url=site, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(FOREVER)
        if email:
            key, _ = session_of(people, email, factor)
            context.add_cookies([{"name": "__Host-session", "value": key, "url": "https://localhost", "secure": True}])
        watch = PageMonitor(context, site)
        page = context.new_page()
        page.scripted = options.get("java_script_enabled", True)
        yield page
        context.close()
        complaints = [each for each in watch.complaints if POLLED not in each]
        assert not complaints, complaints

    return opened


def fill_in(page, email, password=PASSWORD, code=""):
    page.get_by_label("E-mail address").fill(email)
    page.locator("#password").fill(password)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page):
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main > .fine")).to_have_text("You are signed out.")


def main_links(page):
    return page.get_by_label("Main").get_by_role("link").all_text_contents()


def add_device(page):
    """Have the browser have a device that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | abilities})


def add_own_passkey(page, name):
    page.get_by_label("Which device").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("main > .fine")).to_contain_text("The passkey is added")
