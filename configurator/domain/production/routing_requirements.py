"""What a job requires of the factory that is to make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from configurator.domain.offers.machine_fit import SizeMm, box_sizes
from configurator.domain.orders.wishes import Wish
from configurator.domain.places import Place


@dataclass(frozen=True)
class RoutingRequirements:
    """What a job requires of a factory.

    `size_mm` is the part's box, along x, y, z; `place` is the coarse destination; `pick_up` is the id of
    the factory where the customer collects; `failures` has how often each factory has failed this item;
    `pose_mm` is the size of the part as it best lies, z up, where a pose was chosen. `wish` ranks those that can make
    it; before it goes `parcel`, the factory that is to send it together with other parts of its order. `full` are the
    factories without time for it: none of them gets it while another can make it. `proposed` is where it is placed
    together with other jobs that have lost their factory, empty for nowhere.
    """

    process: str
    material: str
    size_mm: SizeMm
    place: Place | None
    pick_up: str = ""
    failures: Mapping[str, int] = field(default_factory=dict)
    pose_mm: SizeMm | None = None
    wish: Wish = Wish.NEAREST
    parcel: str = ""
    full: frozenset[str] = frozenset()
    proposed: str = ""

    @property
    def sizes_mm(self) -> tuple[SizeMm, ...]:
        """The ways in which the part may lie: its box on any side, and its pose."""
        return (*box_sizes(self.size_mm), *((self.pose_mm,) if self.pose_mm else ()))
