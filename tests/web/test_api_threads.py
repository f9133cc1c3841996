import pytest
from support.http_requests import fields, get

from configurator.domain.standards.threads import SERIES
from web.api.threads import ThreadShown


def test_the_likeliest_thread_comes_first_with_how_far_off_it_is(client):
    found = get(client, "threads?diameter=9.5&tpi=16").json
    unified, whitworth = found["candidates"]
    assert (unified["name"], whitworth["name"]) == ("3/8-16 UNC", "3/8-16 BSW")
    assert (unified["diameter_off_mm"], unified["pitch_off_mm"], unified["angle_deg"]) == (-0.025, 0, 60)
    assert len(found["distinctions"]) == 1
    assert found["nearest"] == found["hints"] == []


@pytest.mark.parametrize(
    "query", ["diameter=3/8in&tpi=24", "diameter=3/8&tpi=24&unit=in", "diameter=8.4&tpi=24&piece=nut"]
)
def test_inches_fractions_and_nuts_are_read(client, query):
    assert get(client, f"threads?{query}").json["candidates"][0]["name"] == "3/8-24 UNF"


def test_where_no_thread_comes_near_enough_the_nearest_are_told(client):
    found = get(client, "threads?diameter=11.5&pitch=1.5").json
    assert found["candidates"] == []
    assert found["nearest"][0]["name"] == "M12x1.5"


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("", ["diameter"]),
        ("diameter=9.5", ["pitch", "tpi"]),
        ("diameter=x&tpi=16", ["diameter"]),
        ("diameter=0.375&tpi=16", ["diameter", "tpi"]),
        ("diameter=9.5&tpi=16&unit=ft", ["unit"]),
        ("diameter=9.5&tpi=16&piece=bolt", ["piece"]),
        ("diameter=9.5&tpi=16&colour=red", ["colour"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_field_and_a_remedy(client, query, wrong):
    answer = get(client, f"threads?{query}", 422).json
    assert fields(answer) == wrong
    assert all(each["hint"] for each in answer["problems"])


def test_every_series_of_the_tables_is_in_the_document():
    assert ThreadShown.model_json_schema()["properties"]["series"]["enum"] == list(SERIES)
