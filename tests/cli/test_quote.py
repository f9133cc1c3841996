import pytest
from support.ordering import BERLIN, LYON, add_factories, made_order
from support.studio import Studio

from configurator.domain.production.factory_files import factory_facts, read_factory

CARD = {
    "currency": "EUR", "tax": "without VAT", "materials": {"TPU": {"per_g": 0.5}, "PA12": {"per_g": 0.4}},
    "machine_hours": {"jet": 20}, "labour_hour": 40, "set_up": 5, "post_processing": 1, "version": "7",
    "shipping": [{"up_to_km": 2000, "days": 2, "price": 10}],
}  # fmt: skip
TIMES = {"unattended": True, "set_up_h": 0.5, "post_processing_h": 0.1, "rate": {"piece_h": 5}}
SIZES = ("--set", "hole_diameter=14", "--set", "panel_thickness=1.5", "--set", "cable_diameter=8")


@pytest.fixture
def pool(monkeypatch):
    """A draft of 20 x 20 x 10 mm that holds 2 cm3, whatever is asked for."""
    studio = Studio()
    monkeypatch.setattr("configurator.pool.open_pool", studio.opened)
    return studio


@pytest.fixture(autouse=True)
def _network(context):
    facts = factory_facts(BERLIN)
    shop = {**facts, "machines": [{**each, **TIMES} for each in facts["machines"]], "rate_card": CARD}
    add_factories(context, read_factory(shop), LYON)


def test_a_part_is_quoted_line_by_line_and_what_no_rule_tells_is_on_request(call):
    shown = call("quote", "part", "grommet", *SIZES, "--near", "52.4,13.1", "--quantity", 2).stdout
    # 2 x 2 cm3 of TPU at 1.09 g/cm3; 0.5 h to set up and 2 x 0.1 h to finish.
    assert "berlin (Berlin): 2 x, 4.36 g, 10 h of jet\n" in shown
    assert "  material              2.18  4.36 g TPU at 0.5\n" in shown
    assert "  labour               28.00  0.7 h of work at 40\n" in shown
    assert "  total               247.18  EUR, without VAT\n" in shown and "rate card 7\n" in shown
    assert "  price           on request: it has no rate card\n" in shown


def test_without_a_place_the_parcel_is_open(told, call):
    assert "EUR, without VAT, without the parcel" in call("quote", "part", "grommet", *SIZES).stdout
    quotes = {each["factory"]: each for each in told("quote", "part", "grommet", *SIZES)["quotes"]}
    assert quotes["berlin"]["lacks_shipping"] and quotes["berlin"]["ships_at"] and not quotes["berlin"]["arrives_at"]


def test_a_part_that_lacks_a_size_is_not_quoted(refusal):
    assert refusal("quote", "part", "grommet", *SIZES[:-2])["fields"] == ["cable_diameter"]
    assert refusal("quote", "part", "grommet", *SIZES, "--pick-up", "paris")["fields"] == ["pick_up"]


def test_it_is_sent_or_collected(call):
    assert call("quote", "part", "grommet", *SIZES, "--near", "52,13", "--pick-up", "berlin").exit_code == 2


def test_what_is_kept_with_an_order_is_shown_and_renewed(call, told, context):
    order = made_order(context)
    (kept,) = told("quote", "show", order.id)["items"]
    assert [each["basis"] for each in kept["quotes"]] == ["made", "made"]
    assert f"Item {kept['item']}\n" in call("quote", "show", order.id).stdout
    (renewed,) = told("quote", "renew", order.id, "--actor", "clinic-7")["items"]
    assert renewed["quotes"][0]["total"] == kept["quotes"][0]["total"]
    assert renewed["quotes"][0]["quoted_at"] > kept["quotes"][0]["quoted_at"]
