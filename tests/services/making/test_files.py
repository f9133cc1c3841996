from dataclasses import replace
from pathlib import Path

import pytest
from support.ordering import PicturePool, design

from configurator import catalogue
from configurator.domain.errors import Damaged, Refused, failed
from configurator.domain.parts.compensation import drawn_design
from configurator.domain.parts.drafting import Drafting
from configurator.domain.sha256 import sha256
from configurator.services.making.artefacts import read_artefact
from configurator.services.making.files import make_files
from configurator.services.previews.previews import shape_file
from configurator.services.previews.shapes import shape_of
from configurator.store import objects

GROMMET = design()


@pytest.fixture
def pool():
    return PicturePool()


@pytest.fixture
def make(context, pool, tmp_path):
    """Makes files of a grommet."""
    return lambda *formats, of=GROMMET: make_files(context.with_pool(pool, tmp_path), of, formats)


def test_files_are_kept_under_their_digest(context, make):
    kept = make("stl", "png")
    assert set(kept.files) == {"stl", "png", "report"}
    for digest, size in kept.files.values():
        data = read_artefact(context, digest, "a file")
        assert (sha256(data), len(data)) == (digest, size)
    assert kept.timings_ms == {"build": 1}


def test_what_is_known_is_not_made_again(make, pool):
    first, again = make("stl", "png"), make("png", "stl")
    assert len(pool.requests) == 1
    assert (dict(again.files), again.report, again.timings_ms) == (dict(first.files), first.report, {})


def test_other_formats_are_made_with_a_report_of_their_own(make, pool):
    make("stl")
    kept = make("stl", "png")
    assert len(pool.requests) == 2
    assert {"stl", "png"} <= set(kept.report.digests)


def test_nothing_is_left_in_the_folder_where_it_was_made(make, pool, tmp_path):
    before = set(tmp_path.iterdir())
    make("stl")
    pool.on_request = fail
    with pytest.raises(Exception, match="does not close"):
        make("png")
    assert {each for each in tmp_path.iterdir() if each.name != "artefacts"} == before - {tmp_path / "artefacts"}


def fail(request):
    raise failed("The part does not close.")


def test_a_design_of_another_version_is_not_made(make, pool):
    with pytest.raises(Refused, match="version 0 of grommet"):
        make("stl", of=replace(GROMMET, version="0"))
    assert pool.requests == []


def test_bytes_that_nobody_kept_are_refused(context):
    with pytest.raises(Refused, match="no such artefact"):
        read_artefact(context, sha256(b"nothing"), "a file")


def test_bytes_that_were_made_and_are_gone_are_named(context, make):
    digest, _ = make("stl").files["stl"]
    objects.delete_objects(context.objects, [digest])
    with pytest.raises(Damaged, match=rf"part\.stl: The artefact {digest[:12]} is missing"):
        read_artefact(context, digest, "part.stl")


def test_a_damaged_report_is_made_again_and_is_whole_then(context, make, pool):
    first = make("stl")
    path = Path(str(context.objects.prefix), "sha256", first.files["report"][0][:2], first.files["report"][0])
    path.write_text("{")
    assert make("stl").report == first.report
    assert len(pool.requests) == 2
    make("stl")
    assert len(pool.requests) == 2


def test_a_shape_of_before_is_read_only_where_its_holes_are_those_that_are_drawn(context, pool, tmp_path):
    making = context.with_pool(pool, tmp_path)
    asked, drawn = (make_files(making, GROMMET, ("stl",), Drafting(hole_compensation_mm=mm)) for mm in (0.0, 0.1))
    assert asked.files["report"] != drawn.files["report"]
    assert [each["drafting"]["hole_compensation_mm"] for each in pool.requests] == [0.0, 0.1]
    shapes = [each.get("shape") for each in pool.requests]
    wider = drawn_design(catalogue.find("grommet"), GROMMET, 0.1)
    assert shapes == [str(shape_file(making.cache, shape_of(each))) for each in (GROMMET, wider)]
