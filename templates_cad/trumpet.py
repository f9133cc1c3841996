"""Trumpet: a velocity stack on a carburettor, over its mouth or on its studs, that flares to a rolled lip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import atan, atan2, ceil, cos, hypot, pi, sin, sqrt
from typing import Any, Literal

from configurator.sdk import (
    CARBURETTOR_MOUTH,
    AllowedWords,
    Box,
    Diameter,
    Dimension,
    Distance,
    Limit,
    Parameters,
    PitchCircle,
    Point,
    Position,
    Problem,
    Round,
    Section,
    Template,
    Thickness,
    X,
    Z,
    choice,
    diameter_about_z,
    length,
    model_tolerance,
    pick,
    warning,
)
from templates_cad._spigot_clamps import GRUB_SCREWS, LEAST_BAND, LIP_HEIGHT, MOST_BAND, SpigotClamp

# The project's own choices, in mm.
LEAST_STRAIGHT = 4.0  # of the bore, so that it can be gauged
LEAST_SHOULDER = 1.0  # what the carburettor's mouth meets
LEAST_FLARE = 3.0
LEAD_IN = 0.5  # chamfer at the spigot's open end
LEAST_RIM = 3.0  # round the hole of a stud, and round the pipe
FLANGE_FILLET = 2.0  # where the pipe meets its flange, beside nuts that are two studs wide (ISO 4032: up to 1.92)
HOLE_IN_STUDS = 1.1  # nearly the medium series of ISO 273
# In walls: a bead thinner than that is none; the bell's tightest curve, below which its outside would fold.
LEAST_LIP_WALLS, LEAST_CURVE_WALLS = 1.4, 1.15
# Of r = F s^3, s = z / H: its tightest radius is this times H sqrt(H / F), where s^4 = H^2 / (45 F^2).
CUBIC_TIGHTEST = 45**0.25 * 1.2**1.5 / 6
LEAST_BELL_BEADS = 1.5  # so that the bead does not hang below the bell
POINTS = 24  # of a curve
STEPS = 60  # of a bisection, and of an iteration

# Blair and Cahoon, 2006: the best of the bell mouths that they compared.
BEST_MOUTH = 2.13
OVER_A_MOUTH, ON_STUDS = {"mount": ("spigot",)}, {"mount": ("flange",)}
CLAMPED, SCREWED = {**OVER_A_MOUTH, "clamp": ("hose clamp",)}, {**OVER_A_MOUTH, "clamp": ("grub screws",)}
Corner = tuple[float, float]


class Trumpet(Parameters):
    """What may vary. Sizes in mm."""

    mount: Literal["spigot", "flange"] = choice(
        "spigot",
        title="Mount",
        group="Carburettor",
        guide="Over the carburettor's mouth, or against its face on studs.",
    )
    bore: float = length(
        46,
        15,
        80,
        title="Bore",
        group="Carburettor",
        measured=True,
        guide="Inside diameter of the carburettor's mouth, where the air goes in.",
    )
    lip_diameter: float = length(
        54,
        18,
        110,
        title="Outside of the mouth",
        group="Carburettor",
        measured=True,
        guide="What the spigot goes over.",
        when=OVER_A_MOUTH,
    )
    lip_depth: float = length(
        10,
        4,
        30,
        title="Depth of the mouth",
        group="Carburettor",
        measured=True,
        guide="How far it stands out of the carburettor.",
        when=OVER_A_MOUTH,
    )
    play: float = length(
        0.2,
        0,
        0.6,
        title="Play",
        group="Carburettor",
        guide="How much wider than the mouth the spigot is.",
        when=OVER_A_MOUTH,
    )
    clamp: Literal["none", "hose clamp", "grub screws"] = choice(
        "none",
        title="Held by",
        group="Carburettor",
        guide="A hose clamp round a slit spigot, three grub screws through it, or what the engine has.",
        when=OVER_A_MOUTH,
    )
    band: float = length(
        9,
        LEAST_BAND,
        MOST_BAND,
        title="Width of the clamp's band",
        group="Carburettor",
        guide="Usual are 9 and 12 mm.",
        when=CLAMPED,
    )
    screw: str = pick(
        GRUB_SCREWS,
        "M3x0.5",
        title="Grub screws",
        group="Carburettor",
        guide="Their holes are drilled to be tapped.",
        when=SCREWED,
    )
    studs: Literal["2", "3", "4"] = choice("2", title="Studs", group="Carburettor", when=ON_STUDS)
    stud: float = length(
        6,
        4,
        10,
        title="Stud diameter",
        group="Carburettor",
        measured=True,
        guide="Its hole is 10 % wider.",
        when=ON_STUDS,
    )
    stud_circle: float = length(
        80,
        30,
        140,
        title="Circle of the studs",
        group="Carburettor",
        measured=True,
        guide="Through the middles of all studs; of two studs their distance.",
        when=ON_STUDS,
    )
    flange_thickness: float = length(6, 3, 15, title="Flange thickness", group="Carburettor", when=ON_STUDS)
    height: float = length(
        80,
        15,
        250,
        title="Height",
        group="Trumpet",
        guide="From the carburettor's mouth or face to the top of the lip.",
    )
    bell_diameter: float = length(
        90,
        25,
        180,
        title="Bell diameter",
        group="Trumpet",
        guide="Over the lip. Twice the bore is plenty; see that it clears its neighbour and the bonnet.",
    )
    bell: Literal["ellipse", "cubic"] = choice(
        "ellipse", title="Bell", group="Trumpet", guide="A quarter of an ellipse, or r = F (z / H)³, which opens later."
    )
    bell_length: float | None = length(
        None,
        5,
        240,
        title="Bell length",
        group="Trumpet",
        guide="Along the axis. Left empty: as long as there is room.",
    )
    wall: float = length(2, 1, 5, title="Wall", group="Trumpet")
    lip: float | None = length(
        None,
        1.4,
        12,
        title="Lip",
        group="Trumpet",
        guide="Thickness of the bead at the mouth. Left empty: as the wall.",
    )


def spigot(p: Trumpet) -> float:
    """Its inside diameter in mm."""
    return p.lip_diameter + p.play


def clamp(p: Trumpet) -> SpigotClamp:
    """What holds the spigot; `none` on a flange."""
    return SpigotClamp(p.clamp, spigot(p), p.wall, p.lip_depth, p.play, p.band, p.screw)


def face(p: Trumpet) -> float:
    """How high over z = 0 the carburettor's mouth or face is, in mm."""
    return p.lip_depth if p.mount == "spigot" else 0.0


def flange_fillet(p: Trumpet) -> float:
    """Radius in mm between pipe and flange; smaller where nuts need the room."""
    return min(FLANGE_FILLET, p.stud_circle / 2 - p.stud - p.bore / 2 - p.wall)


def top(p: Trumpet) -> float:
    """Over all, along the axis, in mm."""
    return face(p) + p.height


def stub(p: Trumpet) -> float:
    """From the face up to where the bell may begin, in mm: shoulder and its cone, or flange, and a piece of bore."""
    step = max(0.0, (spigot(p) - p.bore) / 2)
    return LEAST_STRAIGHT + (p.wall + step if p.mount == "spigot" else p.flange_thickness)


def bead(p: Trumpet) -> float:
    """How thick the mouth's edge is, in mm."""
    return p.wall if p.lip is None else p.lip


def flare(p: Trumpet) -> float:
    """How far an ellipse opens on each side, in mm: to its crest. `limits` asks for sizes that cannot be, too."""
    return max(LEAST_FLARE, (p.bell_diameter - bead(p) - p.bore) / 2)


def shortest_bell(p: Trumpet) -> float:
    """In mm, so that the outside follows the curve, and the bead has its place behind it."""
    radius = LEAST_CURVE_WALLS * p.wall
    least = sqrt(radius * flare(p))
    if p.bell == "cubic":
        least = (radius / CUBIC_TIGHTEST) ** (2 / 3) * flare(p) ** (1 / 3) + bead(p) / 2
    return max(least, LEAST_BELL_BEADS * bead(p))


def longest_bell(p: Trumpet) -> float:
    """In mm, so that the outside follows the curve, and there is room."""
    room = p.height - stub(p)
    return min(room, flare(p) ** 2 / (LEAST_CURVE_WALLS * p.wall)) if p.bell == "ellipse" else room


def bell_length(p: Trumpet) -> float:
    """Along the axis, in mm."""
    return longest_bell(p) if p.bell_length is None else p.bell_length


def limits(p: Trumpet) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    yield from clamp(p).limits()
    if p.mount == "spigot":
        least = p.bore + 2 * LEAST_SHOULDER - p.play
        because = f"the shoulder inside needs {LEAST_SHOULDER:g} mm all round"
        yield Limit("lip_diameter", least, 110, because, ("bore", "play"))
    else:
        least = p.bore + 2 * p.wall + 2 * HOLE_IN_STUDS * p.stud
        yield Limit("stud_circle", least, 140, "nuts need room beside the pipe", ("bore", "wall", "stud"))
    yield Limit("lip", LEAST_LIP_WALLS * p.wall, 12, f"a bead is at least {LEAST_LIP_WALLS:g} walls thick", ("wall",))
    opens = max(LEAST_FLARE, LEAST_CURVE_WALLS * p.wall)
    least = p.bore + 2 * opens + 2 * bead(p)
    yield Limit("bell_diameter", least, 180, f"the bell must open by {opens:g} mm each way", ("bore", "wall", "lip"))
    given = ("lip_diameter", "bore") if p.mount == "spigot" else ("flange_thickness",)
    because = "mount, a straight piece of bore and the bell need room"
    yield Limit("height", stub(p) + shortest_bell(p), 250, because, (*given, "wall", "bell_diameter"))
    because = "the outside must follow its curve, and there must be room"
    yield Limit("bell_length", shortest_bell(p), longest_bell(p), because, ("height", "bell_diameter", "bore", "wall"))


def check(p: Trumpet) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if p.bell_diameter < 1.4 * p.bore:
        hint = "Consider 1.6 bores or more."
        yield warning("So small a bell gains little over a pipe.", "bell_diameter", "bore", hint=hint)
    if p.bell_diameter - 2 * bead(p) > BEST_MOUTH * p.bore + 5:
        hint = "About twice the bore does."
        yield warning("A wider bell than this brings no more air.", "bell_diameter", "bore", hint=hint)
    yield from clamp(p).check()
    if p.mount == "spigot" and clamp(p).collar_edge and clamp(p).outside > p.bell_diameter:
        yield _wide_collar(p)


def _wide_collar(p: Trumpet) -> Problem:
    """Of screws whose collar is what comes next to a neighbour, not the bell."""
    size = clamp(p).outside
    wider = f"a bell of {ceil(size)} mm"
    narrow = [name for name in GRUB_SCREWS.rows if replace(clamp(p), screw=name).outside <= p.bell_diameter]
    hint = f"Take {', '.join(narrow)}, or {wider}." if narrow else f"Take {wider}, or a hose clamp."
    told = f"The screws' collar is {size:g} mm wide, wider than the bell, and may meet a neighbour."
    return warning(told, "screw", "bell_diameter", hint=hint)


def wall(p: Trumpet) -> float:
    """The thinnest wall by intention, in mm."""
    return p.wall if p.mount == "spigot" else min(p.wall, p.flange_thickness, LEAST_RIM)


def rise(p: Trumpet) -> float:
    """Radians from the axis at which the bell's curve ends: a quarter turn of an ellipse."""
    angle = pi / 2
    if p.bell == "ellipse":
        return angle
    for _ in range(STEPS):
        radius, height = _end(p, angle)
        angle = atan(3 * (radius - p.bore / 2) / height)
    return angle


def _end(p: Trumpet, angle: float) -> Corner:
    """Radius and height of the curve's end, above its beginning, if it ends so: the bead touches both outsides."""
    half = bead(p) / 2
    return p.bell_diameter / 2 - half * (1 + cos(angle)), bell_length(p) - half * (1 - sin(angle))


def curve(p: Trumpet, share: float, off: float = 0.0) -> Corner:
    """Radius and height of a point `off` mm outside the bell's inside, from the bore (0) to the end (1)."""
    radius, height = _end(p, rise(p))
    opens, low = radius - p.bore / 2, top(p) - bell_length(p)
    if p.bell == "ellipse":
        turn = share * pi / 2
        place = (radius - opens * cos(turn), low + height * sin(turn))
        across, along = opens * sin(turn), height * cos(turn)
    else:
        place = (p.bore / 2 + opens * share**3, low + height * share)
        across, along = 3 * opens * share**2, height
    size = hypot(across, along)
    return place[0] + off * along / size, place[1] - off * across / size


def heading(p: Trumpet, share: float) -> Corner:
    """The curve's direction there, towards the mouth; of length 1."""
    (r, z), (off_r, off_z) = curve(p, share), curve(p, share, 1.0)
    return z - off_z, off_r - r


def bead_middle(p: Trumpet) -> Corner:
    """Radius and height of the middle of the lip's bead."""
    return curve(p, 1.0, bead(p) / 2)


def joint(p: Trumpet) -> float:
    """The share at which the bell's outside meets the bead: all of it, where the bead is as thick as the wall."""
    if p.lip is None:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        r, z = curve(p, middle, p.wall)
        outside = hypot(r - bead_middle(p)[0], z - bead_middle(p)[1]) > bead(p) / 2
        low, high = (middle, high) if outside else (low, middle)
    return low


def build(p: Trumpet) -> Any:
    """Drawn once and turned about z, the spigot's or the flange's end on z = 0; faces of a flange are sewn to it."""
    import cadquery as cq

    from configurator.shapes.stud_flange import StudFlange

    pipe = _pipe(p)
    if p.mount == "spigot":
        tools = clamp(p).tools()
        # Not by `shapes.booleans`, which would unite the bead's arcs: tests hold the volume against a formula.
        return cq.Workplane(pipe.cut(*tools).Solids()[0] if tools else pipe)
    # A boolean would take seconds on so curved a face.
    turned = [face for face in pipe.Faces() if face.geomType() != "CONE"]
    hole, radii = HOLE_IN_STUDS * p.stud, (p.bore / 2, p.bore / 2 + p.wall)
    flange = StudFlange(
        *radii, p.flange_thickness, LEAST_RIM, int(p.studs), hole, p.stud_circle, fillet=flange_fillet(p)
    )
    return cq.Workplane(cq.Solid.makeSolid(cq.Shell.makeShell([*turned, *flange.faces()])))


def _pipe(p: Trumpet) -> Any:
    import cadquery as cq

    end = joint(p)
    inner = [curve(p, step / POINTS) for step in range(POINTS + 1)]
    outer = [curve(p, end * step / POINTS, p.wall) for step in range(POINTS, -1, -1)]
    profile = cq.Workplane("XZ").moveTo(*inner[0])
    # Unscaled: with cadquery's scaling of the tangents such a curve folds near its end.
    profile = profile.spline(inner[1:], tangents=[(0, 1), heading(p, 1)], scale=False, includeCurrent=True)
    for middle, stop in _bead_arcs(p, outer[0]):
        profile = profile.threePointArc(middle, stop)
    back = tuple(-part for part in heading(p, end))
    profile = profile.spline(outer[1:], tangents=[back, (0, -1)], scale=False, includeCurrent=True)
    if p.mount == "flange":
        profile = _flange_root(p, profile)
    for corner in _foot(p):
        profile = profile.lineTo(*corner)
    # Not by the workplane, which would unite the bead's arcs: one ends where the bell is widest, to be measured there.
    outline = cq.Face.makeFromWires(profile.close().val())
    return cq.Solid.revolve(outline, 360, cq.Vector(0, 0, 0), cq.Vector(0, 0, 1))


def _bead_arcs(p: Trumpet, last: Corner) -> Iterator[tuple[Corner, Corner]]:
    """Middle and end of each arc of the bead, from the curve's end to its outside; one ends where it is widest."""
    (r, z), half = bead_middle(p), bead(p) / 2
    (start_r, start_z), (last_r, last_z) = curve(p, 1.0), last
    # Clockwise: a thin wall meets a thick bead above its middle.
    end = -(atan2(z - last_z, last_r - r) % (2 * pi))
    angles = [atan2(start_z - z, start_r - r), 0.0, end]
    for one, other in pairwise(angles):
        middle = (one + other) / 2
        yield (r + half * cos(middle), z + half * sin(middle)), (r + half * cos(other), z + half * sin(other))


def _flange_root(p: Trumpet, profile: Any) -> Any:
    """From where the bell begins outside, down the pipe and round its fillet to the flange's top."""
    pipe, low, radius = p.bore / 2 + p.wall, p.flange_thickness, flange_fillet(p)
    middle = radius * (1 - sqrt(0.5))
    profile = profile.lineTo(pipe, low + radius)
    return profile.threePointArc((pipe + middle, low + middle), (pipe + radius, low))


def _foot(p: Trumpet) -> list[Corner]:
    """From where the bell begins outside, or from a flange's top, down and round to where it begins inside."""
    throat = p.bore / 2
    if p.mount == "flange":
        # The slanting side, a cone, gives way to the flange.
        return [(throat, 0)]
    inside, low, lead = spigot(p) / 2, p.lip_depth, lead_in(p)
    shoulder = low + p.wall
    return [
        (throat + p.wall, shoulder + inside - throat),
        (inside + p.wall, shoulder),
        *_collar(p, shoulder),
        *_clamp_lip(p),
        (inside + lead, 0),
        (inside, lead),
        (inside, low),
        (throat, low),
    ]


def _collar(p: Trumpet, shoulder: float) -> list[Corner]:
    """Round grub screws: from the foot of the cone out and down to the spigot's end."""
    outside, edge = clamp(p).outside / 2, clamp(p).collar_edge
    return [(outside - edge, shoulder), (outside, shoulder - edge), (outside, edge)] if edge else []


def _clamp_lip(p: Trumpet) -> list[Corner]:
    """The spigot's outside at its end, with the lip behind which a hose clamp lies."""
    outside, out = clamp(p).outside / 2 - clamp(p).collar_edge, clamp(p).lip
    step = [(outside, LIP_HEIGHT), (outside + out, LIP_HEIGHT)] if out else []
    return [*step, (outside + out, 0)]


def lead_in(p: Trumpet) -> float:
    """The chamfer at the spigot's open end, in mm."""
    return min(LEAD_IN, p.wall / 4)


def stud_places(p: Trumpet, z: float) -> list[Point]:
    """The middles of the holes, the first on x."""
    turns = [2 * pi * number / int(p.studs) for number in range(int(p.studs))]
    return [(p.stud_circle / 2 * cos(turn), p.stud_circle / 2 * sin(turn), z) for turn in turns]


def dimensions(p: Trumpet) -> Iterator[Dimension]:
    """What proves the finished part: what the carburettor, the air and the bonnet meet."""
    # Above a flange's fillet.
    straight = top(p) - bell_length(p) - LEAST_STRAIGHT / 4
    yield diameter_about_z("bore", p.bore, straight, "bore")
    yield from _spigot_sizes(p) if p.mount == "spigot" else _flange_sizes(p)
    yield diameter_about_z("bell_diameter", p.bell_diameter, bead_middle(p)[1])
    yield Distance(name="length", field="height", nominal=top(p), tolerance=model_tolerance(top(p)), axis=Z)
    yield Thickness(
        name="wall",
        field="wall",
        nominal=p.wall,
        tolerance=model_tolerance(p.wall),
        origin=(0, 0, straight),
        direction=X,
        spot=0.5,
    )


def _spigot_sizes(p: Trumpet) -> Iterator[Dimension]:
    yield Diameter(
        name="spigot",
        field="lip_diameter",
        nominal=spigot(p),
        tolerance=model_tolerance(spigot(p)),
        centre=(0, 0, (p.lip_depth + LEAD_IN) / 2),
        role="bore",
    )
    middle = (p.bore + spigot(p)) / 4
    yield Distance(
        name="spigot_depth",
        field="lip_depth",
        nominal=p.lip_depth,
        tolerance=model_tolerance(p.lip_depth),
        axis=Z,
        jaws="height",
        box=Box((middle - 0.2, -0.2, -1), (middle + 0.2, 0.2, p.lip_depth + 0.3)),
    )
    yield from clamp(p).dimensions()


def _flange_sizes(p: Trumpet) -> Iterator[Dimension]:
    first, *others = stud_places(p, p.flange_thickness / 2)
    hole = HOLE_IN_STUDS * p.stud
    yield Diameter(
        name="stud_holes",
        field="stud",
        nominal=hole,
        tolerance=model_tolerance(hole),
        centre=first,
        repeats=tuple(others),
        role="bore",
    )
    if others[1:]:
        yield PitchCircle(
            name="stud_circle",
            field="stud_circle",
            nominal=p.stud_circle,
            tolerance=model_tolerance(p.stud_circle),
            centres=(first, *others),
            size=hole,
        )
    else:
        yield Position(
            name="stud_spacing",
            field="stud_circle",
            nominal=p.stud_circle,
            tolerance=model_tolerance(p.stud_circle),
            axis=X,
            of=Round(centre=first, diameter=hole),
            datum=Round(centre=others[0], diameter=hole),
        )
    yield Thickness(
        name="flange_thickness",
        field="flange_thickness",
        nominal=p.flange_thickness,
        tolerance=model_tolerance(p.flange_thickness),
        origin=(p.stud_circle / 2 + (hole + LEAST_RIM) / 2, 0, -1),
        direction=Z,
        spot=0.5,
    )


def sections(p: Trumpet) -> Iterator[Section]:
    """Open along the axis: the inside is what matters."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: Trumpet) -> Iterator[str]:
    """What no dimension tells."""
    radius, height = _end(p, rise(p))
    opens = radius - p.bore / 2
    if p.bell == "ellipse":
        yield f"Bell: a quarter of an ellipse, {height:.2f} mm along the axis and {opens:.2f} mm across."
    else:
        yield f"Bell: r = {p.bore / 2:g} + {opens:.2f} (z / {height:.2f})³ mm, z from where it begins."
    yield f"Lip: a full round, {bead(p):g} mm thick."
    if p.mount == "spigot":
        yield f"Lead-in at the spigot: {lead_in(p):g} mm × 45°."
        yield from clamp(p).notes()
    else:
        yield f"Fillet between pipe and flange: {flange_fillet(p):g} mm."
    yield "No step or edge may stand in the air's way from the lip to the carburettor."


TEMPLATE = Template(
    id="trumpet",
    version="2",
    title="Carburettor trumpet",
    group="Classic car",
    summary="A velocity stack on a carburettor: over its mouth or on its studs, with a bell that ends in a rolled lip.",
    keywords=(
        "velocity stack",
        "ram pipe",
        "bell mouth",
        "air horn",
        "intake",
        "carburetor",
        "weber",
        "dellorto",
        "mikuni",
    ),
    parameters=Trumpet,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    measuring={
        "bore": CARBURETTOR_MOUTH.line("bore"),
        "lip_diameter": CARBURETTOR_MOUTH.line("lip"),
        "lip_depth": CARBURETTOR_MOUTH.line("depth"),
        "stud": CARBURETTOR_MOUTH.line("stud"),
        "stud_circle": CARBURETTOR_MOUTH.line("stud_circle"),
    },
    presets={
        "mikuni-54": Trumpet(lip_diameter=54, lip_depth=10, bell_diameter=90, height=40, wall=4),
        "long, with a bead": Trumpet(
            bore=42, lip_diameter=52, lip_depth=12, height=120, bell_diameter=88, bell_length=42, lip=5
        ),
        "mikuni-54, with a clamp": Trumpet(
            lip_diameter=54, lip_depth=10, bell_diameter=90, height=40, clamp="hose clamp"
        ),
        "with grub screws": Trumpet(
            bore=36,
            lip_diameter=44,
            lip_depth=12,
            wall=3,
            height=60,
            bell_diameter=74,
            clamp="grub screws",
            screw="M5x0.8",
        ),
        "on two studs": Trumpet(mount="flange", bore=38, stud_circle=66, height=60, bell_diameter=76, lip=4),
        "on four studs": Trumpet(
            mount="flange", studs="4", bore=50, stud_circle=90, stud=8, height=70, bell_diameter=105
        ),
        "cubic": Trumpet(bore=34, lip_diameter=42, height=90, bell_diameter=66, bell="cubic", lip=4),
    },
    preset_titles={"mikuni-54": "54 mm Mikuni carburettor, its bore not published: 46 mm"},
    zone="intake",
    offers=("turn-aluminium", "mill-aluminium"),
    is_revolved=lambda p: p.mount == "spigot" and p.clamp == "none",
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "54 mm Mikuni, mouth 54 by 10, bell 90, height 40 above the mouth, wall 4 mm: kenbarbour/SCADVelocityStack",
        "Slits of 1 by 8 in a mouth 10 mm deep, 8 of them, lip of 0.5 by 1.5 mm for a hose clamp: the same",
        "Bands of 9 and 12 mm: DIN 3017-1",
        "Thread of 1.5 diameters in a tapped hole: the usual rule of thumb (Design News)",
        "Bell by a quarter of an ellipse, mouth 2.13 bores and length one bore: Blair and Cahoon, Best bell, 2006",
        "All other proportions are the project's own choices",
    ),
)
