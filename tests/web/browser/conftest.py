"""A real browser, and a real server with a network of factories and orders in every state."""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from support import ordering
from support.account_site import come as come
from support.account_site import people as people
from support.account_site import site as site
from support.browsing import MADE, PageMonitor, wait_for_hand_over
from support.server import running_server, wait_until

from configurator.domain.production.factory_files import read_factory
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from docs.chromium import FLAGS
from web.frontend import build

ROOT = Path(__file__).parents[3]
# What is waited for at most, in ms: far more than anything here takes.
FOREVER = 60_000
expect.set_options(timeout=FOREVER)


# Not for the whole session: while Playwright runs, so does an event loop in this thread: others must not meet it.
@pytest.fixture(scope="package")
def chromium():
    """The browser that CHROMIUM names, or Debian's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("There is no Chromium: apt-get install chromium, or name one: CHROMIUM=/path/to/chrome.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(tmp_path_factory):
    """The server's context, with the sample factories."""
    opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path_factory.mktemp("served"))}))
    for path in sorted((ROOT / "docs" / "samples" / "factories").iterdir()):
        ordering.add_factories(opened, read_factory(json.loads(path.read_text(encoding="utf-8"))))
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def server(context):
    """The command that serves, with its worker."""
    build.main([])
    with running_server(context.folders.parent) as opened:
        opened.post(*MADE)
        yield opened


@pytest.fixture(scope="session")
def orders(context, server):
    """An order that waits for approval, and one for each state of a job, by that state."""
    states = ("made", "handed_over", "claimed", "done", "shipped")
    placed = {state: ordering.placed_order(context, state) for state in states}
    wait_until(lambda: all(ordering.load_order(context, each.id).state == "made" for each in placed.values()))
    jobs = wait_for_hand_over(context, [placed[state] for state in states[1:]])
    for state, job in zip(states[1:], jobs, strict=True):
        ordering.advance(context, job, state)
    return placed


@pytest.fixture(scope="module")
def visit(chromium, server):
    """Opens the browser for one visitor, and looks at the end whether anything was amiss."""

    @contextmanager
    def opened(**options):
        context = chromium.new_context(base_url=server.url, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(FOREVER)
        watch = PageMonitor(context, server.url)
        page = context.new_page()
        yield page
        context.close()
        assert watch.complaints == []

    return opened


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def visitor(request, visit):
    """Somebody's page, in a browser with and without scripts."""
    with visit(java_script_enabled=request.param) as page:
        page.scripted = request.param
        yield page


@pytest.fixture
def page(visit):
    """A page in a browser with scripts."""
    with visit(permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened
