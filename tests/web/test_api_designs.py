from support.http_requests import GROMMET, fields, messages, post

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.services.designs.configure import configure

FOOT = {"foot_length": "10.3in", "ball_breadth": 100}


def judged(client, template="grommet", values=GROMMET, **options):
    return post(client, "designs", {"template": template, "values": values, **options})


def test_values_become_a_design_with_its_addresses(client):
    found = judged(client)
    template = catalogue.find("grommet")
    design = configure(template, read_values(template.parameters, GROMMET)).require_design()
    assert found["design"] == design.as_dict()
    assert found["preview"].startswith("/api/v1/previews/")
    assert found["picture"].startswith("/api/v1/pictures/")
    assert (found["problems"], found["ignored"]) == ([], [])


def test_no_kernel_is_asked(client, paper):
    judged(client)
    assert paper.requests == []


def test_the_same_size_in_inches_has_the_same_address(client):
    one = judged(client, values=GROMMET | {"hole_diameter": "1in"})
    other = judged(client, values=GROMMET | {"hole_diameter": 25.4})
    assert one["preview"] == other["preview"] is not None


def test_a_refusal_is_an_answer_like_any_other(client):
    found = judged(client, values=GROMMET | {"hole_diameter": 1})
    assert (found["design"], found["preview"], found["picture"], found["offers"]) == (None, None, None, [])
    assert fields(found) == ["hole_diameter"]


def test_a_value_that_is_no_number_is_refused_beside_its_field(client):
    found = judged(client, values=GROMMET | {"hole_diameter": "wide"})
    assert fields(found) == ["hole_diameter"]
    assert "is not a number" in messages(found)


def test_a_measurement_may_say_where_it_comes_from(client):
    value = {"repeats": [14, 14.2, 14.1], "source": "callipers", "unit": "mm", "uncertainty": 0.1}
    found = judged(client, values=GROMMET | {"hole_diameter": value})
    assert found["design"]["parameters"]["hole_diameter"] == 14.1


def test_names_that_nothing_uses_are_told(client):
    assert judged(client, values=GROMMET | {"stature": 1800})["ignored"] == ["stature"]


def test_what_is_missing_is_refused_only_if_asked_to(client):
    assert judged(client, "foot_orthosis", {})["design"] is not None
    found = judged(client, "foot_orthosis", {}, complete=True)
    assert found["design"] is None
    assert "foot_length" in fields(found)


def test_what_is_measured_on_people_is_told_with_its_percentiles(client):
    found = judged(client, "foot_orthosis", {"foot_length": 271.2, "arch_height": 20})
    men, women = found["percentiles"]["foot_length"]
    assert (men["sex"], men["where"]) == ("M", "at")
    assert 45 < men["percent"] < 55
    assert women["percent"] > 95
    assert list(found["percentiles"]) == ["foot_length"]


def test_every_offer_is_told_with_what_stands_against_it(client):
    offers = judged(client)["offers"]
    assert [each["fits"] for each in offers] == [not each["reasons"] for each in offers]
    assert {True, False} == {each["fits"] for each in offers}


def test_which_side_is_shown_is_said_until_somebody_says_it(client):
    foot = {"foot_length": 262, "foot_breadth": 98, "ball_of_foot_length": 194, "heel_breadth": 70}
    shown = judged(client, "foot_orthosis", foot)
    assert (fields(shown), shown["design"]["parameters"]["side"]) == (["side"], "left")
    assert "left is shown" in messages(shown)
    assert judged(client, "foot_orthosis", foot, complete=True)["design"] is None
    assert judged(client, "foot_orthosis", foot | {"side": "right"}, complete=True)["problems"] == []


def test_offers_are_judged_where_the_part_sits(client):
    def fitting(**said):
        answer = post(client, "designs", {"template": "grommet", "values": GROMMET, **said})
        return [each["id"] for each in answer["offers"] if each["fits"]], answer["problems"]

    assert fitting()[0] == ["mjf-tpu", "mjf-pa12", "sls-pa12"]
    assert fitting(zone="cabin", fluids=["brake fluid"])[0] == ["mjf-pa12", "sls-pa12"]
    offers, problems = fitting(zone="suspension")
    assert offers == [] and [each["fields"] for each in problems] == [["zone"]]
