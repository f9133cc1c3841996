"""Texts of megabytes where a sentence is asked for: whichever way they come, services refuse them at once."""

import pytest
from support.ordering import CLINIC, OPERATOR

from configurator.domain.errors import Refused
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.production.job_reports import report_failed
from configurator.services.production.remake import remake_job

# It held a worker for hours when it was set in type.
ENDLESS = "soft panel " * 300_000
CALLS = {
    "deviation": lambda context: approve_order(context, CLINIC, "D4W8P0RT2N", ENDLESS),
    "reason of a cancellation": lambda context: cancel_order(context, CLINIC, "D4W8P0RT2N", ENDLESS),
    "reason of a failure": lambda context: report_failed(context, OPERATOR, "7KQ2M4XD9A.1", ENDLESS),
    "reason of a remake": lambda context: remake_job(context, OPERATOR, "7KQ2M4XD9A", ENDLESS),
}


@pytest.mark.parametrize("call", CALLS)
def test_an_endless_text_is_refused_where_it_stands(context, call):
    with pytest.raises(Refused, match="3299999 characters, of 1000 at most") as caught:
        CALLS[call](context)
    (problem,) = caught.value.problems
    assert problem.fields == (call.split()[0],) and problem.hint
