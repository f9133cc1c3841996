from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from support.ordering import BERLIN, OSLO

from configurator.domain.errors import Refused
from configurator.domain.production.factory_files import as_dict
from configurator.store import factories
from configurator.store.database import reading, writing


def keep(office, factory):
    with writing(office.engine) as connection:
        return factories.keep_factory(connection, factory.id, as_dict(factory))


def listed(office):
    with reading(office.engine) as connection:
        return {facts["id"]: (state, facts["title"]) for state, facts in factories.list_factories(connection)}


def test_a_new_factory_is_up_and_new_facts_leave_its_state(office):
    assert keep(office, OSLO) and keep(office, BERLIN)
    with writing(office.engine) as connection:
        assert factories.set_state(connection, "oslo", "paused") == "up"
        assert factories.set_state(connection, "oslo", "down") == "paused"
    assert not keep(office, replace(OSLO, title="Oslo 2"))
    assert list(listed(office).items()) == [("berlin", ("up", "Berlin")), ("oslo", ("down", "Oslo 2"))]


def test_an_unknown_factory_has_no_state(office):
    with pytest.raises(Refused, match="no factory oslo"), writing(office.engine) as connection:
        factories.set_state(connection, "oslo", "down")


def test_the_same_factory_added_by_many_at_once_is_new_once(office):
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(lambda _: keep(office, BERLIN), range(4))) == [False, False, False, True]


@pytest.mark.parametrize("change", [lambda office: keep(office, OSLO), lambda office: keep(office, BERLIN)])
def test_nobody_adds_or_changes_a_factory_while_a_route_is_chosen(office, change):
    keep(office, BERLIN)
    with ThreadPoolExecutor(1) as thread:
        with writing(office.engine) as connection:
            before = factories.list_factories(connection, hold=True)
            changing = thread.submit(change, office)
            with pytest.raises(TimeoutError):
                changing.result(timeout=0.2)
            assert factories.list_factories(connection) == before
        changing.result()
