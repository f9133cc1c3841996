import json
from base64 import b64decode
from dataclasses import asdict, replace

import pytest
from support.reports import report_content

from configurator.domain.errors import Failed, Refused
from configurator.domain.offers.offers import find_offer
from configurator.domain.offers.reports import read_report
from configurator.domain.production.handovers import JOB_FILE, TRAVELLER_FILE
from configurator.pool.limits import Limits
from configurator.pool.process import run_in_process
from configurator.production import traveller
from configurator.production.documents import compose
from configurator.production.job_file import job_file
from configurator.production.traveller import make_traveller

COMPOSE = "configurator.production.documents:compose"


@pytest.fixture
def request_(handover):
    """A job in plain values."""
    plain = {name: getattr(handover, name) for name in ("ticket", "order", "factory", "machine", "title", "quantity")}
    return {
        **plain,
        "design": {name: getattr(handover.design, name) for name in ("template", "version", "parameters")},
        "offer": "mjf-tpu",
        "report": report_content(),
        "approvals": [asdict(each) for each in handover.approvals],
        "remake_of": "",
        "files": dict(handover.files),
        "picture": "",
    }


def test_the_documents_of_plain_values_are_those_of_the_job(handover, request_):
    same = replace(handover, offer=find_offer("mjf-tpu"), report=read_report(report_content()), picture=None)
    documents = compose(json.loads(json.dumps(request_)))
    assert b64decode(documents[JOB_FILE]) == job_file(same)
    assert b64decode(documents[TRAVELLER_FILE]) == make_traveller(same)


def test_an_offer_that_is_gone_is_refused(request_):
    with pytest.raises(Refused):
        compose(request_ | {"offer": "gone"})


def test_whatever_goes_wrong_in_typesetting_is_a_failure_of_this_job(request_, monkeypatch):
    monkeypatch.setattr(traveller, "make_traveller", lambda handover: 1 / 0)
    with pytest.raises(Failed, match=r"papers of job 7KQ2M4XD9A.1 cannot be composed \(ZeroDivisionError"):
        compose(request_)


def test_a_text_that_would_take_for_ever_is_cut_off(request_):
    endless = [{"actor": "clinic", "at": "2026-11-20T10:12:44Z", "deviation": "soft panel " * 300_000}]
    with pytest.raises(TimeoutError):
        run_in_process(COMPOSE, request_ | {"approvals": endless}, Limits(3, 1))
