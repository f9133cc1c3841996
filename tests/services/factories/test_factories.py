from dataclasses import replace

import pytest
from support.ordering import BERLIN, OSLO, WORKER, add_factories, job_in_state, load_job, queued_works, read_events

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.production.factory_files import factory_as_dict
from configurator.services.factories.factories import add_factory, list_factories
from configurator.services.production.availability import set_factory_state
from configurator.services.production.route import route_job


def test_a_factory_is_added_up_and_told(context):
    assert add_factory(context, Actor("network"), OSLO)
    assert add_factory(context, Actor("network"), BERLIN)
    assert list_factories(context) == [BERLIN, OSLO]
    event = read_events(context)[0]
    assert (event.kind, event.actor, event.factory, event.data) == (
        "factory_added",
        "network",
        "oslo",
        factory_as_dict(OSLO),
    )


def test_a_known_factory_gets_new_facts_and_keeps_its_state(context):
    add_factories(context, BERLIN)
    set_factory_state(context, Actor("network"), "berlin", "paused")
    changed = replace(BERLIN, title="Werkstatt Berlin", folder="/srv/jobs")
    assert not add_factory(context, Actor("network"), changed)
    assert list_factories(context) == [replace(changed, state="paused")]
    assert read_events(context)[-1].kind == "factory_changed"


def test_new_facts_have_waiting_jobs_looked_at_again_and_no_others(context):
    add_factories(context, replace(BERLIN, machines=()))
    other, waiting = job_in_state(context, "waiting", "1"), job_in_state(context, "waiting", "2")
    route_job(context, WORKER, waiting.id)
    add_factories(context, BERLIN)
    route_job(context, WORKER, other.id)
    before = queued_works(context)
    add_factories(context, replace(BERLIN, title="Berlin 2"))
    assert queued_works(context)[len(before) :] == [("produce_job", (waiting.id,))]
    assert load_job(context, other.id).state == "routed"


def test_somebody_adds_it(context):
    with pytest.raises(Refused) as error:
        add_factory(context, Actor(" "), BERLIN)
    assert error.value.problems[0].fields == ("actor",)
    assert list_factories(context) == []
