from dataclasses import replace

import pytest
from support.ordering import BERLIN, OSLO, WORKER, add, job_in, queued, record, see_job

from configurator.domain.errors import Refused
from configurator.domain.production.factory_files import as_dict
from configurator.services.factories.factories import add_factory, list_factories
from configurator.services.production.availability import set_state
from configurator.services.production.route import route_job


def test_a_factory_is_added_up_and_told(office):
    assert add_factory(office, " network ", OSLO)
    assert add_factory(office, "network", BERLIN)
    assert list_factories(office) == [BERLIN, OSLO]
    event = record(office)[0]
    assert (event.kind, event.actor, event.factory, event.data) == ("factory_added", "network", "oslo", as_dict(OSLO))


def test_a_known_factory_gets_new_facts_and_keeps_its_state(office):
    add(office, BERLIN)
    set_state(office, "network", "berlin", "paused")
    changed = replace(BERLIN, title="Werkstatt Berlin", folder="/srv/jobs")
    assert not add_factory(office, "network", changed)
    assert list_factories(office) == [replace(changed, state="paused")]
    assert record(office)[-1].kind == "factory_changed"


def test_new_facts_have_waiting_jobs_looked_at_again_and_no_others(office):
    add(office, replace(BERLIN, machines=()))
    other, waiting = job_in(office, "waiting", "1"), job_in(office, "waiting", "2")
    route_job(office, WORKER, waiting.id)
    add(office, BERLIN)
    route_job(office, WORKER, other.id)
    before = queued(office)
    add(office, replace(BERLIN, title="Berlin 2"))
    assert queued(office)[len(before) :] == [("produce_job", (waiting.id,))]
    assert see_job(office, other.id).state == "routed"


def test_somebody_adds_it(office):
    with pytest.raises(Refused) as error:
        add_factory(office, " ", BERLIN)
    assert error.value.problems[0].fields == ("actor",)
    assert list_factories(office) == []
