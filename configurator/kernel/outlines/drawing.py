"""What is gathered from a drawing: its lines and arcs in mm, and what was left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite

from configurator.domain.parts.outlines import Segment
from configurator.domain.parts.outlines.corners import JOIN_MM
from configurator.domain.problems import Problem, warning
from configurator.domain.texts import neutral
from configurator.kernel.outlines.affine import Affine
from configurator.kernel.outlines.curves import Curve, draw
from configurator.kernel.outlines.limits import MAX_COORDINATE_MM, MAX_PIECES, MAX_VISITS, TOLERANCE_MM
from configurator.kernel.outlines.refusals import unreadable

# Of a name from a file so many characters are shown.
NAME_LENGTH = 40
# So many layers are named.
MAX_NAMES = 6


class Drawing:
    """Gathers `segments` in mm, and counts what is left out; `is_mended` where the file is damaged."""

    def __init__(self) -> None:
        self.is_mended = False
        self.segments: list[Segment] = []
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._layers: Counter[str] = Counter()
        self._ways: Counter[str] = Counter()
        self._visits = 0

    def visit(self) -> None:
        """Count an entity or element that is looked at. Raises Refused where there are too many."""
        self._visits += 1
        if self._visits > MAX_VISITS:
            raise unreadable(
                f"With all its blocks and copies it has more than {MAX_VISITS:,} objects.",
                "Keep the outline alone, and export that.",
            )

    def add(self, curve: Curve, matrix: Affine, layer: str) -> None:
        """A curve, which the matrix maps to mm."""
        drawn = draw(curve, matrix)
        for segment in drawn.segments:
            _check_place(segment)
            if segment.length < JOIN_MM:
                self.leave_out("line", f" shorter than {JOIN_MM:g} mm")
            else:
                self.segments.append(segment)
        self._layers[layer] += 1
        self._ways[drawn.how] += 1
        if len(self.segments) > MAX_PIECES:
            raise unreadable(
                f"It has more than {MAX_PIECES:,} lines and arcs.", "Keep the outline alone, and export that."
            )

    def leave_out(self, kind: str, which: str = "", count: int = 1) -> None:
        """Count what is no outline: its kind in the singular, and what is said behind it."""
        self._left_out[kind, which] += count

    def has_left_out(self, kind: str) -> bool:
        """Whether something of a kind was left out."""
        return any(each == kind for each, _ in self._left_out)

    def warnings(self) -> Iterator[Problem]:
        """What a person should know of how it was read."""
        if self.is_mended:
            hint = "Compare the outline with the drawing, or export it again."
            yield warning("The file is damaged: it was read as far as it makes sense.", "file", hint=hint)
        if self._ways["approximated"]:
            curves = _counted(self._ways["approximated"], "curve")
            yield warning(
                f"{curves} (ellipse, spline or Bezier) became arcs, true to {TOLERANCE_MM:g} mm.",
                "file",
                hint="Where it matters more, draw it as lines and arcs.",
            )
        if self._ways["meant"]:
            curves = _counted(self._ways["meant"], "Bezier curve")
            hint = "Look at the sizes of round corners and holes."
            yield warning(f"{curves} with the handles of a circle became its arc.", "file", hint=hint)
        if len(self._layers) > 1:
            hint = "Turn off the layers that do not belong to the outline, and export it again, if it is wrong so."
            yield warning(f"These layers are taken together: {self._layers_text()}.", "file", hint=hint)

    def left_out_texts(self) -> tuple[str, ...]:
        """Each kind that was left out, with its number: 3 texts."""
        return tuple(
            f"{_counted(number, kind)}{which}" for (kind, which), number in sorted(self._left_out.items()) if number
        )

    def _layers_text(self) -> str:
        names = [f"{shown_name(name)} ({number:,})" for name, number in sorted(self._layers.items())]
        more = [f"{len(names) - MAX_NAMES:,} more"] if len(names) > MAX_NAMES else []
        return ", ".join(names[:MAX_NAMES] + more)


def shown_name(name: str) -> str:
    """A name from a file, made harmless and short."""
    name = neutral(name)
    return name if len(name) <= NAME_LENGTH else f"{name[:NAME_LENGTH]}…"


def _counted(number: int, kind: str) -> str:
    return f"{number:,} {kind}{'' if number == 1 else 's'}"


def _check_place(segment: Segment) -> None:
    numbers = (*segment.start, *segment.end, segment.radius)
    if not all(map(isfinite, numbers)):
        raise unreadable("It has a place or a size that is no number.")
    if max(map(abs, (*segment.start, *segment.end))) > MAX_COORDINATE_MM:
        raise unreadable(
            f"It reaches more than {MAX_COORDINATE_MM / 1000:,.0f} m from its origin.",
            "Check the unit, or move it to its origin.",
        )
