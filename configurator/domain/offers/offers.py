"""What can be sold: a process with a named material and finish, and where each must not be used.

Numbers come from the sources that each offer names. The project's own choices: grades, finishes,
colours (undyed but for multi jet fusion in PA12), which zones are too hot for what, the density of TPU
and PP to two digits, and that a plastic is refused for fuel and for pressurised coolant until a test
shows that it stands them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from configurator.domain.errors import nearest_hint, refused
from configurator.domain.parts.templates import Zone


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One process with one grade of material and one finish.

    `least_wall` in mm; the process holds a size of L mm to `tolerance` + `tolerance_per_mm` * L;
    `density` in g/cm3; `colour` (#rrggbb) is the part's, for pictures; `heat` is the deflection
    temperature in deg C under the load that `sources` names, None where there is no such number;
    `refused` says for which zones it must not be taken, and why.
    """

    id: str
    title: str
    process: str
    material: str
    grade: str
    finish: str
    least_wall: float
    tolerance: float
    density: float
    colour: str
    tolerance_per_mm: float = 0.0
    heat: float | None = None
    refused: Mapping[Zone, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


AAIB_SOURCE = "Intake: AAIB on Cozy G-BYLZ, 2025"
ORNL_SOURCE = "Fuel with 25 % ethanol: Oak Ridge National Laboratory"
MAKELAB_SOURCE = "Heat deflection, for the kind of material, under 0.45 MPa: Makelab, 3D printing for engineers"
FDM_WALL_SOURCE = "Least wall: Makelab; tolerance: Makelab, for 200 mm and more"

WETTED_ZONE_REFUSALS: Final[Mapping[Zone, str]] = {
    "intake": "a printed intake elbow softened and stopped an engine, so there metal is the rule",
    "coolant": "no test shows that it stands pressurised coolant",
    "fuel": "no test shows that it stands fuel",
}


def _refusals(heat: float, *zones: Zone) -> dict[Zone, str]:
    """The zones refused to a plastic with a heat deflection temperature of `heat` deg C, these among them, and why."""
    return {**dict.fromkeys(zones, f"it gives way at {heat:g} °C, which is exceeded there"), **WETTED_ZONE_REFUSALS}


def _fdm(
    material: str, grade: str, density: float, colour: str, heat: float, refused: Mapping[Zone, str], *sources: str
) -> Offer:
    return Offer(
        id=f"fdm-{material.lower()}",
        title=f"{material}, printed from filament",
        process="fdm",
        material=material,
        grade=grade,
        finish="as printed, supports removed",
        least_wall=1.2,
        tolerance=0.5,
        density=density,
        colour=colour,
        heat=heat,
        refused=refused,
        sources=(FDM_WALL_SOURCE, f"Density of the filament: data sheet of {grade}", AAIB_SOURCE, *sources),
    )


_PLA = _fdm(
    "PLA", "Prusament PLA", 1.24, "#e6dfcc", 55.0, _refusals(55.0, "cabin", "dash top", "engine bay"), MAKELAB_SOURCE
)
_PETG = _fdm("PETG", "Prusament PETG", 1.27, "#c8d3d6", 70.0, _refusals(70.0, "dash top", "engine bay"), MAKELAB_SOURCE)
_ASA = _fdm("ASA", "Prusament ASA", 1.07, "#e4ddc9", 95.0, _refusals(95.0, "engine bay"), MAKELAB_SOURCE)
_PP = _fdm(
    "PP",
    "BASF Ultrafuse PP",
    0.89,
    "#e6e9e4",
    50.0,
    {**_refusals(50.0, "dash top", "engine bay"), "fuel": "fuel with 25 % ethanol dissolves it"},
    ORNL_SOURCE,
    "Heat deflection, load not stated: 3space, Polypropylene 3D printing",
)

_SLS_PA12 = Offer(
    id="sls-pa12",
    title="PA12, laser-sintered",
    process="sls",
    material="PA12",
    grade="EOS PA 2200",
    finish="bead-blasted",
    least_wall=1.0,
    tolerance=0.254,
    density=0.93,
    colour="#f3f2ee",
    tolerance_per_mm=0.002,
    heat=86.0,
    refused=WETTED_ZONE_REFUSALS,
    sources=(
        "Least wall, for parts up to 250 mm: Brisk, Design guidelines for PA12 with SLS",
        "Tolerance: 0.010 in, usual among services; for large sizes 0.2 % (addema); added, so never less than either",
        "Density of the sintered part: EOS, data sheet of PA 2200",
        "Heat deflection under 1.82 MPa: Materialise OnSite",
        AAIB_SOURCE,
    ),
)
_MJF_PA12 = Offer(
    id="mjf-pa12",
    title="PA12, multi jet fusion",
    process="mjf",
    material="PA12",
    grade="HP 3D High Reusability PA 12",
    finish="bead-blasted, dyed black",
    least_wall=1.0,
    tolerance=0.3,
    density=1.01,
    colour="#3b3e42",
    tolerance_per_mm=0.002,
    heat=170.0,
    refused=WETTED_ZONE_REFUSALS,
    sources=(
        "Least wall, as recommended (possible: 0.5 mm), and tolerance: 3faktur, design guidelines",
        "Density of the part: HP, data sheet of 3D High Reusability PA 12",
        f"{MAKELAB_SOURCE}; 95 °C under 1.82 MPa (Materialise OnSite); continuous use 100 to 120 °C (Neway)",
        AAIB_SOURCE,
    ),
)
_MJF_TPU = Offer(
    id="mjf-tpu",
    title="TPU, multi jet fusion: soft as rubber",
    process="mjf",
    material="TPU",
    grade="BASF Ultrasint TPU01",
    finish="bead-blasted",
    least_wall=1.5,
    tolerance=0.3,
    density=1.09,
    colour="#8f9294",
    tolerance_per_mm=0.002,
    refused=WETTED_ZONE_REFUSALS,
    sources=(
        "Least wall, as recommended (possible: 1 mm): 3faktur, design guidelines",
        "Tolerance, of the process: 3faktur, design guidelines; Makerverse warns of 1.5 mm in so soft a part",
        "Density of the part, about: BASF, data sheet of Ultrasint TPU01",
        "Too soft for a heat deflection; Vicat softening at 84 to 96 °C: Makerverse",
        AAIB_SOURCE,
    ),
)
_MILL_ALUMINIUM = Offer(
    id="mill-aluminium",
    title="Aluminium, milled",
    process="mill",
    material="aluminium",
    grade="EN AW-6082 T6",
    finish="as milled, edges broken",
    least_wall=1.0,
    tolerance=0.127,
    density=2.7,
    colour="#b4b8bd",
    sources=(
        "Least wall, as recommended for aluminium: Sinbo, wall thickness in CNC parts",
        "Tolerance: 0.005 in, Xometry manufacturing standards",
        "Density: EN 573 alloy 6082, as any table has it",
    ),
)

_ALL_OFFERS = (_PLA, _PETG, _ASA, _PP, _SLS_PA12, _MJF_PA12, _MJF_TPU, _MILL_ALUMINIUM)
OFFERS: Final[Mapping[str, Offer]] = {offer.id: offer for offer in _ALL_OFFERS}


def find_offer(offer_id: str) -> Offer:
    """The offer of that id. Raises Refused, naming the field `offer`, with the nearest id."""
    if offer_id not in OFFERS:
        raise refused(f"There is no offer {offer_id!r}.", "offer", hint=nearest_hint(offer_id, list(OFFERS)))
    return OFFERS[offer_id]


def offer_texts(offer_id: str) -> tuple[str, str]:
    """Material and grade, process and finish, as a sheet says them; without such an offer, that an order will."""
    if offer_id not in OFFERS:
        return "as ordered", "as ordered"
    offer = OFFERS[offer_id]
    return f"{offer.material}, {offer.grade}", f"{offer.process.upper()}, {offer.finish}"


def materials_by_process() -> dict[str, tuple[str, ...]]:
    """Process -> the materials that are offered in it."""
    materials: dict[str, tuple[str, ...]] = {}
    for offer in _ALL_OFFERS:
        known = materials.get(offer.process, ())
        materials[offer.process] = known if offer.material in known else (*known, offer.material)
    return materials
