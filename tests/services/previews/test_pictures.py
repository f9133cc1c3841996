import io
from concurrent.futures import Future
from pathlib import Path

import pytest
from PIL import Image
from support.ordering import design

from configurator.domain.errors import Blocked, Failed, failed
from configurator.services.previews.pictures import picture_of
from configurator.store import designs, objects
from configurator.store.database import reading

FIREWALL, LARGE = design("firewall"), design("an931-16-22")


class PicturePool:
    """A pool whose pictures are blank; notes what was asked."""

    def __init__(self, error=None):
        self.asked = []
        self.error = error

    def submit(self, function, request, limits=None):
        assert function == "configurator.kernel.jobs.preview:picture"
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


def test_a_picture_is_made_once_and_kept_as_an_artefact(office, scratch):
    pool = PicturePool()
    first, second = (picture_of(office, pool, scratch, FIREWALL, "thumbnail") for _ in "ab")
    assert first == second
    assert size(first) == (480, 360)
    assert pool.asked == [([480, 360], False)]
    with reading(office.engine) as connection:
        kept = designs.find_artefacts(connection, FIREWALL, ("thumbnail",))
    assert objects.get(office.objects, kept["thumbnail"]) == first


def test_sizes_and_designs_have_pictures_of_their_own(office, scratch):
    pool = PicturePool()
    picture_of(office, pool, scratch, FIREWALL, "thumbnail")
    assert size(picture_of(office, pool, scratch, FIREWALL, "picture")) == (1200, 900)
    picture_of(office, pool, scratch, LARGE, "thumbnail")
    assert pool.asked == [([480, 360], False), ([1200, 900], True), ([480, 360], False)]


def test_a_picture_that_is_lost_is_made_again(office, scratch, tmp_path):
    pool = PicturePool()
    first = picture_of(office, pool, scratch, FIREWALL, "thumbnail")
    for file in (each for each in Path(str(office.objects.prefix)).rglob("*") if each.is_file()):
        file.unlink()
    assert picture_of(office, pool, scratch, FIREWALL, "thumbnail") == first
    assert len(pool.asked) == 2


def test_what_the_kernel_refuses_leaves_nothing(office, scratch):
    with pytest.raises(Failed, match="no OpenGL"):
        picture_of(office, PicturePool(failed("There is no OpenGL.")), scratch, FIREWALL, "thumbnail")
    with reading(office.engine) as connection:
        assert designs.find_artefacts(connection, FIREWALL, ("thumbnail",)) == {}


def test_a_scratch_folder_that_is_gone_is_told(office, tmp_path):
    with pytest.raises(Blocked, match="gone"):
        picture_of(office, PicturePool(), tmp_path / "gone", FIREWALL, "thumbnail")


def test_the_kernel_draws_it(office, scratch, pool):
    png = picture_of(office, pool, scratch, FIREWALL, "thumbnail")
    assert size(png) == (480, 360)
    assert len(Image.open(io.BytesIO(png)).getcolors(480 * 360)) > 50
