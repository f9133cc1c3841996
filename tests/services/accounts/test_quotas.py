import pytest
from support.ordering import read_events
from support.people import add_clinic

from configurator.domain.accounts.quotas import Quota, read_quotas
from configurator.domain.actors import LOCAL, VISITOR, Actor
from configurator.domain.errors import Forbidden, Limited, Refused
from configurator.services.accounts.quotas import list_quotas, set_quotas, use_quota

PRESCRIBER = Actor("P-1", "prescriber", "clinic-bern", account="P-1")


def test_what_an_organisation_may_do_in_a_day_holds_for_all_its_members_together(context):
    add_clinic(context)
    set_quotas(context, LOCAL, "clinic-bern", {"orders": "2"})
    others = Actor("C-1", "clinician", "clinic-bern", account="C-1")
    use_quota(context.acting_as(PRESCRIBER), Quota.ORDERS)
    use_quota(context.acting_as(others), Quota.ORDERS)
    with pytest.raises(Limited, match="by all of your organisation") as error:
        use_quota(context.acting_as(PRESCRIBER), Quota.ORDERS)
    assert 0 < error.value.seconds <= 43_200
    use_quota(context.acting_as(PRESCRIBER), Quota.PREVIEWS)
    use_quota(context.acting_as(VISITOR), Quota.ORDERS)
    set_quotas(context, LOCAL, "clinic-bern", {})
    use_quota(context.acting_as(PRESCRIBER), Quota.ORDERS)
    assert [event.data["quotas"] for event in read_events(context)[-2:]] == [{"orders": 2}, {}]


def test_an_administrator_sets_them_and_who_leads_the_organisation_sees_them(context):
    add_clinic(context)
    set_quotas(context, LOCAL, "clinic-bern", {"uploads": " 20 "})
    assert list_quotas(context.acting_as(PRESCRIBER), "clinic-bern") == {"uploads": 20}
    with pytest.raises(Forbidden):
        set_quotas(context.acting_as(PRESCRIBER), PRESCRIBER, "clinic-bern", {})
    with pytest.raises(Refused, match="no organisation"):
        set_quotas(context, LOCAL, "clinic-nowhere", {"orders": "1"})


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "1000001", "٣", "9" * 40])
def test_what_is_no_number_is_told_by_its_name(text):
    with pytest.raises(Refused) as error:
        read_quotas({"orders": text, "uploads": text, "previews": "5"})
    assert [each.fields for each in error.value.problems] == [("orders",), ("uploads",)]
