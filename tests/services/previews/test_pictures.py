import io
from concurrent.futures import Future
from pathlib import Path

import pytest
from PIL import Image
from support.ordering import design

from configurator.domain.errors import Blocked, Failed, failed
from configurator.services.previews.pictures import get_picture
from configurator.services.previews.shapes import shape_of
from configurator.store import designs, objects
from configurator.store.database import read_transaction

FIREWALL, LARGE = shape_of(design("firewall")), shape_of(design("an931-16-22"))


class PicturePool:
    """A pool whose pictures are blank; notes what was asked."""

    def __init__(self, error=None):
        self.asked = []
        self.error = error

    def submit(self, function, request, limits=None):
        assert function == "configurator.kernel.jobs.preview:run_picture"
        self.asked.append((request["size"], request["dimensions"]))
        answer = Future()
        if self.error:
            answer.set_exception(self.error)
        else:
            Image.new("RGB", request["size"]).save(Path(request["directory"], "draft.png"))
            answer.set_result({"file": "draft.png", "timings_ms": {}})
        return answer


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


def size(png):
    return Image.open(io.BytesIO(png)).size


def test_a_picture_is_made_once_and_kept_as_an_artefact(context, scratch):
    pool = PicturePool()
    first, second = (get_picture(context.with_pool(pool, scratch), FIREWALL, "thumbnail") for _ in "ab")
    assert first == second
    assert size(first) == (480, 360)
    assert pool.asked == [([480, 360], False)]
    with read_transaction(context.engine) as connection:
        kept = designs.find_artefacts(connection, FIREWALL.design, ("thumbnail",))
    assert objects.get_object(context.objects, kept["thumbnail"]) == first


def test_sizes_and_designs_have_pictures_of_their_own(context, scratch):
    pool = PicturePool()
    get_picture(context.with_pool(pool, scratch), FIREWALL, "thumbnail")
    assert size(get_picture(context.with_pool(pool, scratch), FIREWALL, "picture")) == (1200, 900)
    get_picture(context.with_pool(pool, scratch), LARGE, "thumbnail")
    assert pool.asked == [([480, 360], False), ([1200, 900], True), ([480, 360], False)]


def test_a_picture_that_is_lost_is_made_again(context, scratch, tmp_path):
    pool = PicturePool()
    first = get_picture(context.with_pool(pool, scratch), FIREWALL, "thumbnail")
    for file in (each for each in Path(str(context.objects.prefix)).rglob("*") if each.is_file()):
        file.unlink()
    assert get_picture(context.with_pool(pool, scratch), FIREWALL, "thumbnail") == first
    assert len(pool.asked) == 2


def test_what_the_kernel_refuses_leaves_nothing(context, scratch):
    with pytest.raises(Failed, match="no OpenGL"):
        get_picture(context.with_pool(PicturePool(failed("There is no OpenGL.")), scratch), FIREWALL, "thumbnail")
    with read_transaction(context.engine) as connection:
        assert designs.find_artefacts(connection, FIREWALL.design, ("thumbnail",)) == {}


def test_a_scratch_folder_that_is_gone_is_told(context, tmp_path):
    with pytest.raises(Blocked, match="gone"):
        get_picture(context.with_pool(PicturePool(), tmp_path / "gone"), FIREWALL, "thumbnail")


def test_the_kernel_draws_it(context, scratch, pool):
    png = get_picture(context.with_pool(pool, scratch), FIREWALL, "thumbnail")
    assert size(png) == (480, 360)
    assert len(Image.open(io.BytesIO(png)).getcolors(480 * 360)) > 50
