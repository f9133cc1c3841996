from concurrent.futures import ThreadPoolExecutor

import pytest
from support.manual_pool import FOREVER, PreviewHarness, finish
from support.ordering import design

from configurator.services.common.disk_cache import DiskCache
from configurator.services.previews.drafts import Preview
from configurator.services.previews.preview_file import pack_preview, unpack_preview
from configurator.services.previews.previews import PREVIEW_KIND
from configurator.services.previews.shapes import shape_of

FIREWALL = shape_of(design("firewall"))
PREVIEW = Preview(b"glTF\nwith a line", {"volume_mm3": 7.0}, {"build": 1.0})


def test_a_preview_is_the_same_from_its_file():
    assert unpack_preview(pack_preview(PREVIEW)) == PREVIEW


def test_no_part_of_the_file_is_a_preview():
    data = pack_preview(PREVIEW)
    assert [length for length in range(len(data)) if unpack_preview(data[:length]) is not None] == []


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: data[:-1] + b"x", lambda data: b""])
def test_a_damaged_preview_is_built_again_and_replaced(tmp_path, damage):
    cache = DiskCache(tmp_path / "cache")
    path = cache.path(FIREWALL.key, PREVIEW_KIND)
    path.parent.mkdir(parents=True)
    path.write_bytes(damage(pack_preview(PREVIEW)))
    with ThreadPoolExecutor(2) as threads:
        harness = PreviewHarness(tmp_path, threads).open(cache=cache)
        answer = harness.request("anna", FIREWALL)
        finish(harness.pool.next(), b"glTF whole")
        assert answer.result(FOREVER).glb == b"glTF whole"
        harness.until(lambda: unpack_preview(path.read_bytes()))
    assert unpack_preview(path.read_bytes()).glb == b"glTF whole"
