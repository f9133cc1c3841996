import json
from pathlib import Path

import pytest

from configurator.domain.display_units import shown_unit
from configurator.domain.errors import Refused
from configurator.domain.quantities import parse_quantity, unit_factor

# The scripts of pages read the same: see `tests/web/frontend/units.test.ts`.
CASES = json.loads(Path(__file__).with_name("numbers.json").read_text(encoding="utf-8"))


def read(text, own_unit, unit):
    """The value in the parameter's own unit of what stands in a form in inches or mm, None for no number."""
    shown = shown_unit(own_unit, unit)
    try:
        quantity = parse_quantity(text, shown, "field")
    except Refused:
        return None
    return quantity.value * unit_factor(shown, own_unit, "field")


@pytest.mark.parametrize(("text", "own_unit", "unit", "value"), CASES)
def test_the_server_reads_numbers_as_pages_do(text, own_unit, unit, value):
    assert read(text, own_unit, unit) == (value if value is None else pytest.approx(value))
