"""Left against right: what two sides of one person may differ by before it is doubted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from configurator.domain.parts.kinds import parameter_unit, schema_extra
from configurator.domain.parts.parameters import Parameters, person_names
from configurator.domain.problems import Problem, warning
from configurator.domain.quantities import show_quantity

# The two sides, as a part's choice of one names them.
LEFT: Final = "left"
RIGHT: Final = "right"
# By how much of the larger one the two sides of a size of the body differ in 99 of 100 people. Of 2,890 people the
# feet of up to 19 % differ by more than 4 mm in length (SATRA Bulletin, 2018, "The difference between left and right
# feet"); if differences are spread normally, those of 1 % exceed 8 mm, 3 % of a foot of 262 mm. That other sizes
# differ in the same proportion is our own choice.
MAX_SIDE_DIFFERENCE_RATIO: Final = 0.03
# In mm: what two careful measurings of a breadth explain, our own choice.
MIN_SIDE_DIFFERENCE_MM: Final = 5.0
# Of that difference, where sizes contradict each other: our own choice.
CROSSED_SHARE: Final = 0.5
SWAP_HINT: Final = "Measure both again; check that left and right are not swapped."


def find_unlike(parameters: type[Parameters], left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Problem]:
    """Warnings on the values of two sides of one person, by parameter; either may lack some.

    A size of the body may differ by so much, what belongs to the person not at all. Where the left is larger in one
    size and the right in another, by half as much, one may have been entered for the wrong side.
    """
    both = [name for name in parameters.model_fields if left.get(name) is not None and right.get(name) is not None]
    for name in person_names(parameters):
        if name in both and left[name] != right[name]:
            yield _unlike(parameters, name, left, right, "A person has one: give it once.")
    sizes = [name for name in both if _is_body_size(parameters, name)]
    shares = {name: _share(left[name], right[name]) for name in sizes}
    for name, share in shares.items():
        if abs(share) > 1:
            yield _unlike(parameters, name, left, right, SWAP_HINT)
    yield from _crossed(shares)


def _is_body_size(parameters: type[Parameters], name: str) -> bool:
    field = parameters.model_fields[name]
    return parameter_unit(field) == "mm" and bool(schema_extra(field, "measured") and schema_extra(field, "ansur"))


def _share(left: float, right: float) -> float:
    """The difference as a share of the largest that is not doubted; positive where the left is larger."""
    return (left - right) / max(MAX_SIDE_DIFFERENCE_RATIO * max(left, right), MIN_SIDE_DIFFERENCE_MM)


def _unlike(
    parameters: type[Parameters], name: str, left: Mapping[str, Any], right: Mapping[str, Any], hint: str
) -> Problem:
    unit = parameter_unit(parameters.model_fields[name])
    sides = f"{show_quantity(left[name], unit)} left and {show_quantity(right[name], unit)} right"
    return warning(f"It is {sides}: more than two sides of one person differ by.", name, hint=hint)


def _crossed(shares: Mapping[str, float]) -> Iterator[Problem]:
    if not shares:
        return
    left, right = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    if shares[left] <= CROSSED_SHARE or shares[right] >= -CROSSED_SHARE:
        return
    yield warning(
        f"The left is larger in {left}, the right in {right}.",
        left,
        right,
        hint="Check that neither was entered for the wrong side.",
    )
