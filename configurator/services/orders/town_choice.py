"""The one town that an address means: of several of its name never silently the largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from configurator.domain.errors import Refused, refused
from configurator.domain.places import Place, great_circle_km
from configurator.services.orders.place_names import fold_name, folded_spellings
from configurator.services.orders.regions import postal_area, region_name, regions_named
from configurator.services.orders.town_lookup import (
    MAX_TOWN_LENGTH,
    Country,
    Town,
    find_country,
    find_towns,
    unknown_town,
)

# Nearer to each other than this, two of one name give the same route: a destination is kept to some 10 km.
APART_KM = 25.0
# A town that bears another's name only as a by-name, or begins with it, counts as meant if it is so many times larger.
BY_NAME_SHARE = 10
MAX_LISTED = 12


def town_place(country: str, city: str, region: str = "", postcode: str = "", town: str = "") -> Place:
    """Where the town lies that `candidate_towns` leaves; `town` is the id of one that was chosen among them.

    Raises Refused for an unknown town with the nearest spellings, and naming `city` for one of which there are several,
    with those to choose from.
    """
    candidates = candidate_towns(country, city, region, postcode)
    chosen = [each for each in candidates if str(each.id) == town] or candidates
    if len(chosen) == 1:
        return chosen[0].place
    labels = list(town_labels(candidates).values())
    listed = "; ".join(labels[:MAX_LISTED]) + (f"; and {len(labels) - MAX_LISTED} more" if labels[MAX_LISTED:] else "")
    name = city.strip()[:MAX_TOWN_LENGTH]
    hint = f"Say the state or region, or where it lies in degrees. Known are: {listed}."
    raise refused(f"{find_country(country).name}: there are {len(labels)} towns named {name!r}.", "city", hint=hint)


def candidate_towns(country: str, city: str, region: str = "", postcode: str = "") -> tuple[Town, ...]:
    """The towns that may be meant, at least one, the largest first. Raises Refused where none is left.

    `region` is a code or a name, and counts where it is one of the country's; `postcode` where its place is known.
    """
    found = find_country(country)
    towns = find_towns(country, city)
    if not towns:
        raise unknown_town(found, city)
    in_region = _in_region(found, _namesakes(towns, city), region)
    return _apart(_near_postcode(found, in_region, postcode))


def town_labels(towns: Sequence[Town]) -> dict[str, str]:
    """The id of each -> its name, region and country; where two would read alike, with the degrees."""
    plain = {str(each.id): _label(each) for each in towns}
    counts = Counter(plain.values())
    degrees = {str(each.id): f" ({each.place.latitude:.1f}, {each.place.longitude:.1f})" for each in towns}
    return {key: text + (degrees[key] if counts[text] > 1 else "") for key, text in plain.items()}


def _label(town: Town) -> str:
    names = (town.name, region_name(town.country, town.region), find_country(town.country).name)
    return ", ".join(filter(None, dict.fromkeys(names)))


def _namesakes(towns: Sequence[Town], city: str) -> Sequence[Town]:
    """Those that bear the name itself, or begin with it where none does; and any that is far larger than they are."""
    key = fold_name(city.partition(",")[0]) if len(city) <= MAX_TOWN_LENGTH else ""
    exact = [each for each in towns if key in folded_spellings(each.name)]
    begun = [each for each in towns if any(name.startswith(key) for name in folded_spellings(each.name))]
    own = exact or begun or towns
    largest = max(each.population for each in own)
    return [each for each in towns if each in own or each.population > BY_NAME_SHARE * largest]


def _in_region(country: Country, towns: Sequence[Town], region: str) -> Sequence[Town]:
    codes = regions_named(country.code, region)
    inside = [each for each in towns if each.region in codes]
    if codes and not inside:
        raise _nowhere(towns, "region", f"{region.strip()} has no town of this name that is known.")
    return inside or towns


def _near_postcode(country: Country, towns: Sequence[Town], postcode: str) -> Sequence[Town]:
    area = postal_area(country.code, postcode)
    near = [each for each in towns if area is None or area.holds(each.place)]
    if not near:
        raise _nowhere(towns, "postcode", f"{postcode.strip()} does not lie near the town.")
    return near


def _nowhere(towns: Sequence[Town], field: str, message: str) -> Refused:
    listed = "; ".join(list(town_labels(_apart(towns)).values())[:MAX_LISTED])
    return refused(message, field, hint=f"Mend it, or the town. Known are: {listed}.")


def _apart(towns: Sequence[Town]) -> tuple[Town, ...]:
    """The largest first, without those that lie beside a larger one."""
    kept: list[Town] = []
    for town in sorted(towns, key=lambda each: (-each.population, each.id)):
        if all(great_circle_km(town.place, each.place) > APART_KM for each in kept):
            kept.append(town)
    return tuple(kept)
