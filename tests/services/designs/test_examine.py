from concurrent.futures import Future
from pathlib import Path

import pytest

from configurator.domain.errors import Crashed, Refused, crashed
from configurator.domain.offers.offers import OFFERS
from configurator.services.designs.examine import EXAMINE_LIMITS, KERNEL_EXAMINE, examine_file, is_refused

WARNING, REFUSAL = {"severity": "warning"}, {"severity": "refusal"}


class Asked:
    """A pool that notes what it is asked and answers with what it was given."""

    def __init__(self, answer=None):
        self.answer = answer
        self.asked = []

    def submit(self, *asked):
        self.asked.append(asked)
        future = Future()
        if isinstance(self.answer, Exception):
            future.set_exception(self.answer)
        else:
            future.set_result(self.answer)
        return future


def test_a_file_is_read_within_limits_of_time_and_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pool = Asked({"file": "part.stl", "timings_ms": {"read": 1.0}})
    assert examine_file(pool, Path("part.stl"), "in", "sls-pa12") == {"file": "part.stl"}
    request = {"file": str(tmp_path / "part.stl"), "unit": "in", "offers": ["sls-pa12"]}
    assert pool.asked == [(KERNEL_EXAMINE, request, EXAMINE_LIMITS)]
    assert (EXAMINE_LIMITS.seconds, EXAMINE_LIMITS.memory_gib) <= (180, 6)


def test_without_an_offer_it_is_judged_for_all(tmp_path):
    pool = Asked({"timings_ms": {}})
    examine_file(pool, tmp_path / "part.stl")
    assert pool.asked[0][1]["offers"] == list(OFFERS)


def test_an_unknown_offer_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(Refused, match="Did you mean 'sls-pa12'"):
        examine_file(Asked({}), tmp_path / "part.stl", offer="sls-pa11")


def test_a_file_that_the_kernel_cannot_bear_is_told_as_the_files_fault(tmp_path):
    died = crashed("The work took longer than 180 s and was stopped.", hint="Try simpler values.")
    with pytest.raises(Crashed) as caught:
        examine_file(Asked(died), tmp_path / "part.stl")
    (problem,) = caught.value.problems
    assert (problem.fields, problem.message) == (("file",), died.problems[0].message)
    assert "Export it coarser" in problem.hint


@pytest.mark.parametrize(
    ("findings", "making", "offer", "wrong"),
    [
        ([], [], "", False),
        ([WARNING], [{"findings": [WARNING]}], "sls-pa12", False),
        ([REFUSAL], [], "", True),
        ([], [{"findings": [REFUSAL]}], "sls-pa12", True),
        ([], [{"findings": [REFUSAL]}], "", False),
    ],
)
def test_an_offer_refuses_only_where_it_was_asked_for(findings, making, offer, wrong):
    assert is_refused({"findings": findings, "making": making}, offer) is wrong
