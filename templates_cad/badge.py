"""Badge: a plate with raised letters and border, held by studs in the panel's holes or by tape; or letters alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any, Literal

from configurator.sdk import (
    HOLES_IN_PANEL,
    STROKE_SHARES,
    Body,
    Box,
    Diameter,
    Dimension,
    Distance,
    Lettering,
    LetterSize,
    Limit,
    Mark,
    Parameters,
    Point,
    Position,
    Problem,
    Radius,
    Round,
    Section,
    Template,
    Thickness,
    X,
    Y,
    Z,
    choice,
    length,
    model_tolerance,
    refusal,
    text,
    text_heights,
    text_width,
    warning,
)

# The project's own choices, in mm.
PLAY = 0.3  # by which a stud is thinner than its hole
AIR = 1.5  # between letters and border
EDGE = 1.0  # of plate beside a stud
LONGEST, HIGHEST = 300.0, 80.0
LEAST_TYPE, MOST_TYPE, TYPE_LENGTH = 2.0, 4.0, 6.2  # of the mark, and its length in heights of type
# Capitals and digits that end flat above and below; round ones reach a little beyond the line.
FLAT_LETTERS = frozenset("BDEFHIKLMNPRTXYZ147")
# Of several pieces each, in these fonts.
PARTED_LETTERS = frozenset('ijäöüëïÄÖÜËÏåÅ!?:;%="÷')
LEAST_ROUNDING = 2.0  # of a corner that is measured
ON_PLATE = {"form": ("plate",)}
WITH_STUDS = ON_PLATE | {"fixing": ("two studs", "four studs")}
WITH_FOUR = ON_PLATE | {"fixing": ("four studs",)}


class Badge(Parameters):
    """What may vary. Sizes in mm."""

    words: str = text("AUSTIN", 20, title="Text", group="Text", guide="As it shall stand.", stated=True)
    font: Literal["sans", "serif", "mono"] = choice("sans", title="Lettering", group="Text", guide="All are bold.")
    capital: float = length(10, 5, 40, title="Height of the capitals", group="Text")
    form: Literal["plate", "free letters"] = choice(
        "plate",
        title="Form",
        group="Text",
        guide="Free letters are pieces of their own, for tape, spaced as the drawing shows.",
    )
    relief: float = length(
        1,
        0.5,
        3,
        title="Relief",
        group="Text",
        guide="How far letters and border stand out of the plate.",
        when=ON_PLATE,
    )
    plate_length: float | None = length(
        None,
        20,
        LONGEST,
        title="Plate length",
        group="Plate",
        guide="Left empty: beside the text as much as above or below it, or as the studs need.",
        when=ON_PLATE,
    )
    plate_height: float = length(22, 12, HIGHEST, title="Plate height", group="Plate", when=ON_PLATE)
    thickness: float = length(
        2.5,
        1.5,
        6,
        title="Thickness",
        group="Plate",
        guide="Of the plate without letters and border; or of free letters.",
    )
    corner: float = length(4, 0.5, 25, title="Corner radius", group="Plate", when=ON_PLATE)
    border: float = length(1.5, 1, 5, title="Border width", group="Plate", when=ON_PLATE)
    fixing: Literal["two studs", "four studs", "tape"] = choice(
        "two studs", title="Fixing", group="Fixing", guide="With tape the back is plain.", when=ON_PLATE
    )
    hole: float = length(
        4.3,
        2.5,
        8.5,
        title="Hole diameter",
        group="Fixing",
        measured=True,
        guide="Callipers across the panel's holes; the studs are 0.3 mm thinner.",
        when=WITH_STUDS,
    )
    hole_spacing: float = length(
        40,
        8,
        280,
        title="Hole spacing",
        group="Fixing",
        measured=True,
        guide="From the middle of one hole to that of the other, along the text.",
        when=WITH_STUDS,
    )
    hole_rise: float = length(
        12,
        6,
        70,
        title="Hole rise",
        group="Fixing",
        measured=True,
        guide="From the middle of the lower holes to that of the upper.",
        when=WITH_FOUR,
    )
    stud_length: float = length(
        8, 2, 20, title="Stud length", group="Fixing", guide="The panel's thickness and 5 mm.", when=WITH_STUDS
    )


def stud(p: Badge) -> float:
    """Its diameter in mm."""
    return p.hole - PLAY


def back(p: Badge) -> float:
    """How high the plate's back lies above the studs' ends."""
    return 0.0 if p.fixing == "tape" else p.stud_length


def rise(p: Badge) -> float:
    """From the lower studs to the upper ones, in mm."""
    return p.hole_rise if p.fixing == "four studs" else 0.0


def line(p: Badge, capital: float) -> Lettering:
    """The text."""
    return Lettering(text=p.words, capital=capital, font=p.font)


def text_reach(p: Badge, capital: float) -> float:
    """Twice as far as the text reaches above or below the middle of its capitals, in mm."""
    below, above = text_heights(line(p, capital))
    return 2 * max(above - capital / 2, below + capital / 2)


def frame(p: Badge) -> float:
    """What border and air take of the plate's length and height."""
    return 2 * (p.border + AIR)


def least_length(p: Badge) -> float:
    """What the text and the studs need, in mm."""
    studs = 0.0 if p.fixing == "tape" else p.hole_spacing + stud(p) + 2 * EDGE
    return max(text_width(line(p, p.capital)) + frame(p), studs, 20.0)


def even_length(p: Badge) -> float:
    """In mm: between the border and the text as much as where the text is nearest to it above or below."""
    air = max(AIR, (p.plate_height - text_reach(p, p.capital)) / 2 - p.border)
    return text_width(line(p, p.capital)) + 2 * (p.border + air) if p.words else 0.0


def plate_length(p: Badge) -> float:
    """In mm, as asked for or of even margins."""
    if p.plate_length is not None:
        return p.plate_length
    return max(least_length(p), min(even_length(p), LONGEST))


def most_corner(p: Badge) -> float:
    """The largest radius in mm that leaves text and studs beside the round corners."""
    wide, high = plate_length(p), p.plate_height
    aside = max(AIR, (wide - text_width(line(p, p.capital))) / 2 - p.border) - 0.1
    above = max(AIR, (high - text_reach(p, p.capital)) / 2 - p.border) - 0.1
    radii = [p.border + _radius_beside(aside, above, 0.0), 0.45 * high]
    if p.fixing != "tape":
        around = stud(p) / 2 + EDGE / 2
        aside, above = ((size - apart) / 2 for size, apart in ((wide, p.hole_spacing), (high, rise(p))))
        radii.append(_radius_beside(max(around, aside), max(around, above), around))
    return min(radii)


def _radius_beside(aside: float, above: float, around: float) -> float:
    """Of the corner that a circle of radius `around`, so far from both edges, touches from inside."""
    return aside + above - around + sqrt(2 * (aside - around) * (above - around))


def limits(p: Badge) -> Iterator[Limit]:
    """What is impossible given the others."""
    if p.form == "free letters":
        if p.words:
            most = LONGEST / max(text_width(line(p, 1)), 0.1)
            yield Limit("capital", 5, most, f"the text may be {LONGEST:g} mm long", ("words",))
        return
    if p.words:
        wide = (LONGEST - frame(p)) / max(text_width(line(p, 1)), 0.1)
        high = (HIGHEST - frame(p)) / max(text_reach(p, 1), 0.1)
        yield Limit("capital", 5, min(wide, high), "a plate of 300 × 80 mm must hold the text", ("words", "border"))
    if p.fixing != "tape":
        yield Limit("hole_spacing", p.hole + 4, 280, "the studs need room between them", ("hole",))
    if p.fixing == "four studs":
        most = HIGHEST - stud(p) - 2 * EDGE
        yield Limit("hole_rise", p.hole + 3, most, "the studs need room between them", ("hole",))
    studs = 0.0 if p.fixing == "tape" else rise(p) + stud(p) + 2 * EDGE
    needed = max(studs, text_reach(p, p.capital) + frame(p) if p.words else 0.0)
    because = "text and studs need room"
    yield Limit("plate_height", needed, HIGHEST, because, ("words", "capital", "border", "hole_rise"))
    yield Limit("plate_length", least_length(p), LONGEST, because, ("words", "capital", "hole_spacing"))
    yield Limit(
        "corner", 0.5, most_corner(p), "text and studs must stand beside the round corners", ("plate_height", "capital")
    )


def check(p: Badge) -> Iterator[Problem]:
    """What is possible and doubtful, and letters that are none."""
    if p.form == "free letters":
        yield from _letters_problems(p)
        return
    if not p.words:
        yield warning("There is no text.", "words", hint="Write it, or leave the plate blank on purpose.")
    if p.fixing != "tape" and p.hole_spacing < 0.3 * plate_length(p):
        yield warning(
            "The studs are close together for so long a plate.", "hole_spacing", hint="Consider tape at its ends."
        )
    if p.fixing != "tape" and p.stud_length > 4 * stud(p):
        yield warning(
            "Such long thin studs break easily.", "stud_length", "hole", hint="5 mm behind the panel are enough."
        )


def _letters_problems(p: Badge) -> Iterator[Problem]:
    if not p.words.replace(" ", ""):
        yield refusal("There are no letters to make.", "words", hint="Write the text, or take the form of a plate.")
    if parted := sorted({each for each in p.words if each in PARTED_LETTERS}):
        yield warning(
            f"{', '.join(parted)} comes in pieces that nothing holds together.",
            "words",
            hint="Write it in capitals, or take the form of a plate.",
        )


def wall(p: Badge) -> float:
    """The thinnest in mm: the plate, the border, a letter's stroke or a stud."""
    stroke = STROKE_SHARES[p.font] * p.capital if p.words else p.border
    if p.form == "free letters":
        return min(p.thickness, stroke)
    return min(p.thickness, p.border, stroke, p.thickness if p.fixing == "tape" else stud(p))


def bodies(p: Badge) -> Iterator[Body]:
    """Free letters: as many pieces as they come to."""
    if p.form == "free letters":
        yield Body("letters", None)


def build(p: Badge) -> Any:
    """The studs' ends stand on z = 0, the text is read along x, from above; free letters lie on z = 0."""
    import cadquery as cq

    from configurator.shapes.booleans import fuse
    from configurator.shapes.lettering import letter_solids, raise_letters

    if p.form == "free letters":
        return {"letters": cq.Compound.makeCompound(letter_solids(line(p, p.capital), p.thickness, cq.Plane.XY()))}

    plate = _plate(p)
    if p.fixing != "tape":
        for centre in stud_centres(p):
            plate = fuse(plate, _stud(p).translate(centre), "a stud on the plate")
    return raise_letters(plate, line(p, p.capital), p.relief, cq.Plane(face(p))) if p.words else plate


def _plate(p: Badge) -> Any:
    from configurator.shapes.booleans import cut

    wide, high = plate_length(p), p.plate_height
    whole = _slab(wide, high, p.corner, p.thickness + p.relief).translate((0, 0, back(p)))
    inner = _slab(wide - 2 * p.border, high - 2 * p.border, p.corner - p.border, p.relief + 1)
    return cut(whole, inner.translate(face(p)), "the ground of the letters")


def _slab(wide: float, high: float, corner: float, thick: float) -> Any:
    """A plate on z = 0; its corners are round unless they would be nearly sharp."""
    import cadquery as cq

    slab = cq.Workplane("XY").rect(wide, high).extrude(thick)
    return slab.edges("|Z").fillet(corner) if corner > 0.1 else slab


def _stud(p: Badge) -> Any:
    """It reaches into the plate; its end is chamfered."""
    import cadquery as cq

    rod = cq.Workplane("XY").circle(stud(p) / 2).extrude(back(p) + p.thickness / 2)
    return rod.faces("<Z").chamfer(stud_chamfer(p))


def stud_chamfer(p: Badge) -> float:
    """In mm, so that a stud finds its hole."""
    return 0.1 * stud(p)


def stud_centres(p: Badge) -> tuple[Point, ...]:
    """Where they stand, on z = 0: from the left, the lower before the upper."""
    half, up = p.hole_spacing / 2, rise(p) / 2
    heights = (-up, up) if up else (0.0,)
    return tuple((x, y, 0.0) for x in (-half, half) for y in heights)


def face(p: Badge) -> Point:
    """The middle of the ground that the letters stand on."""
    return 0.0, 0.0, back(p) + p.thickness


def mark(p: Badge) -> Mark | None:
    """On the back, between the studs; None where the type would be too small, and of free letters."""
    if p.form == "free letters":
        return None
    beside = plate_length(p) - 2 * p.corner if p.fixing == "tape" else p.hole_spacing - p.hole - 1
    height = min(MOST_TYPE, beside / TYPE_LENGTH, p.plate_height / 3)
    if height < LEAST_TYPE:
        return None
    return Mark(centre=(0, 0, back(p)), normal=(0, 0, -1), reading=(-1, 0, 0), height=height)


def dimensions(p: Badge) -> Iterator[Dimension]:
    """What proves the finished part: what the panel's holes and the eye meet."""
    if p.form == "free letters":
        yield from _free_sizes(p)
        return
    yield from _plate_sizes(p)
    if p.words:
        yield from _letter_sizes(p)
    if p.fixing != "tape":
        yield from _stud_sizes(p)


def _plate_sizes(p: Badge) -> Iterator[Dimension]:
    wide, high, thick = plate_length(p), p.plate_height, p.thickness + p.relief
    field = "" if p.plate_length is None else "plate_length"
    yield Distance(name="plate_length", field=field, nominal=wide, tolerance=model_tolerance(wide), axis=X)
    yield Distance(name="plate_height", field="plate_height", nominal=high, tolerance=model_tolerance(high), axis=Y)
    if p.corner >= LEAST_ROUNDING:
        spot = (wide / 2 - 0.293 * p.corner, high / 2 - 0.293 * p.corner, back(p) + p.thickness / 2)
        yield Radius(
            name="corner_radius",
            field="corner",
            nominal=p.corner,
            tolerance=model_tolerance(p.corner),
            origin=spot,
            axis=Z,
        )
    yield Thickness(
        name="border_thickness",
        field="thickness",
        nominal=thick,
        tolerance=model_tolerance(thick),
        origin=(0, (high - p.border) / 2, 100),
        direction=(0, 0, -1),
        spot=p.border / 3,
    )


def _free_sizes(p: Badge) -> Iterator[Dimension]:
    """Of letters on z = 0: how long the text is, how thick, and how high where all of them end flat."""
    wide = text_width(line(p, p.capital))
    yield Distance(name="text_length", nominal=wide, tolerance=model_tolerance(wide), axis=X)
    yield Distance(
        name="thickness", field="thickness", nominal=p.thickness, tolerance=model_tolerance(p.thickness), axis=Z
    )
    if set(p.words) <= FLAT_LETTERS | {" "}:
        yield Distance(
            name="capitals", field="capital", nominal=p.capital, tolerance=model_tolerance(p.capital), axis=Y
        )


def _letter_sizes(p: Badge) -> Iterator[Dimension]:
    """Of raised letters; their height only where most of them end flat, so that it is that of the capitals."""
    x, y, z = plate_length(p) / 2 - p.border - AIR / 3, p.plate_height / 2 - p.border - AIR / 3, face(p)[2]
    box = Box((-x, -y, z - 0.3), (x, y, z + p.relief + 0.5))
    tight = model_tolerance(p.relief)
    yield LetterSize(
        name="relief", field="relief", nominal=p.relief, tolerance=tight, box=box, facing=Z, up=Y, of="relief"
    )
    letters = p.words.replace(" ", "")
    if letters == letters.upper() and sum(each in FLAT_LETTERS for each in letters) > len(letters) / 2:
        tight = model_tolerance(p.capital)
        yield LetterSize(
            name="capitals", field="capital", nominal=p.capital, tolerance=tight, box=box, facing=Z, up=Y, of="height"
        )


def _stud_sizes(p: Badge) -> Iterator[Dimension]:
    middle = (stud_chamfer(p) + back(p)) / 2
    first, *others = ((x, y, middle) for x, y, _ in stud_centres(p))
    size = stud(p)
    yield Diameter(
        name="studs", field="hole", nominal=size, tolerance=model_tolerance(size), centre=first, repeats=tuple(others)
    )
    places = [("stud_spacing", "hole_spacing", X, p.hole_spacing, others[-1])]
    if rise(p):
        places.append(("stud_rise", "hole_rise", Y, rise(p), others[0]))
    for name, field, axis, apart, other in places:
        yield Position(
            name=name,
            field=field,
            nominal=apart,
            tolerance=model_tolerance(apart),
            axis=axis,
            of=Round(centre=other, diameter=size, role="shaft"),
            datum=Round(centre=first, diameter=size, role="shaft"),
        )
    whole = back(p) + p.thickness + p.relief
    yield Distance(name="over_all", field="stud_length", nominal=whole, tolerance=model_tolerance(whole), axis=Z)


def sections(p: Badge) -> Iterator[Section]:
    """Through the lower studs, seen from below."""
    if p.form == "plate":
        yield Section(origin=(0, -rise(p) / 2, 0), normal=(0, -1, 0), beyond=False)


def notes(p: Badge) -> Iterator[str]:
    """What no dimension tells."""
    name = {"sans": "DejaVu Sans Bold", "serif": "DejaVu Serif Bold", "mono": "DejaVu Sans Mono Bold"}[p.font]
    if p.form == "free letters":
        yield f"“{p.words}”, free letters {p.thickness:g} mm thick; capitals {p.capital:g} mm high, {name}."
        yield "Backs plain, for tape; spaced as shown."
        return
    if p.words:
        yield f"“{p.words}”, raised {p.relief:g} mm; capitals {p.capital:g} mm high, {name}."
    yield f"Border {p.border:g} mm wide, as high as the letters. Plate {p.thickness:g} mm thick without them."
    if p.fixing == "tape":
        yield "The back is plain, for tape."
    else:
        yield f"{p.fixing.capitalize()}, ends chamfered {stud_chamfer(p):.2g} mm × 45°."


TEMPLATE = Template(
    id="badge",
    version="2",
    title="Badge",
    group="Classic car",
    summary="A plate with raised letters and a raised border, held by studs or tape; or free letters.",
    keywords=("emblem", "nameplate", "script", "sign", "letters"),
    parameters=Badge,
    limits=limits,
    check=check,
    build=build,
    bodies=bodies,
    mark=mark,
    dimensions=dimensions,
    sections=sections,
    notes=notes,
    front=Z,
    up=Y,
    measuring={
        "hole": HOLES_IN_PANEL.line("diameter"),
        "hole_spacing": HOLES_IN_PANEL.line("spacing"),
        "hole_rise": HOLES_IN_PANEL.line("rise"),
    },
    presets={
        "boot lid": Badge(words="AUSTIN", capital=14, plate_height=26, hole_spacing=60),
        "overdrive": Badge(
            words="Overdrive", font="serif", capital=12, plate_height=26, hole_spacing=80, relief=1.2, corner=6
        ),
        "chassis plate": Badge(
            words="1275 / 61", font="mono", capital=8, plate_length=90, plate_height=40, border=2,
            fixing="four studs", hole=3.3, hole_spacing=80, hole_rise=30, stud_length=6, corner=2,
        ),
        "free letters": Badge(words="MINI", capital=25, form="free letters", thickness=3),
        "initial": Badge(words="S", capital=12, plate_height=20, fixing="tape", thickness=1.5, corner=5),
    },
    preset_titles={
        "boot lid": "AUSTIN, two studs",
        "overdrive": "Overdrive, with serifs",
        "chassis plate": "Number plate with four studs",
        "free letters": "MINI in free letters",
        "initial": "One letter, for tape",
    },
    zone="engine bay",
    offers=("mjf-pa12", "sls-pa12", "mill-aluminium", "mill-brass"),
    wall=wall,
    sources=("Lettering: the fonts DejaVu, see their licence", "All proportions are the project's own choices"),
)  # fmt: skip
