from concurrent.futures import ThreadPoolExecutor

import pytest

from configurator.domain.errors import Blocked, Refused
from configurator.domain.places import Place, great_circle_km
from configurator.services.orders import town_lookup
from configurator.services.orders.town_choice import town_place
from configurator.services.orders.town_lookup import find_towns, list_countries

KNOWN = {
    ("DE", "Berlin"): Place(52.52, 13.40),
    ("GB", "Birmingham"): Place(52.48, -1.90),
    ("FR", "Lyon"): Place(45.76, 4.84),
    ("PL", "Gdańsk"): Place(54.35, 18.65),
    ("AT", "Sankt Pölten"): Place(48.20, 15.63),
    ("NO", "Tromsø"): Place(69.65, 18.96),
    ("IS", "Reykjavík"): Place(64.14, -21.90),
    ("US", "New York"): Place(40.71, -74.01),
    ("BR", "São Paulo"): Place(-23.55, -46.63),
    ("NZ", "Dunedin"): Place(-45.87, 170.50),
    ("FJ", "Suva"): Place(-18.14, 178.44),
    ("JP", "東京"): Place(35.68, 139.69),
    ("GR", "Αθήνα"): Place(37.98, 23.73),
}


@pytest.mark.parametrize(("asked", "place"), KNOWN.items(), ids=lambda value: str(value))
def test_towns_lie_where_they_do(asked, place):
    assert great_circle_km(town_place(*asked), place) < 10


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("DE", ["München", "Munchen", "Muenchen", "MÜNCHEN", "  münchen ", "Mu\u0308nchen", "Munich"]),
        ("PL", ["Łódź", "Lodz", "łódź"]),
        ("DK", ["Århus", "Aarhus", "Arhus"]),
        ("CH", ["St. Gallen", "St Gallen", "Sankt Gallen", "Saint-Gall"]),
        ("GB", ["Stoke-on-Trent", "Stoke on Trent"]),
        ("TR", ["İzmir", "Izmir", "IZMIR"]),
    ],
)
def test_a_town_is_found_however_it_is_spelt(country, names):
    assert len({town_place(country, name) for name in names}) == 1


@pytest.mark.parametrize("country", ["DE", "de", "DEU", "Germany", " germany "])
def test_a_country_is_named_by_code_or_name(country):
    assert find_towns(country, "Berlin")[0].country == "DE"


def test_of_several_towns_the_most_populous_comes_first():
    frankfurts = find_towns("DE", "Frankfurt")
    assert [town.name for town in frankfurts] == ["Frankfurt am Main", "Frankfurt (Oder)"]
    springfields = [town for town in find_towns("US", "Springfield") if town.name == "Springfield"]
    assert [town.region for town in springfields[:3]] == ["MO", "MA", "IL"]
    assert [town.population for town in springfields] == sorted((t.population for t in springfields), reverse=True)


def test_a_region_behind_a_comma_chooses_among_them():
    for region in ("il", "Illinois"):
        assert [town.region for town in find_towns("US", f"Springfield, {region}")] == ["IL"]
    assert find_towns("US", "Springfield, ZZ") == ()


def test_a_towns_own_name_goes_before_a_by_name_of_a_larger_one():
    assert find_towns("US", "York")[0].region == "PA"
    assert find_towns("IT", "Milano")[0].name == "Milan"


@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [("DE", "Wuppertahl", "Wuppertal"), ("FR", "Marseile", "Marseille"), ("GB", "Edinbrugh", "Edinburgh")],
)
def test_a_typing_error_is_refused_with_the_nearest_name(country, typed, meant):
    with pytest.raises(Refused) as told:
        town_place(country, typed)
    (problem,) = told.value.problems
    assert problem.fields == ("city",)
    assert meant in problem.hint and "nearest larger town" in problem.hint


def test_a_misspelt_country_is_refused_with_the_nearest_name():
    with pytest.raises(Refused, match="Did you mean Germany"):
        town_place("Germani", "Berlin")


@pytest.mark.parametrize("town", ["", " ", ",", ",,,", "\0", "🦶", "x" * 10_000, "ﷺ" * 100, "%s{0}<b>", "-" * 100])
def test_what_is_no_town_is_refused_in_few_words(town):
    assert find_towns("DE", town) == ()
    with pytest.raises(Refused) as told:
        town_place("DE", town)
    (problem,) = told.value.problems
    assert problem.hint == "Name the nearest larger town."
    assert len(problem.message) < 1000


@pytest.mark.parametrize("country", ["Narnia", "", "\0", "x" * 10_000])
def test_an_unknown_country_is_refused(country):
    with pytest.raises(Refused) as told:
        find_towns(country, "Berlin")
    assert told.value.problems[0].fields == ("country",)
    assert len(str(told.value)) < 1000


def test_the_countries_are_those_where_somebody_lives():
    codes = [country.code for country in list_countries()]
    assert len(codes) == len(set(codes)) > 240
    assert {"DE", "GB", "FJ"} < set(codes)
    assert not {"AQ", "CS", "AN"} & set(codes)
    assert list_countries()[0].name == "Afghanistan"


def test_threads_that_ask_at_once_load_the_towns_once(monkeypatch):
    read = []

    def towns(code):
        read.append(code)
        return ()

    monkeypatch.setattr(town_lookup, "_towns", towns)
    town_lookup._index.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: find_towns("DE", "Berlin"), range(32))) == [()] * 32
    town_lookup._index.cache_clear()
    assert read == ["DE"]


def test_no_town_of_the_file_is_overlooked_nor_cut_by_a_brace_in_a_name():
    content = (town_lookup.GEONAMES / "cities1000.json").read_bytes()
    assert content.count(b"{") - 1 == content.count(b"}") - 1 == content.count(b'"countrycode": "') > 170_000


def test_whoever_looks_up_one_country_after_another_does_not_make_all_wait(monkeypatch):
    monkeypatch.setattr(town_lookup, "INDEX_TIMEOUT_S", 0.01)
    with town_lookup._INDEX_LOCK, pytest.raises(Blocked) as caught:
        town_place("DE", "Berlin")
    assert caught.value.problems[0].fields == ("city",)
    assert town_place("LI", "Vaduz")
