from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from support.ordering import BERLIN, OSLO

from configurator.domain.errors import Refused
from configurator.domain.production.factory_files import factory_as_dict
from configurator.store import factories
from configurator.store.database import read_transaction, write_transaction


def keep(context, factory):
    with write_transaction(context.engine) as connection:
        return factories.save_factory(connection, factory.id, factory_as_dict(factory))


def listed(context):
    with read_transaction(context.engine) as connection:
        return {facts["id"]: (state, facts["title"]) for state, facts in factories.select_factories(connection)}


def test_a_new_factory_is_up_and_new_facts_leave_its_state(context):
    assert keep(context, OSLO) and keep(context, BERLIN)
    with write_transaction(context.engine) as connection:
        assert factories.update_factory_state(connection, "oslo", "paused") == "up"
        assert factories.update_factory_state(connection, "oslo", "down") == "paused"
    assert not keep(context, replace(OSLO, title="Oslo 2"))
    assert list(listed(context).items()) == [("berlin", ("up", "Berlin")), ("oslo", ("down", "Oslo 2"))]


def test_an_unknown_factory_has_no_state(context):
    with pytest.raises(Refused, match="no factory oslo"), write_transaction(context.engine) as connection:
        factories.update_factory_state(connection, "oslo", "down")


def test_the_same_factory_added_by_many_at_once_is_new_once(context):
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(lambda _: keep(context, BERLIN), range(4))) == [False, False, False, True]


@pytest.mark.parametrize("change", [lambda context: keep(context, OSLO), lambda context: keep(context, BERLIN)])
def test_nobody_adds_or_changes_a_factory_while_a_route_is_chosen(context, change):
    keep(context, BERLIN)
    with ThreadPoolExecutor(1) as thread:
        with write_transaction(context.engine) as connection:
            before = factories.select_factories(connection, hold=True)
            changing = thread.submit(change, context)
            with pytest.raises(TimeoutError):
                changing.result(timeout=0.2)
            assert factories.select_factories(connection) == before
        changing.result()
