from dataclasses import replace

import pytest

from configurator.domain.errors import Failed, Refused
from configurator.extensions import Extension
from configurator.production import target_registry
from configurator.production.target_registry import find_target

HOT_FOLDER = find_target("hot-folder")


def test_an_unknown_target_is_refused_with_the_nearest():
    with pytest.raises(Refused) as caught:
        find_target("hot_folder")
    (problem,) = caught.value.problems
    assert (problem.fields, problem.hint) == (("target",), "Did you mean 'hot-folder'?")


def test_a_broken_target_cannot_be_used_and_says_why(monkeypatch):
    broken = Extension("strangers.web_hook", "strangers", None, "ZeroDivisionError: division by zero")
    monkeypatch.setattr(target_registry, "entries", lambda: (broken,))
    with pytest.raises(Failed, match="division by zero") as caught:
        find_target("web-hook")
    (problem,) = caught.value.problems
    assert problem.fields == ("target",) and "strangers.web_hook" in problem.hint


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"name": "../folder"}, "small letters"), ({"settings": dict}, "StrictModel"), ({"settings": 5}, "StrictModel")],
)
def test_what_no_file_could_name_or_set_is_broken(change, fault):
    assert fault in target_registry._target_fault(replace(HOT_FOLDER, **change))
    assert target_registry._target_fault(HOT_FOLDER) == ""
