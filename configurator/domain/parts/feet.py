"""What parts for a foot ask of it in the same words, and which proportions no foot has.

Lengths in mm, taken standing; the names and the proportions are those of ANSUR II, 6,068 people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from configurator.domain.parts.declarations import choice, length, mass
from configurator.domain.parts.limits import Limit

GROUP = "Foot"


def side(guide: str = "Which foot it is for.") -> Any:
    """Left or right, for a field of type `Literal["left", "right"]`; somebody has to state it."""
    return choice("left", title="Side", group=GROUP, stated=True, guide=guide)


def foot_length() -> Any:
    """The foot's length."""
    guide = "Standing: from the back of the heel to the tip of the longest toe, along the foot."
    return _size(262, 120, 340, title="Foot length", ansur="footlength", guide=guide)


def foot_breadth() -> Any:
    """The foot's breadth."""
    guide = "Standing: across the ball at its widest, square to the foot's length."
    return _size(98, 45, 150, title="Foot breadth", ansur="footbreadthhorizontal", guide=guide)


def ball_of_foot_length() -> Any:
    """From the heel to the ball."""
    guide = "From the back of the heel to the bulge of the big toe's joint, along the foot."
    return _size(194, 80, 270, title="Ball of foot length", ansur="balloffootlength", guide=guide)


def heel_breadth() -> Any:
    """The heel's breadth."""
    guide = "Across the heel at its widest, behind the ankle bones."
    return _size(70, 28, 110, title="Heel breadth", ansur="heelbreadth", guide=guide)


def body_mass(group: str = GROUP) -> Any:
    """The wearer's mass in kg, for a field of type `float | None`; it may be left empty."""
    guide = "Only used to warn when the shell is too thin for it."
    return mass(
        None, 10, 250, title="Body mass", group=group, ansur="mass", guide=guide, shapes=False, belongs_to="person"
    )


def foot_proportions(foot: float, breadth: float) -> Iterator[Limit]:
    """For a foot of this length and breadth, of fields of these names: breadth, ball and heel.

    Beyond these no foot of ANSUR II comes near; each leaves room beyond the extremes.
    """
    because = "no foot is that broad or narrow for its length"
    yield Limit("foot_breadth", 0.29 * foot, 0.48 * foot, because, ("foot_length",))
    because = "the ball lies behind the toes and before the arch"
    yield Limit("ball_of_foot_length", 0.66 * foot, 0.82 * foot, because, ("foot_length",))
    because = "no heel is that broad or narrow for its foot"
    yield Limit("heel_breadth", 0.50 * breadth, 0.98 * breadth, because, ("foot_breadth",))


def _size(default: float, low: float, high: float, **words: Any) -> Any:
    return length(default, low, high, group=GROUP, measured=True, **words)
