"""What was drawn once is not built again: across restarts, and for what judges a part without altering it."""

import os
import time

import pytest

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.services.common.disk_cache import DiskCache
from configurator.services.common.kernel_gate import KernelGate
from configurator.services.designs.configure import build_design
from configurator.services.making.make import make_part
from configurator.services.previews.previews import Previews, shape_file
from configurator.services.previews.shapes import shape_of

ORTHOSIS = catalogue.find("foot_orthosis")


def design(**values):
    return build_design(ORTHOSIS, ORTHOSIS.parameters(**values))


def until(true):
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_is_put_there_is_found_again(tmp_path):
    cache = DiskCache(tmp_path / "cache")
    assert cache.get("ab", "glb") is None
    cache.put("ab", {"glb": b"model", "json": b"{}"})
    assert (cache.get("ab", "glb"), cache.get("ab", "json")) == (b"model", b"{}")


def test_what_was_not_asked_for_the_longest_gives_way(tmp_path):
    cache = DiskCache(tmp_path, max_bytes=100)
    for age, key in enumerate(("aa", "bb", "cc")):
        cache.put(key, {"glb": bytes(50)})
        os.utime(cache.path(key, "glb"), (1000 + age, 1000 + age))
    cache.get("aa", "glb")
    cache.clear()
    assert [cache.path(key, "glb").exists() for key in ("aa", "bb", "cc")] == [True, False, False]


def test_a_disk_that_refuses_is_no_trouble(tmp_path):
    (tmp_path / "cache").write_text("a file")
    cache = DiskCache(tmp_path / "cache")
    cache.put("ab", {"glb": b"model"})
    assert cache.get("ab", "glb") is None


def test_after_a_restart_a_preview_is_known(pool, tmp_path):
    cache = DiskCache(tmp_path / "cache")
    made = Previews(pool, tmp_path, KernelGate(), cache=cache).get("anna", shape_of(design()))
    # It is kept after it was told.
    until(lambda: cache.get(shape_of(design()).key, "preview"))
    again = Previews(None, tmp_path, KernelGate(), cache=cache).get("anna", shape_of(design()))
    assert (made.cached, again.cached) == (False, True)
    assert again.glb == made.glb
    assert again.facts["triangles"] == made.facts["triangles"]


def test_what_only_judges_a_part_draws_nothing_anew():
    heavy, light = design(body_mass=110.0), design(body_mass=60.0)
    assert heavy.digest != light.digest
    assert shape_of(heavy) == shape_of(light) == shape_of(shape_of(heavy).design)
    assert shape_of(design(arch_height=21.0)).key != shape_of(heavy).key


@pytest.mark.parametrize("name", ["foot_orthosis", "grommet"])
def test_files_are_the_same_whether_their_shape_was_kept_or_not(pool, tmp_path, name):
    template = catalogue.find(name)
    wanted = Design(name, template.version, build_design(template, template.parameters()).parameters)
    cache = DiskCache(tmp_path / "cache")
    Previews(pool, tmp_path, KernelGate(), cache=cache).get("", shape_of(wanted))
    file = shape_file(cache, shape_of(wanted))
    until(file.exists)
    (fresh, kept) = (tmp_path / "fresh", tmp_path / "kept")
    for folder, shape in ((fresh, None), (kept, file)):
        folder.mkdir()
        make_part(pool, wanted, ["stl", "step", "glb", "3mf"], folder, shape=shape)
    for path in fresh.iterdir():
        assert path.read_bytes() == (kept / path.name).read_bytes()
