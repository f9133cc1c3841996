import hashlib
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from support.reports import INSERT, report

from configurator.domain.parts.bodies import MadeBody
from configurator.domain.production.handovers import Approval
from configurator.production.traveller import make_traveller

DIGEST = """
import hashlib
from configurator.production.traveller import make_traveller
print(hashlib.sha256(make_traveller(*given)).hexdigest())
print(sorted({"matplotlib", "cadquery", "configurator.kernel"} & set(sys.modules)))
"""


def text_of(handover):
    """All words of the traveller, one blank between each two."""
    pages = PdfReader(io.BytesIO(make_traveller(handover))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def with_dimensions(handover, dimensions):
    return replace(handover, report=replace(handover.report, dimensions=tuple(dimensions)))


def test_it_says_which_part_it_is_and_whose_job(handover):
    text = text_of(handover)
    for word in ("Öldichter Ring", handover.design.code, "7KQ2M4XD9A.1", "D4W8P0RT2N", "zürich", "mjf-b"):
        assert word in text
    assert "QUANTITY" in text
    assert "REMAKE" not in text
    assert "Page 1 of 1" in text


def test_it_says_whether_the_part_carries_the_code(handover):
    assert f"{handover.design.code} Code not on the part: label the bag" in text_of(handover)
    assert f"{handover.design.code} Code engraved on the part" in text_of(replace(handover, is_engraved=True))


def test_it_says_what_a_part_of_several_bodies_consists_of(handover):
    bodies = (MadeBody("plate", 1, 2700.0, True), MadeBody("nuts", 2, 347.6, False))
    text = text_of(replace(handover, report=replace(handover.report, bodies=bodies)))
    assert "Separate bodies: plate, nuts (2 pieces). The code is on: plate." in text
    assert "bodies" not in text_of(handover)


def test_it_says_what_is_put_in_and_leaves_room_to_tick_it_off(handover):
    text = text_of(replace(handover, report=report(inserts=[INSERT])))
    assert "Inserts PUT IN WHERE HOLE ON THE MODEL DONE" in text
    assert "M4 heat-set insert, DIN 16903 underside ø5.6 mm, at least 9 mm deep ø5.61 mm, 9.50 mm deep" in text
    assert "PUT IN" not in text_of(handover)


def test_it_says_left_or_right(handover):
    left = replace(handover.design, parameters={**handover.design.parameters, "side": "left"})
    assert "Öldichter Ring, left" in text_of(replace(handover, design=left))


def test_it_says_what_the_part_is_made_of_and_leaves_room_for_the_lot(handover):
    text = text_of(handover)
    for word in ("MJF", "PA12", "HP 3D HR PA 12", "geglättet, schwarz gefärbt", "BATCH / LOT", "MACHINE SERIAL"):
        assert word in text


def test_it_puts_asked_measured_and_limits_side_by_side(handover):
    text = text_of(handover)
    assert "Flange diameter Ø 44.417 44.417 43.979 44.856 mm" in text
    assert "Bore diameter Ø 25.400 25.400 inscribed 25.352 24.999 25.801 mm" in text
    assert "Height 4.600 4.600 4.241 4.959 mm" in text
    assert "Slope −4.000 −3.999 – – deg" in text
    assert "tolerance of the process: 0.3 mm + 0.002 × size" in text
    assert "out of tolerance" not in text


def test_notes_stand_only_where_they_are_needed(handover):
    text = text_of(handover)
    assert "thickest pin" in text
    assert "Angles have no limits" in text
    assert "counts π times" not in text
    height = handover.report.dimensions[2]
    text = text_of(with_dimensions(handover, [height, replace(height, kind="girth")]))
    assert "counts π times" in text
    assert "thickest pin" not in text
    assert "Angles" not in text


def test_a_size_has_the_sign_of_a_drawing_and_a_thread_its_designation(handover):
    bore = handover.report.dimensions[1]
    pattern = replace(bore, sign="3x Ø")
    circle = replace(bore, kind="pitch_circle", nominal=52, measured=52, inscribed=None)
    thread = replace(bore, kind="thread_diameter", designation="M10x1.5, 16 deep, drill", inscribed=None)
    radius = replace(bore, kind="radius", nominal=6, measured=6, inscribed=None)
    text = text_of(with_dimensions(handover, [pattern, circle, thread, radius]))
    assert "3x Ø 25.400" in text
    assert "PCD 52.000 52.000" in text
    assert "M10x1.5, 16 deep, drill Ø 25.400" in text
    assert "R 6.000 6.000" in text


def test_pitches_and_angles_of_axes_have_no_limits(handover):
    bore = replace(handover.report.dimensions[1], inscribed=None)
    pitch = replace(bore, kind="thread_pitch", nominal=1.5, measured=1.5, designation="M10x1.5 pitch")
    lean = replace(bore, kind="axis_angle", nominal=20, measured=20)
    text = text_of(with_dimensions(handover, [pitch, lean]))
    assert "M10x1.5 pitch 1.500 1.500 – – mm" in text
    assert "20.000 20.000 – – deg" in text
    assert "try the thread with a gauge" in text
    assert "Angles of axes have no limits" in text


def test_a_compensated_bore_has_what_is_drawn_and_what_that_comes_to(handover):
    bore = replace(handover.report.dimensions[1], drawn=25.5, expected=25.4, measured=25.5)
    rest = (handover.report.dimensions[0], bore, *handover.report.dimensions[2:])
    text = text_of(replace(handover, report=replace(handover.report, dimensions=rest, hole_compensation_mm=0.1)))
    assert "Ø 25.400 25.500 drawn 25.500 expected 25.400" in text
    assert "The model's holes are 0.1 mm wider in diameter than asked" in text
    assert "drawn" not in text_of(handover) and "holes" not in text_of(handover)


def test_a_size_out_of_tolerance_is_pointed_out(handover):
    height = replace(handover.report.dimensions[2], measured=4.9, ok=False)
    assert "4.900 out of tolerance" in text_of(with_dimensions(handover, [height]))


@pytest.mark.parametrize(
    ("quantity", "found"),
    [(1, "FOUND 1 Flange"), (3, "FOUND 1 FOUND 2 FOUND 3 1 Flange"), (40, "FOUND No. FOUND No. FOUND No. 1 Flange")],
)
def test_each_of_a_few_pieces_has_its_column(handover, quantity, found):
    text = text_of(replace(handover, quantity=quantity))
    assert f"GREATEST {found}" in text
    assert f"QUANTITY {quantity} " in text


def test_it_tells_who_approved_when_and_in_spite_of_what(handover):
    assert "clinician:küng, 2026-11-20 09:12 UTC" in text_of(handover)
    assert "Deviation" not in text_of(handover)
    deviant = Approval("customer:7", "2026-11-21T00:00:00", "Rim <b>low</b> & worn so;\nGröße, č š ž ő ñ ç Ø.")
    text = text_of(replace(handover, approvals=(*handover.approvals, deviant)))
    assert "customer:7, 2026-11-21 00:00 UTC Deviation: Rim <b>low</b> & worn so; Größe, č š ž ő ñ ç Ø." in text
    assert "None is recorded." in text_of(replace(handover, approvals=()))


def test_a_remake_names_what_it_repeats(handover):
    text = text_of(replace(handover, remake_of="3ZK8P0QRTV"))
    assert "TRAVELLER · REMAKE" in text
    assert "REMAKE OF" in text
    assert "3ZK8P0QRTV" in text


def test_it_can_be_signed_and_traced(handover):
    text = text_of(handover)
    assert "Operator NAME DATE SIGNATURE Inspector NAME DATE SIGNATURE" in text
    assert f"Template ring, version 3. Design SHA-256 {handover.design.digest}." in text
    assert "cadquery 2.8.0, configurator 0.1.0" in text
    assert "Sizes in mm, angles in deg" in text


def test_equal_jobs_have_equal_bytes_in_every_process_and_need_no_kernel(handover, elsewhere):
    children = [
        elsewhere(DIGEST, handover, PYTHONHASHSEED=seed, TZ=zone) for seed, zone in (("1", "UTC"), ("2", "JST-9"))
    ]
    said = [child.stdout.read().decode().split() for child in children]
    assert said == [[hashlib.sha256(make_traveller(handover)).hexdigest(), "[]"]] * 2


def test_another_job_has_other_bytes(handover):
    assert make_traveller(replace(handover, quantity=2)) != make_traveller(handover)


def test_it_says_where_the_part_sits_what_touches_it_and_who_says_so(handover):
    own = {"zone": "engine bay", "zone_said": False, "fluids": None}
    text = text_of(replace(handover, installation=own))
    assert "SITS Engine bay, away from the exhaust (as its author means it) TOUCHED BY not said" in text
    said = {"zone": "dash top", "zone_said": True, "fluids": ["engine oil", "water"]}
    text = text_of(replace(handover, installation=said))
    assert (
        "SITS Top of the dashboard, or elsewhere behind glass in the sun TOUCHED BY Engine oil or grease; Water" in text
    )
    assert "Page 1 of 1" in text and "SITS" not in text_of(handover)
