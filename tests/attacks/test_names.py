"""Whoever calls himself what no header, cookie or page expects."""

from urllib.parse import quote

import pytest
from support import every_page, ordering
from support.studio import Studio
from werkzeug.http import dump_cookie

from configurator.domain.actors import Actor
from configurator.services.common.context import open_context
from configurator.services.orders.place_order import place_order
from configurator.settings import read_settings
from web.app import create_app
from web.context import serve_previews
from web.links import API_PREFIX

NAMES = {
    "another alphabet": "Łukasz",
    "quote": 'a"b',
    "comma and semicolon": "a, b; c=d",
    "emoji": "\N{WAVING HAND SIGN}" * 3,
    "80 letters": "Ł" * 80,
    "80 emoji": "\N{WAVING HAND SIGN}" * 80,
    "right to left": "עדה",
    "percent": "100%25 %zz",
    "backslash": "a\\b\\342",
    "tags": "<b>&amp;'",
}


@pytest.fixture(scope="module")
def context(sqlite, tmp_path_factory):
    """A context, for all tests here."""
    with sqlite.prepared() as url:
        folder = tmp_path_factory.mktemp("data")
        opened = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": url}))
        yield opened
        opened.engine.dispose()


@pytest.fixture(scope="module")
def app(context, tmp_path_factory):
    """The application as a server has it: what goes wrong is a 500."""
    return create_app(serve_previews(context.with_pool(Studio(), tmp_path_factory.mktemp("work")), 8))


@pytest.fixture(scope="module")
def pages(app, context):
    """The addresses of pages in every state, and one of each other route that is read."""
    pages = every_page.addresses(context)
    job = ordering.job_in_state(context, "claimed", "names")
    values = {"name": "grommet", "template": "grommet", "factory": "berlin", "ticket": job.ticket, "kind": "stl"}
    values |= {"filename": "none", "token": "0" * 32, "key": "0" * 64, "sha256": "0" * 64}
    values |= {"secret": "0" * 43, "organisation": "clinic-bern", "passkey": "0" * 10}
    urls = app.url_map.bind("localhost")
    walked = {urls.match(page.partition("?")[0])[0] for page in pages}
    others = [each for each in app.url_map.iter_rules() if "GET" in each.methods and each.endpoint not in walked]
    return pages + [urls.build(each.endpoint, {name: values[name] for name in each.arguments}) for each in others]


@pytest.fixture
def client(app, pages):
    """A browser that has no cookie yet."""
    return app.test_client()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_name_breaks_a_page(client, context, pages, name):
    token = place_order(context, Actor(name), ordering.order_request(key=name[:20])).order.token
    assert client.post("/factories/berlin/operator", data={"operator": name}).status_code == 303
    for role in ("operator", "clinician"):
        client.set_cookie(role, quote(name, safe=""))
    for page in [*pages, f"/orders/{token}", f"{API_PREFIX}/orders/{token}"]:
        response = client.get(page)
        # A server whose worker does not run is not ready.
        assert response.status_code < 500 or page == "/health/ready", page
        assert all(text.isascii() and text.isprintable() for _, text in response.headers), page


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_remembered_as_it_was_typed(client, name):
    client.post("/factories/berlin/operator", data={"operator": name})
    board = client.get("/factories/berlin/jobs")
    assert client.get("/factories/berlin/jobs", headers={"If-None-Match": board.headers["ETag"]}).status_code == 304
    assert client.get_cookie("operator", path="/factories/berlin").decoded_value == quote(name, safe="")


@pytest.mark.parametrize("name", ["Łukasz", 'a"b', "a;b", "\x00", "\udcff"], ids=lambda name: ascii(name)[1:-1])
def test_an_unencoded_cookie_breaks_nothing(client, pages, name):
    as_set_before = dump_cookie("x", name.encode(errors="replace").decode()).partition("=")[2].partition(";")[0]
    as_bytes = name.encode(errors="surrogateescape").decode("latin-1")
    for value in (as_set_before, as_bytes):
        for page in [page for page in pages if page != "/health/ready"]:
            cookies = f"operator={value}; clinician={value}"
            assert client.get(page, headers={"Cookie": cookies}).status_code < 500, page


def test_another_name_is_another_board(client):
    tags = set()
    for name in ("Łukasz", "Lukasz"):
        client.post("/factories/berlin/operator", data={"operator": name})
        tags.add(client.get("/factories/berlin/jobs").headers["ETag"])
    assert len(tags) == 2
