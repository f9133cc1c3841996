import subprocess
import sys
from pathlib import Path

import pytest
from support import every_page, ordering
from support.every_page import MADE, addresses
from support.front_end import Manifest
from support.here import run_here
from support.pages import GROMMET, Page
from support.studio import Studio

from configurator.pool import process
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from web import assets
from web.app import MAX_REQUEST_BYTES, create_app
from web.context import serve_previews
from web.security import SECURITY_HEADERS

pytestmark = pytest.mark.slow

KERNEL = {"cadquery", "OCP", "trimesh", "vtk", "vtkmodules", "igl", "manifold3d", "lib3mf"}
FORM = {"operator": "berlin:jo"}
TOLD = "/factories/berlin/operator"


@pytest.fixture(scope="module")
def pages(sqlite, tmp_path_factory):
    """Every page there is, by its address; nobody changes them."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch, sqlite.prepared() as url:
        patch.setattr(assets, "read_manifest", lambda *_: Manifest())
        patch.setattr(process, "run_in_process", run_here)
        context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": url}))
        client = create_app(serve_previews(context.with_pool(Studio(), folder))).test_client()
        client.post(**MADE)
        shown = [each for each in addresses(context) if "none" not in each]
        yield {address: Page(client.get(address, follow_redirects=True).text) for address in shown}
        context.engine.dispose()


@pytest.fixture
def static(app, tmp_path):
    (tmp_path / "main.css").write_text("p { color: red }")
    app.static_folder = str(tmp_path)


def fall_over():
    raise RuntimeError


ANSWERS = {
    "page": ("GET", "/", 200),
    "redirect": ("GET", f"/parts/grommet?{GROMMET}&show=in", 302),
    "not found": ("GET", "/nowhere", 404),
    "not found there": ("GET", "/api/v1/nowhere", 404),
    "not allowed": ("DELETE", "/", 405),
    "refused": ("POST", "/clinic/?act=order", 200),
    "interface": ("GET", "/api/v1/templates", 200),
    "file": ("GET", "/static/main.css", 200),
    "fault": ("GET", "/fall-over", 500),
}


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_has_every_header(app, static, method, path, status):
    app.testing = False
    app.add_url_rule("/fall-over", view_func=fall_over)
    with app.test_client().open(path, method=method) as answer:
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert answer.headers["Cache-Control"]
        assert "Server" not in answer.headers


def test_pages_are_kept_nowhere_and_files_for_a_year(client, static):
    assert client.get("/clinic/").headers["Cache-Control"] == "no-store"
    with client.get("/static/main.css") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_fault_of_the_program_tells_no_stranger_where(app):
    app.testing = False
    app.add_url_rule("/fall-over", view_func=fall_over)
    text = app.test_client().get("/fall-over").text
    assert "Something went wrong here that should not." in text
    assert "RuntimeError" not in text


def test_the_log_of_a_fault_names_the_page_without_the_secret_in_its_address(app, caplog):
    app.testing = False
    app.add_url_rule("/fall-over/<secret>", view_func=lambda secret: fall_over())
    app.test_client().get("/fall-over/7KQ2M4XD9A")
    assert "while answering GET /fall-over/<secret>" in caplog.text and "7KQ2M4XD9A" not in caplog.text


@pytest.mark.parametrize(
    "sender",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
@pytest.mark.parametrize("path", [TOLD, "/parts/grommet/order", "/api/v1/designs"])
def test_another_sites_page_cannot_have_a_browser_write_here(client, sender, path):
    answer = client.post(path, data=FORM, headers=sender)
    assert answer.status_code == 422
    assert "another site" in answer.text


@pytest.mark.parametrize("sender", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_page_of_this_server_may_write(client, context, sender):
    ordering.add_factories(context, ordering.BERLIN)
    assert client.post(TOLD, data=FORM, headers=sender).status_code == 303


def test_links_from_elsewhere_may_be_followed(client):
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("host", ["example.com", "localhost.example.com", "10.0.0.1", "", "127.0.0.1.nip.io", "[::1]"])
def test_another_name_for_this_machine_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000"])
def test_its_own_names_are_answered_to(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"), [("/clinic/", "application/x-www-form-urlencoded"), ("/api/v1/designs", "application/json")]
)
def test_a_body_over_the_limit_is_refused(client, path, kind):
    answer = client.post(path, data=b"1" * (MAX_REQUEST_BYTES + 1), content_type=kind)
    assert answer.status_code == 413
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_form_of_too_many_fields_is_refused(client):
    assert client.post("/clinic/", data={f"f{number}": "" for number in range(2000)}).status_code < 500
    assert client.post("/clinic/", data={f"f{number}": "" for number in range(100_000)}).status_code == 413


def test_no_page_has_a_script_or_a_style_in_it(pages):
    for address, page in pages.items():
        assert page.elements, address
        for each in page.elements:
            assert each.tag != "style", address
            assert each.tag != "script" or (each.attributes.get("src") and not each.text), address
            assert not [name for name in each.attributes if name == "style" or name.startswith("on")], address


def test_no_page_names_another_site(pages):
    places = [
        each.attributes.get(name) or ""
        for page in pages.values()
        for each in page.elements
        for name in ("href", "src", "action")
    ]
    assert [place for place in places if place and not place.startswith(("/", "?", "#"))] == []


def test_every_page_has_a_title_a_heading_and_a_language(pages):
    for address, page in pages.items():
        if not address.endswith(("/progress", "/jobs")):
            assert page.all("title")[0].text.endswith("Made to measure"), address
            assert len(page.all("h1")) == 1, address
            assert page.one("html").attributes["lang"] == "en", address


def test_no_id_stands_twice_on_a_page(pages):
    for address, page in pages.items():
        ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(ids) == len(set(ids)), address


def test_every_label_names_a_field_of_its_page(pages):
    for page in pages.values():
        ids = {each.attributes.get("id") for each in page.elements}
        named = [
            word
            for each in page.elements
            for name in ("for", "aria-labelledby")
            for word in (each.attributes.get(name) or "").split()
        ]
        assert set(named) <= ids


def test_serving_every_page_loads_no_kernel(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "support.every_page", tmp_path],
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": f"{Path(every_page.__file__).parents[1]}:."},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "web" in loaded
    assert loaded & KERNEL == set()
