import pytest

from configurator.domain.orders.device_types import device_type_problems


@pytest.mark.parametrize(
    ("device_type", "is_prescribed", "severities"),
    [
        ("custom-made", True, []),
        ("patient-matched", True, []),
        ("", True, ["warning"]),
        ("", False, []),
        ("custom-made", False, ["refusal"]),
        ("custom made", True, ["refusal"]),
        ("\0" * 1000, True, ["refusal"]),
    ],
)
def test_what_a_part_is_in_law_is_asked_for_where_it_is_for_a_person(device_type, is_prescribed, severities):
    problems = list(device_type_problems(device_type, is_prescribed=is_prescribed))
    assert [each.severity for each in problems] == severities
    assert all(each.fields == ("device_type",) and each.hint for each in problems)
    assert all(len(each.message) < 300 for each in problems)
