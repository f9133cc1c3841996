"""A template with a text, a table of standards and parameters that matter only for some words: never built."""

from dataclasses import dataclass
from typing import Literal

from configurator.domain.parts.declarations import choice, count, length, pick, text
from configurator.domain.parts.limits import AllowedWords, Limit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.tables import Table
from configurator.domain.parts.templates import Template


@dataclass(frozen=True)
class Screw:
    tap_drill: float


SCREWS = Table(
    {"M3": Screw(2.5), "M4": Screw(3.3), "2 BA": Screw(4.0), "0 BA": Screw(5.1)},
    dict.fromkeys(("M3", "M4", "2 BA", "0 BA"), "made up for tests"),
)


class Knob(Parameters):
    words: str = text("CHOKE", 12, title="Text", group="Face", stated=True)
    screw: str = pick(SCREWS, "M3", title="Set screw", group="Shaft")
    grip: Literal["plain", "knurl", "flutes"] = choice("plain", title="Grip", group="Knob")
    flutes: int = count(8, 3, 40, title="Flutes", group="Knob", when={"grip": ("flutes",)})
    depth: float = length(0.5, 0.1, 5, title="Depth", group="Knob", measured=True, when={"grip": ("knurl", "flutes")})
    diameter: float = length(20, 10, 40, title="Diameter", group="Knob")


def limits(p):
    if p.diameter < 20:
        small = tuple(name for name, row in SCREWS.rows.items() if row.tap_drill < 4)
        yield AllowedWords("screw", small, "a larger screw would split it", ("diameter",))
    yield Limit("depth", 0, p.diameter / 40, "a wall must remain", ("diameter",))


KNOB = Template(
    id="knob", version="1", title="Knob", group="Test", summary="A knob.", parameters=Knob, limits=limits,
    build=lambda p: None, dimensions=lambda p: (), presets={"usual": Knob()},
)  # fmt: skip
