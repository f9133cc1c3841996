"""Writes the units that pages read numbers in, `src/unit_table.ts`, from the tables that the server reads them by.

python -m web.frontend.unit_table
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from configurator.domain.display_units import DECIMALS, INCHES
from configurator.domain.units import SPELLINGS, UNITS

UNIT_TABLE: Final = Path(__file__).parent / "src" / "unit_table.ts"
HEAD: Final = "/** Written by web/frontend/unit_table.py from the units of the domain: change those. */\n"


def unit_table() -> str:
    """The tables as a module of the front end."""
    tables = (
        ("Of each unit its dimension and the factor to the base unit.", "UNITS", "readonly [string, number]", UNITS),
        ("In small letters, how people write each unit.", "SPELLINGS", "readonly string[]", SPELLINGS),
        ("The unit that replaces a parameter's own where somebody works in inches.", "INCHES", "string", INCHES),
        ("The decimals that sizes in each unit are shown with.", "DECIMALS", "number", DECIMALS),
    )
    return HEAD + "".join(_table(*each) for each in tables)


def _table(meaning: str, name: str, kind: str, values: Any) -> str:
    rows = "".join(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in values.items())
    return f"\n/** {meaning} */\nexport const {name}: Readonly<Record<string, {kind}>> = {{\n{rows}}};\n"


if __name__ == "__main__":
    UNIT_TABLE.write_text(unit_table(), encoding="utf-8")
