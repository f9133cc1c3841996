"""What follows from a study for an offer, without any geometry."""

from dataclasses import replace

import pytest
from support.analysis import assess, findings

from configurator.checks import checks
from configurator.domain.offers.check import Check, size_limits
from configurator.domain.offers.manufacturability import manufacturing_findings, part_mass
from configurator.domain.offers.offers import OFFERS, find_offer
from configurator.domain.offers.orientation import choose_orientation
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import Hollow, MeshAnalysis, Pose, Spot, ThinFeature

UP = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
DOWN = ((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0))
FLAT = Pose(UP, (100.0, 50.0, 10.0), bed_mm2=50.0, overhang_mm2=900.0, support_mm3=4000.0, bridge_mm=0.0)
TALL = Pose(DOWN, (100.0, 10.0, 50.0), bed_mm2=900.0, overhang_mm2=0.0, support_mm3=0.0, bridge_mm=0.0)
DENSITIES = {"plastic": (0.8, 1.5), "metal": (2.6, 8.6), "sheet": (0.6, 2.3)}
SOUND = MeshAnalysis(10_000.0, 6000.0, Spot((0, 0, 0), 4.0), None, 0.0, (), (), (FLAT, TALL), ())


def with_narrow(kind, below, size, **named):
    return replace(SOUND, narrow=(ThinFeature(kind, below, 25.0, (Spot((1, 2, 3), size, 0.01, **named),)),))


def codes(study, offer):
    return [(each.code, each.severity) for each in findings(study, offer)]


@pytest.mark.parametrize("offer", OFFERS)
def test_a_sound_part_is_doubted_in_no_offer(offer):
    assert codes(SOUND, offer) == []


@pytest.mark.parametrize(
    ("offer", "share", "found"),
    [
        ("turn-brass", 0.0005, []),
        ("turn-brass", 0.02, [("wrong_form", "warning")]),
        ("turn-brass", 0.3, [("wrong_form", "refusal")]),
        ("cut-nbr", 0.3, [("wrong_form", "refusal")]),
        ("mill-brass", 0.3, []),
    ],
)
def test_what_no_lathe_turns_and_no_knife_cuts_is_found(offer, share, found):
    assert codes(replace(SOUND, off_revolution=share, off_sheet=share), offer) == found


@pytest.mark.parametrize(("offer", "grams"), [("fdm-pla", 12.4), ("sls-pa12", 9.3), ("mill-aluminium", 27.0)])
def test_the_mass_is_volume_times_density(offer, grams):
    assert part_mass(SOUND, find_offer(offer)) == pytest.approx(grams)


@pytest.mark.parametrize("offer", OFFERS.values(), ids=lambda each: each.id)
def test_every_offer_has_a_process_with_rules_and_a_density_of_its_family(offer):
    process = PROCESSES[offer.process]
    assert process.sources
    assert process.finest < offer.least_wall <= size_limits(checks())["wall"][-1]
    least, most = DENSITIES[offer.family]
    assert least < offer.density < most
    assert offer.sources["density"]


def test_a_usual_machine_is_no_larger_than_the_largest():
    for process in PROCESSES.values():
        assert all(a <= b for a, b in zip(sorted(process.bed), sorted(process.largest), strict=True))


def test_a_thin_wall_is_told_with_the_parameter_that_thickens_it():
    study = with_narrow("wall", 1.0, 0.8, near="lid", field="lid_thickness")
    (found,) = findings(study, "mjf-pa12")
    assert (found.code, found.severity, found.place, found.size) == ("thin_wall", "warning", (1, 2, 3), 0.8)
    assert found.message == "25 mm2 of its skin are on walls thinner than 1 mm, down to 0.8 mm."
    assert found.hint == "Thicken it there (see lid): change lid_thickness."


def test_where_no_dimension_shows_it_the_hint_names_none():
    (found,) = findings(with_narrow("slit", 0.5, 0.3), "mjf-pa12")
    assert found.hint == "Widen or close it."


def test_a_wall_that_is_thin_for_one_offer_is_not_for_another():
    study = with_narrow("wall", 1.2, 1.1)
    assert codes(study, "fdm-asa") == [("thin_wall", "warning")]
    assert codes(study, "mill-aluminium") == []


def test_what_a_process_does_not_lay_down_at_all_is_refused_once():
    narrow = [ThinFeature("wall", below, 25.0, (Spot((0, 0, 0), 0.2),)) for below in (0.3, 0.4, 1.0, 1.2)]
    assert codes(replace(SOUND, narrow=tuple(narrow)), "fdm-pla") == [("too_thin", "refusal")]


@pytest.mark.parametrize(
    ("kind", "below", "code"),
    [("pin", 0.5, "thin_pin"), ("clearance", 0.4, "narrow_clearance"), ("hole", 0.5, "small_hole")],
)
def test_each_kind_has_its_own_code(kind, below, code):
    assert codes(with_narrow(kind, below, 0.35), "mjf-pa12") == [(code, "warning")]


@pytest.mark.parametrize(
    ("opening", "volume", "offer", "expected"),
    [
        (0.0, 900.0, "sls-pa12", [("trapped", "warning")]),
        (0.0, 900.0, "mill-aluminium", [("hollow", "refusal")]),
        (0.0, 900.0, "fdm-asa", []),
        (4.5, 900.0, "sls-pa12", [("trapped", "warning")]),
        (4.5, 900.0, "mjf-pa12", []),
        (1.0, 20.0, "mjf-pa12", []),
    ],
)
def test_a_hollow_matters_by_process_opening_and_volume(opening, volume, offer, expected):
    assert codes(replace(SOUND, hollows=(Hollow((0, 0, 0), volume, opening),)), offer) == expected


def test_what_fits_in_one_pose_is_not_too_large():
    long = replace(FLAT, size_mm=(300.0, 100.0, 50.0))
    assert codes(replace(SOUND, poses=(long, TALL)), "fdm-pla") == []
    assert codes(replace(SOUND, poses=(long,)), "fdm-pla") == [("too_large", "warning")]
    assert codes(replace(SOUND, poses=(replace(FLAT, size_mm=(1200.0, 100.0, 50.0)),)), "fdm-pla")[0][1] == "refusal"


def test_the_best_pose_is_one_that_fits_even_if_it_costs_more():
    long = replace(TALL, size_mm=(300.0, 100.0, 50.0))
    laid = choose_orientation(replace(SOUND, poses=(long, FLAT)), find_offer("fdm-pla"))
    assert (laid.pose, laid.fits) == (FLAT, True)
    assert not choose_orientation(replace(SOUND, poses=(long,)), find_offer("fdm-pla")).fits


def test_filament_avoids_supports_and_powder_height_and_each_says_why():
    printed, sintered = (
        choose_orientation(SOUND, find_offer("fdm-pla")),
        choose_orientation(SOUND, find_offer("mjf-pa12")),
    )
    assert (printed.pose, sintered.pose) == (TALL, FLAT)
    assert "0 mm2 lean out" in printed.why
    assert sintered.why == "lowest of 2 ways to lay it: 10 mm high"


def test_more_supports_than_part_are_worth_a_word_only_where_supports_are_needed():
    study = replace(SOUND, poses=(replace(FLAT, support_mm3=12_000.0),))
    assert codes(study, "fdm-pla") == [("supports", "warning")]
    assert codes(study, "sls-pa12") == []


def test_it_reads_as_json():
    told = assess(SOUND, "mjf-pa12").as_dict()
    assert (told["offer"], told["mass_g"], told["thinnest_mm"], told["findings"]) == ("mjf-pa12", 10.1, 4.0, [])
    assert told["orientation"]["matrix"] == [list(row) for row in UP]
    assert told["orientation"]["height_mm"] == 10.0
    assert assess(SOUND, "mill-aluminium").as_dict()["orientation"] is None


def doubt(find):
    """A check by that function."""
    return Check(code="doubt", rank=1, meaning="", severity="", find=find)


def fails(analysis, offer):
    yield Finding("doubt", "warning", "It is doubtful.")
    raise ZeroDivisionError("by nought")


def finds_anothers(analysis, offer):
    return [Finding("thin_wall", "warning", "It is thin.")]


def finds_a_text(analysis, offer):
    return ["It is thin."]


def finds_no_number(analysis, offer):
    return [Finding("doubt", "warning", "It is doubtful.", size=float("nan"))]


@pytest.mark.parametrize("find", [fails, finds_anothers, finds_a_text, finds_no_number])
def test_a_check_that_fails_is_a_warning_and_the_others_judge_all_the_same(find):
    long = replace(SOUND, poses=(replace(FLAT, size_mm=(300.0, 100.0, 50.0)),))
    failed, large = manufacturing_findings(long, find_offer("fdm-pla"), [doubt(find), *checks()])
    assert (failed.code, failed.severity, large.code) == ("check_failed", "warning", "too_large")
    assert failed.message.startswith("The check 'doubt' failed, so nobody has judged the part by it (")
    assert failed.hint == f"Tell the makers of {__name__}, with the parameters."


def test_why_a_check_failed_is_told():
    (failed,) = manufacturing_findings(SOUND, find_offer("fdm-pla"), [doubt(fails)])
    assert "ZeroDivisionError: by nought" in failed.message


def test_findings_stand_in_the_order_of_the_checks_ranks():
    narrow = [ThinFeature(kind, 0.5, 25.0, (Spot((0, 0, 0), 0.45),)) for kind in ("hole", "slit", "pin")]
    study = replace(SOUND, narrow=tuple(narrow), poses=(replace(FLAT, size_mm=(385.0, 9.0, 9.0)),))
    found = [code for code, _ in codes(study, "mjf-pa12")]
    assert found == ["too_large", "thin_pin", "narrow_slit", "small_hole"]
