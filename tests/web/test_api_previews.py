import pytest
from support.calls import count_calls
from support.http_requests import GROMMET, fields, get, messages, post

from configurator.domain.errors import failed
from configurator.domain.problems import refusal
from configurator.services.common.kernel_gate import Busy
from configurator.services.common.memory_cache import MemoryCache
from configurator.services.designs.configure import configure
from configurator.services.previews import shapes
from configurator.services.previews.previews import Previews, Superseded
from configurator.services.previews.shapes import shape_of

BUSY = Busy(3)


def judged(client, **values):
    return post(client, "designs", {"template": "grommet", "values": GROMMET | {"hole_diameter": 16, **values}})


@pytest.fixture
def preview(client):
    return judged(client)["preview"]


@pytest.fixture
def picture(client):
    return judged(client)["picture"]


def test_the_address_that_came_with_a_design_has_its_model(client, paper, preview):
    answer = get(client, preview)
    assert answer.content_type == "model/gltf-binary"
    assert "configurator.kernel.jobs.preview:run_preview" in answer.text
    assert paper.requests[0]["parameters"]["hole_diameter"] == 16
    assert answer.headers["Server-Timing"] == "build;dur=12.3, mesh;dur=5.0"


def test_what_was_made_is_known_the_second_time(client, paper, preview):
    first, again = get(client, preview), get(client, preview)
    assert (first.data, len(paper.requests)) == (again.data, 1)
    assert again.headers["Server-Timing"] == "known"


@pytest.mark.parametrize("kind", ["preview", "picture"])
def test_it_may_be_kept_for_a_year(client, kind, request):
    address = request.getfixturevalue(kind)
    answer = get(client, address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get(client, address, 304, headers={"If-None-Match": answer.headers["ETag"]}).data == b""


@pytest.mark.parametrize("kind", ["preview", "picture"])
@pytest.mark.parametrize(
    "change",
    [
        ("hole_diameter=16", "hole_diameter=15"),
        ("&hole_diameter=16", ""),
        ("=16", "=wide"),
        ("&hole_", "&colour=red&hole_"),
        ("template=grommet", "template=scoop"),
        ("template=grommet", "template=none"),
    ],
)
def test_an_address_that_was_changed_leads_nowhere(client, paper, kind, change, request):
    address = request.getfixturevalue(kind)
    assert change[0] in address
    get(client, address.replace(*change, 1), 404)
    assert paper.requests == []


@pytest.fixture
def counts(client, monkeypatch):
    return count_calls(monkeypatch, configure, shape_of)


@pytest.mark.parametrize("kind", ["preview", "picture"])
def test_a_key_press_computes_its_key_once(client, counts, kind):
    get(client, judged(client)[kind])
    assert counts == {"configure": 1, "shape_of": 1}


def test_an_address_of_another_process_is_read_and_checked(client, counts, preview, monkeypatch):
    monkeypatch.setattr(shapes, "_remembered", MemoryCache(1, lambda shape: 1))
    before = dict(counts)
    first, again = get(client, preview), get(client, preview)
    assert first.data == again.data
    assert {name: counts[name] - before[name] for name in counts} == {"configure": 1, "shape_of": 1}


def test_an_address_whose_query_says_more_than_its_shape_is_read_and_checked(client):
    values = {"foot_length": 263, "foot_breadth": 98, "ball_of_foot_length": 193, "heel_breadth": 72}
    address = post(client, "designs", {"template": "foot_orthosis", "values": values})["preview"]
    assert get(client, f"{address}&body_mass=81").data == get(client, address).data
    get(client, address.replace("foot_length=263", "foot_length=264"), 404)


def test_where_to_get_an_address_is_told(client, preview):
    answer = get(client, preview.replace("hole_diameter=16", "hole_diameter=15"), 404)
    assert fields(answer.json) == ["key"]
    assert "POST the values to designs" in messages(answer.json)


def test_a_picture_comes_in_two_sizes(client, picture):
    large, small = get(client, picture), get(client, picture.replace("size=picture", "size=thumbnail"))
    assert large.content_type == small.content_type == "image/png"
    assert large.headers["ETag"] != small.headers["ETag"]
    assert fields(get(client, picture.replace("size=picture", "size=huge"), 422).json) == ["size"]


def test_a_part_that_cannot_be_drawn_says_why(client, paper, preview):
    def on_request(request):
        raise failed("The draft of the part does not close.", hint="Try slightly different values.")

    paper.on_request = on_request
    assert "does not close" in messages(get(client, preview, 500).json)


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "ä", "a;b"])
def test_a_client_has_a_plain_name(client, preview, name):
    answer = get(client, preview, 422, headers={"X-Client": name.encode("utf-8").decode("latin-1")})
    assert fields(answer.json) == ["X-Client"]


@pytest.mark.parametrize(("error", "status"), [(Superseded(refusal("Another was asked for since.")), 409), (BUSY, 503)])
def test_who_is_not_served_is_told_why(client, monkeypatch, preview, error, status):
    def refuse(previews, name, shape, visitor):
        assert (name, shape.design.template, visitor) == ("tab-7", "grommet", "tab-7")
        raise error

    monkeypatch.setattr(Previews, "get", refuse)
    answer = get(client, preview, status, headers={"X-Client": "tab-7"})
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get("Retry-After") == ("3" if status == 503 else None)
