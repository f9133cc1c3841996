"""What `make demo` shows first: a part of each sample sheet, in all formats that it has."""

import pytest

from configurator import catalogue
from configurator.formats import formats_of
from docs import demo


@pytest.mark.parametrize(("template", "sheet"), demo.PARTS)
def test_each_sample_is_made_in_all_formats_that_hold_it(pool, tmp_path, capsys, template, sheet):
    made = demo.make_one(pool, template, demo.SAMPLES / sheet, tmp_path)
    demo.show(template, sheet, made)
    assert set(made.files) >= set(formats_of(catalogue.find(template)))
    assert all(path.stat().st_size for path in made.files.values())
    assert made.report.code in capsys.readouterr().out
