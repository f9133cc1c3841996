from dataclasses import replace
from typing import Literal

import pytest

from configurator.domain.offers.offer_suitability import (
    assess_offers,
    needed_offers_hint,
    offer_objections,
    suitable_offers,
)
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.declarations import choice, length
from configurator.domain.parts.inserts import heat_set_insert
from configurator.domain.parts.limits import AllowedWords
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template


class Ring(Parameters):
    hole: float = length(14, 0, 100, title="Hole", group="All")
    cable: float = length(8, 0, 100, title="Cable", group="All")
    lip: float | None = length(None, 0, 100, title="Lip", group="All")
    side: str = choice("left", title="Side", group="All")


class Sided(Ring):
    side: Literal["left", "right"] = choice("left", title="Side", group="All")


RING = Template(
    id="ring",
    version="1",
    title="Ring",
    group="Test",
    summary="A ring with a lip.",
    parameters=Ring,
    build=lambda p: None,
    dimensions=lambda p: (),
    zone="engine bay",
    offers=("mjf-tpu", "mjf-pa12", "sls-pa12", "fdm-asa", "no-such"),
    wall=lambda p: min((p.hole - p.cable) / 2, 4.0),
)


def told(parameters, offer, template=RING):
    return [(each.message, each.fields, each.hint) for each in offer_objections(template, parameters, OFFERS[offer])]


def test_a_listed_offer_with_wall_enough_where_it_may_be_used_is_fit():
    assert offer_objections(RING, Ring(), OFFERS["mjf-tpu"]) == ()
    assert suitable_offers(RING, Ring()) == ("mjf-tpu", "mjf-pa12", "sls-pa12")


def test_a_zone_is_refused_with_its_reason_and_what_would_do():
    reason = OFFERS["fdm-asa"].refused["engine bay"]
    message = f"fdm-asa must not be used here (engine bay): {reason}."
    assert told(Ring(), "fdm-asa") == [(message, ("offer",), "Take mjf-tpu or mjf-pa12 or sls-pa12.")]
    assert told(Ring(), "fdm-asa", replace(RING, zone=None)) == []
    assert told(Ring(), "fdm-asa", replace(RING, zone="cabin")) == []


def test_what_the_author_has_not_listed_is_refused():
    ((message, fields, hint),) = told(Ring(), "mill-aluminium")
    assert (message, fields) == ("The part's author has not judged mill-aluminium fit for it.", ("offer",))
    assert hint == "Take mjf-tpu or mjf-pa12 or sls-pa12."


def test_a_thin_wall_is_refused_with_the_parameters_that_thicken_it():
    message = "It has a wall of 1.2 mm; mjf-tpu needs 1.5 mm."
    hint = "Take mjf-pa12 or sls-pa12, or change hole or cable."
    assert told(Ring(cable=11.6), "mjf-tpu") == [(message, ("offer", "hole", "cable"), hint)]


def test_no_parameter_is_named_that_does_not_help():
    narrow = replace(RING, wall=lambda p: min((p.hole - p.cable) / 2, 1.2))
    # With the larger cable both walls are as thin, and changing one leaves the other.
    for parameters in (Ring(), Ring(cable=11.6)):
        assert told(parameters, "mjf-tpu", narrow)[0][1:] == (("offer",), "Take mjf-pa12 or sls-pa12.")


def test_a_wall_that_is_only_by_rounding_too_thin_is_enough():
    parameters = Ring(hole=34.925, cable=31.925)
    assert (parameters.hole - parameters.cable) / 2 < 1.5
    assert told(parameters, "mjf-tpu") == []
    assert told(Ring(hole=34.9248, cable=31.925), "mjf-tpu") != []


def test_all_objections_are_told_at_once():
    found = told(Ring(cable=13.8), "fdm-pla")
    assert [fields for _, fields, _ in found] == [("offer",), ("offer",), ("offer", "hole", "cable")]


def test_where_nothing_fits_it_says_so():
    bare, thin = replace(RING, offers=("fdm-pla",)), Ring(cable=13.8)
    hopeless = replace(bare, wall=lambda p: 0.1)
    assert {hint for _, _, hint in told(thin, "fdm-pla", hopeless)} == {"No offer fits this part as it is."}
    assert told(Ring(cable=13.8), "mjf-pa12")[0][2] == "Change hole or cable."


def test_where_nothing_that_its_author_lists_fits_it_says_which_offers_would_be_needed():
    hot = replace(RING, offers=("mjf-tpu",), zone="intake")
    needed = "It would need mill-aluminium or mill-brass, which its author has not judged fit for it."
    assert [hint for _, _, hint in told(Ring(), "mjf-tpu", hot)] == [needed]
    assert needed_offers_hint(hot, Ring()) == needed


def test_only_bodies_of_revolution_are_turned_and_only_flat_parts_of_a_stock_thickness_cut():
    listed = (*RING.offers, "turn-brass", "cut-nbr")
    either = replace(RING, offers=listed, is_revolved=lambda p: p.side == "left", sheet=lambda p: p.lip)
    turned = "turn-brass makes bodies of revolution only, and this part is none."
    flat = "cut-nbr makes flat parts of even thickness only, and this part is none."
    assert told(Ring(), "turn-brass", either) == []
    assert told(Ring(side="right"), "turn-brass", either)[0][:2] == (turned, ("offer",))
    assert told(Ring(), "cut-nbr", either)[0][0] == flat
    assert told(Ring(lip=1.5), "cut-nbr", either) == told(Ring(lip=1.46), "cut-nbr", either) == []
    ((message, fields, hint),) = told(Ring(lip=1.7), "cut-nbr", either)
    assert message == "It is 1.7 mm thick; cut-nbr comes in sheets of 0.5, 1, 1.5, 2, 3, 4, 5, 6 mm."
    assert fields == ("offer", "lip") and hint.endswith("or turn-brass, or change lip.")


def test_every_offer_is_judged_the_authors_first_with_all_that_is_against_each():
    judged = {each.offer.id: each for each in assess_offers(RING, Ring(cable=11.6))}
    assert list(judged) == [*RING.offers[:4], *(each for each in OFFERS if each not in RING.offers)]
    assert [name for name, each in judged.items() if each.fits] == ["mjf-pa12", "sls-pa12"]
    assert judged["mjf-pa12"].reasons == ()
    for name, each in judged.items():
        assert each.reasons == tuple(message for message, _, _ in told(Ring(cable=11.6), name))
    assert judged["mjf-tpu"].reasons == ("It has a wall of 1.2 mm; mjf-tpu needs 1.5 mm.",)


@pytest.mark.parametrize("offer", RING.offers[:3])
def test_an_unknown_wall_is_never_too_thin(offer):
    unknown = Template(**{**vars(RING), "wall": Template.__dataclass_fields__["wall"].default})
    assert offer_objections(unknown, Ring(cable=13.99), OFFERS[offer]) == ()


SPRING = replace(RING, wall=lambda p: 4.0, strain=lambda p: p.cable / p.hole / 20)


def test_what_strains_a_material_too_much_is_refused_with_the_way_to_less():
    message = "Fitting strains it by 4.2 %; mjf-pa12 bears 4 %."
    hint = "Lower cable or raise hole."
    ((found, fields, remedy),) = told(Ring(hole=10, cable=8.4), "mjf-pa12", SPRING)
    assert (found, set(fields)) == (message, {"offer", "hole", "cable"})
    assert set(remedy.lower().rstrip(".").split(" or ")) == set(hint.lower().rstrip(".").split(" or "))
    assert told(Ring(hole=10, cable=8), "mjf-pa12", SPRING) == []


def test_a_material_of_which_nobody_has_said_what_it_bears_is_none_for_a_spring():
    ((message, _, hint),) = told(Ring(), "mjf-tpu", SPRING)
    assert message == "Fitting strains it by 2.86 %; what mjf-tpu bears is unknown."
    assert hint.startswith("Take mjf-pa12 or sls-pa12, or ")


METAL = replace(RING, offers=("mjf-pa12", "turn-brass"), is_revolved=lambda p: True)


def test_what_is_worked_out_for_metal_is_not_made_of_plastic():
    left = replace(METAL, parameters=Sided, family=lambda p: "metal" if p.side == "left" else None)
    found = told(Sided(), "mjf-pa12", left)
    hint = "Take turn-brass, or set side to right."
    assert found == [("It is worked out for metal; mjf-pa12 is plastic.", ("offer", "side"), hint)]
    assert suitable_offers(left, Sided()) == ("turn-brass",)
    assert suitable_offers(left, Sided(side="right")) == METAL.offers


def test_no_word_is_named_that_the_limits_refuse():
    def limits(p):
        yield AllowedWords("side", ("left",), "it is", ("hole",))

    left = replace(METAL, parameters=Sided, limits=limits, family=lambda p: "metal" if p.side == "left" else None)
    assert told(Sided(), "mjf-pa12", left)[0][1:] == (("offer",), "Take turn-brass.")


def test_a_heat_set_insert_goes_into_plastic_only():
    def inserts(p):
        if p.side == "left":
            yield heat_set_insert("M4", "nut", (0, 0, 0), (0, 0, 1), 9, "top")

    held = replace(METAL, parameters=Sided, inserts=inserts)
    message = "Heat-set inserts are melted into plastic; turn-brass is metal."
    assert told(Sided(), "turn-brass", held) == [(message, ("offer", "side"), "Take mjf-pa12, or set side to right.")]
    assert told(Sided(), "mjf-pa12", held) == told(Sided(side="right"), "turn-brass", held) == []


def test_where_every_offer_makes_walls_too_thick_it_says_how_fine_one_is_needed():
    fine = replace(RING, zone=None, offers=("mjf-tpu", "mjf-pa12"), wall=lambda p: 0.42)
    needed = "It would need an offer that makes walls of 0.42 mm; the finest for it is mjf-pa12 with 1 mm."
    assert needed_offers_hint(fine, Ring()) == needed
    assert [hint for _, _, hint in told(Ring(), "mjf-tpu", fine)] == [needed]
    assert needed_offers_hint(replace(fine, zone="intake"), Ring()) == "", "no wall helps where it gives way"
