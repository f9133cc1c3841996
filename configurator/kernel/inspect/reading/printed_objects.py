"""Which objects of a 3MF are the part, and which only help to print it or are not printed at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from configurator.kernel.inspect.reading.assembly import Bodies, Body, ObjectKey, PlacedObject
from configurator.kernel.inspect.reading.geometry import unreadable_file

# By type of object and by a slicer's use of it. Surfaces are open, and printed as nothing: Core Specification 4.1.
LEFT_NAMES = {
    "support": "support", "solidsupport": "support", "surface": "surface", "unprintable": "object not to be printed",
    "modifier": "slicer's modifier", "beamlattice": "beam lattice", "displacementmesh": "displaced surface",
    "levelset": "level set", "implicitfunction": "function",
}  # fmt: skip
SUBTRACTED = "negative"


def printed_objects(
    bodies: Bodies, items: Sequence[PlacedObject]
) -> tuple[Bodies, Sequence[PlacedObject], Counter[str]]:
    """The objects that are the part and that items reach, in full; these items; and how many others there are, by name.

    Raises Refused where nothing of the part remains, for objects that must not be built, and for what is there in low
    resolution alone.
    """
    selection = _Selection(bodies)
    kept = selection.parts_of(items)
    if not kept:
        raise unreadable_file(
            f"It builds no part, only {', '.join(sorted(selection.left))}.", "Export the part itself, as a model."
        )
    return selection.printed, kept, selection.left


class _Selection:
    """Goes through objects from item to component."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.printed: dict[ObjectKey, Body] = {}
        self.left: Counter[str] = Counter()

    def parts_of(self, items: Sequence[PlacedObject]) -> list[PlacedObject]:
        """Those of the items that are the part; all that they reach is noted."""
        kept = self._parts(items)
        pending = [each.key for each in kept]
        while pending:
            key = pending.pop()
            if key in self.printed or key not in self.bodies:
                continue
            body = _full_body(self.bodies, key)
            self._leave(body.left_roles)
            self.printed[key] = replace(body, components=self._parts(body.components))
            pending += [each.key for each in self.printed[key].components]
        return kept

    def _parts(self, objects: Sequence[PlacedObject]) -> list[PlacedObject]:
        kept = []
        for each in objects:
            # One that is missing is told when it is placed.
            role = each.role or self.bodies.get(each.key, Body()).type
            if role == "model":
                kept.append(each)
            else:
                self._leave([role], each.key[1])
        return kept

    def _leave(self, roles: Sequence[str], number: str = "") -> None:
        for role in roles:
            if role not in LEFT_NAMES:
                raise _forbidden(number, role)
            self.left[LEFT_NAMES[role]] += 1


def _full_body(bodies: Bodies, key: ObjectKey) -> Body:
    """An object as it is in full: the first alternative that is there goes before its own triangles."""
    body = bodies[key]
    for alternative in body.full_alternatives:
        if alternative in bodies:
            return bodies[alternative]
    if body.resolution != "fullres":
        raise unreadable_file(
            f"Object {key[1][:20]} is there only as {body.resolution!r}, which is not the part itself.",
            "Export it with its full resolution.",
        )
    return body


def _forbidden(number: str, role: str) -> Exception:
    if role == SUBTRACTED:
        return unreadable_file(
            "Its slicer subtracts a volume from the part, which is not judged here.",
            "Export the part as the slicer shows it, as one mesh.",
        )
    return unreadable_file(f"It builds object {number[:20]}, whose type is {role!r}: 3MF forbids that.")
