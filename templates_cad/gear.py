"""Gear: spur or helical teeth by module, diametral pitch or the old one's tip diameter; alone or two on one hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, cos, degrees, floor, pi, radians, sin
from typing import Any, Literal

from configurator.sdk import (
    GEAR,
    Box,
    Diameter,
    Dimension,
    Distance,
    GearPair,
    Limit,
    Parameters,
    Problem,
    Section,
    Template,
    Toothing,
    X,
    Y,
    Z,
    angle,
    choice,
    closest_distance,
    count,
    furthest_distance,
    length,
    model_tolerance,
    number,
    warning,
)

INCH_MM = 25.4
# The project's own choices, in mm where nothing else is said.
TOLERANCE_MM = 0.05  # of the model at most
LEAST_RIM, LEAST_BORE, LEAST_KEY = 1.0, 1.0, 0.5
LEAST_TIP_MODULES = 0.2  # of a tooth's thickness at its tip
FINE_TOOTH = 1.0  # thickness below which printers do not make teeth true
HUB_STEP = 0.2  # from the hub to a root
GEAR_STEP = 0.5  # from the second gear's tips to the first one's roots
MOST_DIAMETER = 160.0
MOST_SHIFT, UNDERCUT_MODULES = 1.0, 0.85  # how far below what is not undercut a shift may lie
MOST_THINNING_MODULES, THINNEST_TIP_MODULES = 0.25, 0.1  # and what of a tip must remain
LEAST_MODULE, MOST_MODULE = 0.3, 3.0
WIDEST_HELICAL = 18.0  # in modules
KEYED_SHARE = 1.15  # of a bore, so that its keyway finds room
CORE = KEYED_SHARE * LEAST_BORE + 2 * LEAST_RIM  # diameter that holds a bore
GREAT_BORE = 7.0
GRAZING = 0.001  # to either side of a plane in which teeth are measured
HALVINGS = 30
# Found by trial over 6 to 24 teeth: of less shift than 1 less so many of what is not undercut, the fillet passes the
# pitch circle, where the tooth is measured.
PITCH_UNDERCUT = 4.3
LEAST_CONTACT, SMOOTH_CONTACT = 1.0, 1.2
LOOSE_MODULES = 0.3  # of backlash
NEAR_MODULE = 0.01  # of a module, within which a standard one is named
# ISO 54, and usual diametral pitches.
MODULES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.125, 1.25, 1.375, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0)
PITCHES = (72, 64, 56, 48, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 9)

HELICAL = {"tooth_form": ("helical",)}
COMPOUND = {"form": ("two on one hub",)}


class Gear(Parameters):
    """Sizes in mm, of the old gear."""

    form: Literal["single", "two on one hub"] = choice("single", title="Form", group="Form")
    teeth: int = count(24, 6, 120, title="Teeth", group="Teeth", measured=True, guide="Of the larger gear, counted.")
    sizing: Literal["module", "diametral pitch", "tip diameter"] = choice(
        "module",
        title="Size of the teeth by",
        group="Teeth",
        guide="In millimetres a module, in inches a diametral pitch; either follows from the tip diameter.",
    )
    module: float = number(
        1, 0.3, 3, unit="mm", title="Module", group="Teeth", guide="Tip diameter over teeth and two.",
        when={"sizing": ("module",)},
    )  # fmt: skip
    diametral_pitch: float = number(
        24, 8.4, 84, unit="", title="Diametral pitch", group="Teeth",
        guide="Teeth and two over the tip diameter in inches.",
        when={"sizing": ("diametral pitch",)},
    )  # fmt: skip
    tip_diameter: float = length(
        26, 4, 160, title="Tip diameter", group="Teeth", measured=True, guide="Over the teeth of the larger gear.",
        when={"sizing": ("tip diameter",)},
    )  # fmt: skip
    pressure_angle: float = angle(
        20, 14.5, 25, title="Pressure angle", group="Teeth", guide="20° as a rule, 14.5° in old gears in inches."
    )
    shift: float = number(
        0, -0.6, MOST_SHIFT, unit="", title="Profile shift", group="Teeth",
        guide="In modules, of the larger gear; 0 where nothing is known. It keeps few teeth from being undercut.",
    )  # fmt: skip
    backlash: float = length(
        0.05, 0, 0.5, title="Thinner teeth", group="Teeth", guide="Along the pitch circle, so that the pair has play."
    )
    tooth_form: Literal["spur", "helical"] = choice("spur", title="Form of the teeth", group="Form")
    helix_angle: float = angle(
        20, 5, 45, title="Helix angle", group="Teeth", guide="At the pitch circle.", when=HELICAL
    )
    hand: Literal["right", "left"] = choice(
        "right",
        title="Hand",
        group="Teeth",
        guide="Right: with the axis upright its teeth rise to the right.",
        when=HELICAL,
    )
    face_width: float = length(
        6, 1, 40, title="Width of the teeth", group="Sizes", measured=True, guide="Along the axis."
    )
    bore_form: Literal["round", "D-shaped", "keyed"] = choice("round", title="Form of the bore", group="Bore")
    bore: float = length(5, LEAST_BORE, 80, title="Bore diameter", group="Bore", measured=True, guide="Of its round.")
    across_flat: float = length(
        4.5, 0.6, 78, title="Across the flat", group="Bore", measured=True,
        guide="From the flat to the round opposite.", when={"bore_form": ("D-shaped",)},
    )  # fmt: skip
    key_width: float = length(
        2, 0.5, 25, title="Width of the keyway", group="Bore", measured=True, guide="Between its sides.",
        when={"bore_form": ("keyed",)},
    )  # fmt: skip
    over_key: float = length(
        6, 1.1, 100, title="Over the keyway", group="Bore", measured=True,
        guide="From its floor to the round opposite.", when={"bore_form": ("keyed",)},
    )  # fmt: skip
    module_2: float | None = number(
        None, 0.3, 3, unit="mm", title="Module of the second gear", group="Second gear",
        guide="Left empty: as that of the first.", when=COMPOUND,
    )  # fmt: skip
    teeth_2: int = count(
        12,
        6,
        100,
        title="Teeth of the second gear",
        group="Second gear",
        measured=True,
        guide="Counted.",
        when=COMPOUND,
    )
    face_width_2: float = length(
        6, 1, 40, title="Width of its teeth", group="Second gear", measured=True, guide="Along the axis.", when=COMPOUND
    )
    gap: float = length(
        1,
        0.5,
        40,
        title="Between both gears",
        group="Second gear",
        measured=True,
        guide="Along the axis.",
        when=COMPOUND,
    )
    mate_teeth: int | None = count(
        None, 6, 300, title="Teeth of its mate", group="Mate", shapes=False,
        guide="Of the gear that the larger one runs with. With the distance, backlash and contact are checked.",
    )  # fmt: skip
    centre_distance: float | None = length(
        None, 4, 1000, title="Centre distance", group="Mate", shapes=False, guide="From axis to axis."
    )


def gear_module(p: Gear) -> float:
    """The first gear's module in mm."""
    if p.sizing == "diametral pitch":
        return INCH_MM / p.diametral_pitch
    if p.sizing == "tip diameter":
        return p.tip_diameter / modules_over_tips(p)
    return p.module


def modules_over_tips(p: Gear) -> float:
    """The first gear's tip diameter in modules."""
    return p.teeth / cos(helix(p)) + 2 + 2 * p.shift


def helix(p: Gear) -> float:
    """In rad, positive where it is right-handed."""
    if p.tooth_form == "spur":
        return 0.0
    return radians(p.helix_angle) * (1 if p.hand == "right" else -1)


def first(p: Gear) -> Toothing:
    """The larger gear's teeth."""
    return toothing(p, p.teeth, gear_module(p), p.shift)


def second(p: Gear) -> Toothing:
    """The smaller gear's teeth, without a shift."""
    return toothing(p, p.teeth_2, p.module_2 or gear_module(p), 0.0)


def toothing(p: Gear, teeth: int, module: float, shift: float) -> Toothing:
    """Teeth of the part's pressure angle and helix."""
    return Toothing(
        teeth=teeth, module=module, pressure=radians(p.pressure_angle), helix=helix(p), shift=shift, thinning=p.backlash
    )


def pair(p: Gear) -> GearPair | None:
    """The first gear with its mate, which has no shift and no thinner teeth; None where nothing is known of it."""
    if p.mate_teeth is None or p.centre_distance is None:
        return None
    mate = Toothing(teeth=p.mate_teeth, module=gear_module(p), pressure=radians(p.pressure_angle), helix=helix(p))
    return GearPair(first(p), mate, p.centre_distance)


def is_compound(p: Gear) -> bool:
    """Whether there are two gears."""
    return p.form == "two on one hub"


def hub(p: Gear) -> float:
    """The diameter in mm between both gears."""
    return second(p).root_diameter - 2 * HUB_STEP


def over_bore(p: Gear) -> float:
    """The diameter in mm round bore and keyway."""
    return max(p.bore, 2 * p.over_key - p.bore) if p.bore_form == "keyed" else p.bore


def core(p: Gear) -> float:
    """The diameter in mm that holds the bore: the least of roots and hub."""
    return min(first(p).root_diameter, hub(p)) if is_compound(p) else first(p).root_diameter


def total(p: Gear) -> float:
    """Over all along the axis, in mm."""
    return p.face_width + p.gap + p.face_width_2 if is_compound(p) else p.face_width


def limits(p: Gear) -> Iterator[Limit]:
    """What is impossible given the others."""
    yield Limit("teeth", 17 if is_compound(p) else 6, 120, "a smaller gear must find room beside it", ("form",))
    free = plain(p, p.teeth, 0.0).least_shift
    least = max(free - UNDERCUT_MODULES, 1 - PITCH_UNDERCUT * (1 - free))
    because = "the teeth would be cut through at their roots, or come to a point"
    yield Limit("shift", max(-0.6, least), most_shift(p), because, ("teeth", "pressure_angle"))
    yield from _module_limits(p)
    if is_compound(p):
        yield from _second_limits(p)
    thinnest = min(_most_thinning(gear) for gear in gears(p))
    yield Limit("backlash", 0, thinnest, "the teeth must keep their strength", ("module", "teeth", "shift"))
    if p.tooth_form == "helical":
        for field, gear in zip(("face_width", "face_width_2"), gears(p), strict=False):
            because = f"wider than {WIDEST_HELICAL:g} modules no helical tooth bears on its whole length"
            yield Limit(field, 1, WIDEST_HELICAL * gear.module, because, ("module", "teeth", "tooth_form"))
    yield from _bore_limits(p)
    yield from _mate_limits(p)


def gears(p: Gear) -> list[Toothing]:
    """One, or two from below."""
    return [first(p), second(p)] if is_compound(p) else [first(p)]


def plain(p: Gear, teeth: int, shift: float) -> Toothing:
    """Teeth of module 1 that are not made thinner."""
    return replace(toothing(p, teeth, 1.0, shift), thinning=0.0)


def most_shift(p: Gear) -> float:
    """Up to which shift teeth keep `LEAST_TIP_MODULES` at their tips, found by halves."""
    low, high = -1.0, MOST_SHIFT
    if plain(p, p.teeth, high).tip_thickness >= LEAST_TIP_MODULES:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        wide = plain(p, p.teeth, middle).tip_thickness >= LEAST_TIP_MODULES
        low, high = (middle, high) if wide else (low, middle)
    return low


def _most_thinning(gear: Toothing) -> float:
    whole = replace(gear, thinning=0.0)
    spare = (whole.tip_thickness - THINNEST_TIP_MODULES * gear.module) * gear.pitch_diameter / gear.tip_diameter
    return max(0.0, min(MOST_THINNING_MODULES * gear.module, spare))


def _module_limits(p: Gear) -> Iterator[Limit]:
    """What is left of the gear within its roots holds a bore, or a second gear; it is no larger than a usual bed."""
    over, lean = modules_over_tips(p), cos(helix(p))
    low = CORE / (over - 4.5)
    if is_compound(p):
        room = CORE + 2 * HUB_STEP + GEAR_STEP
        low = max(room / (over - 9 - 1 / lean), GEAR_STEP / (over - 6.5 - 9 / lean))
    low, high = max(LEAST_MODULE, low), min(MOST_MODULE, MOST_DIAMETER / over)
    because = f"a bore must find room, and no gear is wider than {MOST_DIAMETER:g} mm"
    given = ("teeth", "form", "shift")
    yield Limit("module", low, high, because, given)
    yield Limit("diametral_pitch", INCH_MM / high, INCH_MM / low, because, given)
    yield Limit("tip_diameter", low * over, high * over, because, given)


def _second_limits(p: Gear) -> Iterator[Limit]:
    room, lean = first(p).root_diameter - GEAR_STEP, cos(helix(p))
    needed = CORE + 2 * HUB_STEP
    because = "the second gear lies within the first one's roots and holds a bore"
    most = min(MOST_MODULE, (room - needed) / (4.5 + 1 / lean), room / (9 / lean + 2))
    yield Limit("module_2", LEAST_MODULE, most, because, ("teeth", "module"))
    module = p.module_2 or gear_module(p)
    whole = ceil(2 / PITCH_UNDERCUT * lean / sin(plain(p, p.teeth_2, 0.0).transverse_pressure) ** 2)
    fewest, most = max(whole, ceil((needed / module + 2.5) * lean)), floor((room / module - 2) * lean)
    yield Limit("teeth_2", max(6, fewest), min(100, most), because, ("teeth", "module", "module_2"))


def _bore_limits(p: Gear) -> Iterator[Limit]:
    most = core(p) - 2 * LEAST_RIM
    if p.bore_form == "keyed":
        most /= KEYED_SHARE
    because = f"{LEAST_RIM:g} mm must stand between bore and teeth"
    yield Limit("bore", LEAST_BORE, most, because, ("teeth", "module", "teeth_2"))
    because = "a D has its flat between the middle and the edge"
    yield Limit("across_flat", 0.6 * p.bore, 0.95 * p.bore, because, ("bore",))
    yield Limit(
        "key_width", 0.15 * p.bore, max(LEAST_KEY, 0.4 * p.bore), "a keyway is narrower than the bore", ("bore",)
    )
    because = "a keyway goes beyond the bore and leaves the rim whole"
    most = min(1.3 * p.bore, (core(p) - 2 * LEAST_RIM + p.bore) / 2)
    yield Limit("over_key", 1.05 * p.bore, max(1.05 * p.bore, most), because, ("bore", "key_width"))


def _mate_limits(p: Gear) -> Iterator[Limit]:
    if p.mate_teeth is None:
        return
    mate = replace(toothing(p, p.mate_teeth, gear_module(p), 0.0), thinning=0.0)
    low, high = closest_distance(first(p), mate), furthest_distance(first(p), mate, LEAST_CONTACT)
    because = "nearer than the one they jam, beyond the other a pair of teeth parts before the next meets"
    yield Limit("centre_distance", low, high, because, ("teeth", "mate_teeth", "module", "shift", "backlash"))


def check(p: Gear) -> Iterator[Problem]:
    """How it runs with its mate, and what is possible and doubtful."""
    yield from _teeth_doubts(p)
    if p.sizing == "tip diameter":
        yield from _size_doubts(p)
    run = pair(p)
    if run is not None:
        yield from _pair_problems(p, run)


def _pair_problems(p: Gear, run: GearPair) -> Iterator[Problem]:
    fields = ("centre_distance", "mate_teeth", "teeth")
    if run.contact_ratio < LEAST_CONTACT:
        # Refused by the limits.
        return
    if run.backlash > LOOSE_MODULES * gear_module(p):
        hint = "Check teeth, module and distance; a profile shift closes it."
        yield warning(f"They would rattle: {run.backlash:.2f} mm of backlash.", *fields, "shift", hint=hint)
    if run.contact_ratio < SMOOTH_CONTACT:
        message = f"Few teeth touch at a time: contact ratio {run.contact_ratio:.2f}."
        yield warning(message, *fields, hint="From 1.2 on gears run smoothly.")


def _teeth_doubts(p: Gear) -> Iterator[Problem]:
    fields = ("teeth", "teeth_2") if is_compound(p) else ("teeth",)
    for field, gear in zip(fields, (first(p), second(p)), strict=False):
        if gear.is_undercut:
            hint = f"From a profile shift of {gear.least_shift:.2f} on they are not; then its mate lies further off."
            yield warning(f"{gear.teeth} teeth are undercut at their roots.", field, "shift", hint=hint)
        if gear.thickness < FINE_TOOTH:
            hint = "Have it milled, or printed only to try it."
            yield warning(f"Teeth {gear.thickness:.2f} mm thick are too fine to be printed true.", field, hint=hint)


def _size_doubts(p: Gear) -> Iterator[Problem]:
    """The standard module or diametral pitch that was meant, where the tip diameter is not quite its."""
    size = gear_module(p)
    standard = {f"module {each:g}": each for each in MODULES} | {
        f"diametral pitch {each}": INCH_MM / each for each in PITCHES
    }
    name = min(standard, key=lambda each: abs(standard[each] - size))
    if abs(standard[name] - size) > NEAR_MODULE * size:
        hint = f"The nearest is {name}: {standard[name] * modules_over_tips(p):.2f} mm over the teeth. Measure again."
        yield warning(f"No standard gear: that is module {size:.3f}.", "tip_diameter", "teeth", hint=hint)
    else:
        yield warning(f"That is {name}, nearly or exactly.", "tip_diameter", hint=f"To be exact choose {name}.")


def wall(p: Gear) -> float:
    """The thinnest in mm: between bore and teeth, a tooth at its pitch circle, or a gear's width."""
    widths = [p.face_width, p.face_width_2] if is_compound(p) else [p.face_width]
    return min((core(p) - over_bore(p)) / 2, *widths, *(gear.chord for gear in gears(p)))


def build(p: Gear) -> Any:
    """Its axis is z, the larger gear stands on z = 0, and there a tooth lies on x."""
    import cadquery as cq

    from configurator.shapes.gears import bored, gear_solid, on_hub

    gear = gear_solid(first(p), p.face_width)
    if is_compound(p):
        low = p.face_width + p.gap
        gear = on_hub(gear, gear_solid(second(p), p.face_width_2, low), hub(p), p.face_width, low)
    return cq.Workplane(bored(gear, _bore(p), 0.0, total(p)))


def _bore(p: Gear) -> Any:
    import cadquery as cq

    from configurator.shapes.bores import d_section, keyed_section

    if p.bore_form == "D-shaped":
        return d_section(p.bore, p.across_flat)
    if p.bore_form == "keyed":
        return keyed_section(p.bore, p.key_width, p.over_key)
    return cq.Workplane().circle(p.bore / 2)


def compensate(p: Gear, widening: float) -> Gear:
    """For a process that closes holes."""
    fields = ("bore", "across_flat", "over_key")
    return p.model_copy(update={field: getattr(p, field) + widening for field in fields})


def dimensions(p: Gear) -> Iterator[Dimension]:
    """What mate and shaft meet."""
    yield from _teeth_sizes(p, first(p), 0.0, "", "teeth")
    if is_compound(p):
        yield from _teeth_sizes(p, second(p), p.face_width + p.gap, "second_", "teeth_2")
        yield from _second_sizes(p)
    yield Distance(
        name="width" if not is_compound(p) else "over_all",
        field="face_width",
        nominal=total(p),
        tolerance=model_tolerance(total(p), TOLERANCE_MM),
        axis=Z,
    )
    yield from _bore_sizes(p)


def _teeth_sizes(p: Gear, gear: Toothing, low: float, prefix: str, field: str) -> Iterator[Dimension]:
    """At the gear's lower end, where its outline is drawn."""
    over, far = gear.over_teeth, gear.tip_diameter
    yield Distance(
        name=f"{prefix}over_teeth",
        field=field,
        nominal=over,
        tolerance=model_tolerance(over, TOLERANCE_MM),
        axis=X,
        box=Box((-far, -far, low - GRAZING), (far, far, low + GRAZING)),
    )
    place = gear.pitch_diameter / 2 * cos(gear.thickness / gear.pitch_diameter)
    reach = gear.chord / 2 + 0.3 * (pi * gear.pitch_diameter / gear.teeth - gear.chord)
    yield Distance(
        name=f"{prefix}tooth_thickness",
        nominal=gear.chord,
        tolerance=model_tolerance(gear.chord, TOLERANCE_MM),
        axis=Y,
        box=Box((place - GRAZING, -reach, low - GRAZING), (place + GRAZING, reach, low + GRAZING)),
    )


def _second_sizes(p: Gear) -> Iterator[Dimension]:
    ring = (second(p).tip_diameter + first(p).root_diameter) / 4
    far = 0.05
    yield Distance(
        name="width",
        field="face_width",
        nominal=p.face_width,
        tolerance=model_tolerance(p.face_width, TOLERANCE_MM),
        axis=Z,
        jaws="height",
        box=Box((ring - far, -far, -1), (ring + far, far, p.face_width + p.gap / 2)),
    )
    low = p.face_width + p.gap
    middle = (hub(p) + second(p).root_diameter) / 4
    yield Distance(
        name="between",
        field="gap",
        nominal=p.gap,
        tolerance=model_tolerance(p.gap, TOLERANCE_MM),
        axis=Z,
        jaws="inside",
        box=Box((middle - far / 2, -far, low - p.gap / 2 - 0.05), (middle + far / 2, far, low - p.gap / 2 + 0.05)),
    )


def _bore_sizes(p: Gear) -> Iterator[Dimension]:
    yield Diameter(
        name="bore",
        field="bore",
        nominal=p.bore,
        tolerance=model_tolerance(p.bore, TOLERANCE_MM),
        centre=(0, 0, total(p) / 2),
        role="bore",
        reach=0.02 * p.bore,
    )
    if p.bore_form == "D-shaped":
        yield _inside("across_flat", p.across_flat, X, (0, 0), total(p) / 2)
    if p.bore_form == "keyed":
        yield _inside("over_key", p.over_key, X, (0, 0), total(p) / 2)
        yield _inside("key_width", p.key_width, Y, ((p.over_key - p.bore / 2 + p.bore / 2) / 2, 0), total(p) / 2)


def _inside(
    field: str, size: float, axis: tuple[float, float, float], place: tuple[float, float], z: float
) -> Distance:
    x, y = place
    half = 0.02 * size
    return Distance(
        name=field,
        field=field,
        nominal=size,
        # The round opposite is known to the mesh's chord only.
        tolerance=2 * model_tolerance(size, TOLERANCE_MM) if size > GREAT_BORE else model_tolerance(size, TOLERANCE_MM),
        axis=axis,
        jaws="inside",
        box=Box((x - half, y - half, z - half), (x + half, y + half, z + half)),
    )


def sections(p: Gear) -> Iterator[Section]:
    """Along the axis."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: Gear) -> Iterator[str]:
    """The table of teeth that a gear's drawing has."""
    yield from _table(p, first(p), "Teeth" if not is_compound(p) else "Larger gear")
    if is_compound(p):
        yield from _table(p, second(p), "Smaller gear")
    yield "Edges only broken. Not for steering or brakes."


def _table(p: Gear, gear: Toothing, title: str) -> Iterator[str]:
    lean = f", helix {degrees(abs(gear.helix)):g}° {p.hand}" if gear.helix else ""
    pitch = f"module {gear.module:.4g} (diametral pitch {INCH_MM / gear.module:.4g})"
    yield f"{title}: z = {gear.teeth}, {pitch}, pressure {p.pressure_angle:g}°{lean}, shift {gear.shift:g}."
    yield f"Pitch Ø{gear.pitch_diameter:.3f}, base Ø{gear.base_diameter:.3f}, root Ø{gear.root_diameter:.3f}."
    yield f"Thickness along the pitch circle {gear.thickness:.3f}; root by a tool's tip R{gear.tool_round:.3f}."


TEMPLATE = Template(
    id="gear",
    version="1",
    title="Gear",
    group="Classic car",
    summary="Spur or helical, by module, diametral pitch or tip diameter; alone or two on one hub.",
    keywords=("odometer", "speedometer", "cog", "pinion", "wiper motor", "window regulator", "clock", "cluster gear"),
    parameters=Gear,
    limits=limits,
    check=check,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    sections=sections,
    notes=notes,
    front=(0, -1, 0),
    measuring={
        "teeth": GEAR.line("teeth"),
        "tip_diameter": GEAR.line("tip"),
        "face_width": GEAR.line("width"),
        "bore": GEAR.line("bore"),
        "across_flat": GEAR.line("flat"),
        "key_width": GEAR.line("key"),
        "over_key": GEAR.line("over_key"),
        "helix_angle": GEAR.line("helix"),
        "hand": GEAR.line("hand"),
        "module_2": GEAR.line("second_tip"),
        "teeth_2": GEAR.line("second_teeth"),
        "face_width_2": GEAR.line("second_width"),
        "gap": GEAR.line("gap"),
        "centre_distance": GEAR.line("distance"),
    },
    presets={
        "spur": Gear(),
        "mercedes-r107-odometer-e2": Gear(form="two on one hub", teeth=48, teeth_2=12),
        "helical": Gear(
            teeth=30,
            module=1.5,
            tooth_form="helical",
            face_width=14,
            bore=12,
            bore_form="keyed",
            key_width=4,
            over_key=13.8,
        ),
        "old, in inches": Gear(
            teeth=36,
            sizing="diametral pitch",
            diametral_pitch=24,
            pressure_angle=14.5,
            bore=6,
            bore_form="D-shaped",
            across_flat=5,
        ),
    },
    preset_titles={
        "mercedes-r107-odometer-e2": "Mercedes R107 odometer, teeth alone published: module 1, 6 mm wide, bore 5 mm"
    },
    zone="cabin",
    offers=("mill-aluminium", "mill-brass", "mjf-pa12", "sls-pa12"),
    wall=wall,
    sources=(
        "Sizes, thickness, contact, backlash: formulas of ISO 21771; rack and its round: ISO 53, profile A",
        "Modules: ISO 54; diametral pitches as usual",
        "Mercedes R107 and W126 odometer (VDO), 48 and 12 teeth: v8bruiserbenz.blogspot.com, 2011/10",
        "All other proportions are the project's own choices",
    ),
)
