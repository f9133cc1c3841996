"""Files of the artefacts that somebody has deleted or changed: each is named, and all that does not need it works."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from support import every_page, ordering
from support.http_requests import GROMMET as VALUES
from support.http_requests import PREFIX, post
from support.ordering import BERLIN, LYON, WORKER
from support.pages import GROMMET
from support.studio import Studio

from configurator.domain.parts.formats import REPORT
from configurator.services.common.context import open_context
from configurator.services.production.job_files import find_job_files
from configurator.settings import read_settings
from web import assets
from web.app import create_app
from web.context import serve_previews

MADE, FORM = "/parts/grommet/made", dict(parse_qsl(GROMMET))


class Manifest(dict):
    """Of a front end that nobody has built."""

    def __missing__(self, name):
        return name


@pytest.fixture
def context(sqlite, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "read_manifest", lambda *_: Manifest())
    with sqlite.prepared() as url:
        opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
        yield opened
        opened.engine.dispose()


@pytest.fixture
def client(context, tmp_path):
    return create_app(serve_previews(context.with_pool(Studio(), tmp_path))).test_client()


def delete(path):
    path.unlink()


def change(path):
    path.write_bytes(b"\xa5" + path.read_bytes()[1:])


@pytest.fixture(params=[delete, change], ids=["missing", "changed"])
def damage(context, request):
    """Deletes or changes an artefact; its name among the artefacts."""

    def spoil(sha256):
        request.param(Path(str(context.objects.prefix), "sha256", sha256[:2], sha256))
        return sha256[:12]

    return spoil


@pytest.fixture
def handed_over(context):
    """Where Berlin finds a job, and its files."""
    ordering.add_factories(context, BERLIN, LYON)
    job = ordering.job_in_state(context, "routed")
    ordering.dispatch_job(context, WORKER, job.id)
    return f"/factories/berlin/jobs/{job.ticket}", find_job_files(context, "berlin", job.ticket)


def assert_named(response, *parts):
    assert response.status_code == 503
    for part in (*parts, "Restore it from a backup."):
        assert part in response.text, part


@pytest.mark.parametrize("name", ["traveller.pdf", "job.json"])
def test_a_file_of_a_job_is_named_and_what_does_not_need_it_works(client, handed_over, damage, name):
    address, files = handed_over
    digest = damage(files[name])
    told = client.get(f"{address}/files.zip")
    assert_named(told, name, digest, "Something stored is damaged", "works as before")
    traveller = client.get(f"{address}/traveller.pdf")
    if name == "traveller.pdf":
        assert_named(traveller, name, digest)
    else:
        assert traveller.status_code == 200
    for page in ("/factories/berlin", "/factories/", "/"):
        assert client.get(page).status_code == 200, page


def test_an_order_that_cannot_be_approved_keeps_its_page(client, context, damage):
    order = ordering.made_order(context)
    digest = damage(order.items[0].files[REPORT])
    told = client.post(f"/orders/{order.token}/approve", data={"actor": "clinic-7"})
    assert_named(told, digest, order.items[0].design.code)
    assert_named(client.post(f"{PREFIX}/orders/{order.token}/approve", json={"actor": "clinic-7"}), digest, REPORT)
    assert ordering.load_order(context, order.id).state == "made"
    assert client.post(f"/orders/{order.token}/cancel", data={"actor": "clinic-7"}).status_code == 303


def test_a_download_is_named_and_the_others_go_on(client, context, damage):
    files = ordering.made_order(context).items[0].files
    digest = damage(files["stl"])
    assert_named(client.get(f"{PREFIX}/artefacts/{files['stl']}?name=part.stl"), "part.stl", digest)
    assert client.get(f"{PREFIX}/artefacts/{files['step']}").status_code == 200
    assert client.get(f"{PREFIX}/artefacts/{'0' * 64}").status_code == 404


def test_what_was_made_for_a_page_is_made_again_and_is_whole_then(client, context, damage):
    assert client.post(MADE, data=FORM).status_code == 303
    address = f"{MADE}?{GROMMET}"
    report = post(client, "files", {"template": "grommet", "values": VALUES, "formats": ["stl"]})["files"][REPORT]
    for path in Path(str(context.objects.prefix)).glob("sha256/*/*"):
        damage(path.name)
    assert client.get(address).status_code == 404
    assert client.post(MADE, data=FORM).status_code == 303
    assert client.get(address).status_code == 200
    again = post(client, "files", {"template": "grommet", "values": VALUES, "formats": ["stl"]})["files"][REPORT]
    assert again == report
    assert client.get(again["url"]).status_code == 200


def test_a_picture_is_drawn_again(client, context, damage):
    address = post(client, "designs", {"template": "grommet", "values": VALUES})["picture"]
    first = client.get(address)
    for path in Path(str(context.objects.prefix)).glob("sha256/*/*"):
        damage(path.name)
    assert (client.get(address).status_code, client.get(address).data) == (200, first.data)


def test_with_every_file_gone_no_page_ends_by_a_fault(client, context, damage):
    assert client.post(**every_page.MADE).status_code == 303
    addresses = every_page.addresses(context)
    for path in Path(str(context.objects.prefix)).glob("sha256/*/*"):
        damage(path.name)
    for address in addresses:
        assert client.get(address).status_code < 500, address
