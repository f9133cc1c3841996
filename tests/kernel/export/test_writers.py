from types import SimpleNamespace

import pytest

from configurator.domain.parts.drafting import Drafting
from configurator.kernel import render
from configurator.kernel.export.writers import write_picture


@pytest.mark.parametrize(
    ("drafting", "unit"),
    [(Drafting(), "mm"), (Drafting(unit="in"), "in"), (Drafting(unit="in", picture_unit="mm"), "mm")],
)
def test_a_picture_may_have_another_unit_than_the_drawing(monkeypatch, tmp_path, drafting, unit):
    units = []
    monkeypatch.setattr(render, "write_picture", lambda part, path, appearance, each: units.append(each))
    write_picture(SimpleNamespace(part=None, appearance=None, drafting=drafting), tmp_path / "part.png")
    assert units == [unit]
