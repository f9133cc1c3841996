"""Artefacts that nothing keeps are cleared away, beside running work; on both databases."""

import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from obstore.store import MemoryStore
from support import ordering
from support.databases import ON_BOTH

from configurator.domain.actors import Actor
from configurator.services.admin import collection
from configurator.services.admin.collection import collect_artefacts
from configurator.services.admin.verify import check_store
from configurator.services.batches.batches import place_batch
from configurator.services.batches.make_row import make_row
from configurator.services.making import retry
from configurator.services.making.files import ensure_files, find_files, make_files
from configurator.store import batches, designs, objects, references
from configurator.store.database import read_transaction, write_transaction
from configurator.store.references import kept_among, kept_artefacts

DAY = timedelta(days=1)
FORMATS = ("stl", "step")


@pytest.fixture
def making(context):
    return context.with_pool(ordering.PicturePool(), context.folders.parent)


@pytest.fixture
def later(monkeypatch):
    """Sets the clock forward."""

    class Clock(datetime):
        ahead = timedelta()

        @classmethod
        def now(cls, zone=None):
            return datetime.now(zone) + cls.ahead

    monkeypatch.setattr(collection, "datetime", Clock)
    return lambda ahead: setattr(Clock, "ahead", ahead)


def put_made(context, data, kind):
    """Bytes, recorded as made of a design; their SHA-256."""
    digest, design = objects.put_object(context.objects, data), ordering.design("firewall")
    with write_transaction(context.engine) as connection:
        designs.save_design(connection, design)
        designs.save_artefacts(connection, design, {kind: (digest, len(data))})
    return digest


def kept_digests(context):
    with read_transaction(context.engine) as connection:
        return kept_artefacts(connection)


def stored(context):
    return {each.sha256 for each in objects.list_objects(context.objects)}


@ON_BOTH
def test_what_was_only_made_goes_once_it_is_old_and_what_was_ordered_stays(context, making, later):
    make_files(making, ordering.design("firewall"), FORMATS)
    order = ordering.made_order(context, "1")
    assert collect_artefacts(context).removed == 0
    later(2 * DAY)
    done = collect_artefacts(context)
    assert done.removed > 0
    assert done.removed_bytes > 0
    assert stored(context) == kept_digests(context)
    assert ordering.load_order(context, order.id).state == "made"
    assert check_store(context).differences == ()


def test_what_was_cleared_away_is_made_again(context, making, later):
    first = make_files(making, ordering.design("firewall"), FORMATS)
    later(2 * DAY)
    collect_artefacts(context)
    assert find_files(context, ordering.design("firewall"), FORMATS) is None
    assert make_files(making, ordering.design("firewall"), FORMATS).files == first.files
    assert len(making.pool.requests) == 2


def test_where_it_takes_too_much_the_oldest_goes_first_but_not_what_has_just_been_made(context, later):
    digests = [put_made(context, bytes([number]) * 100, f"kind {number}") for number in range(8)]
    total_bytes = 800
    assert collect_artefacts(context, DAY, max_unused_bytes=1).removed == 0
    later(timedelta(hours=2))
    assert collect_artefacts(context, DAY, max_unused_bytes=total_bytes).removed == 0
    assert collect_artefacts(context, DAY, max_unused_bytes=total_bytes - 1).removed == 3
    assert stored(context) == {*digests[3:]}


@ON_BOTH
def test_what_is_cleared_away_while_an_item_is_made_of_it_is_made_again(context, making, later, monkeypatch):
    order = ordering.placed_order(context, "1")
    later(2 * DAY)

    def ensure_and_lose(making, design, formats, drafting):
        """The files are found as a page had them made, and cleared away before the item names them."""
        found = make_files(making, design, formats, drafting)
        monkeypatch.setattr(retry, "ensure_files", ensure_files)
        assert collect_artefacts(context).removed > 0
        return found

    monkeypatch.setattr(retry, "ensure_files", ensure_and_lose)
    assert ordering.make_items(context, order)
    ordering.make_items(context, order)
    assert ordering.load_order(context, order.id).state == "made"
    assert kept_digests(context) <= stored(context)


@ON_BOTH
def test_what_an_item_comes_to_name_meanwhile_stays(context, making, later, monkeypatch):
    """The collection has listed it by then."""
    order = ordering.placed_order(context, "1")
    item = order.items[0]
    listed = objects.list_objects

    def list_then_make(store):
        ordering.make_items(context, order)
        yield from listed(store)

    later(2 * DAY)
    monkeypatch.setattr(objects, "list_objects", list_then_make)
    assert collect_artefacts(context).removed == 0
    assert ordering.load_order(context, order.id).state == "made", item


@ON_BOTH
def test_between_what_it_removes_others_write_and_what_is_kept_is_read_without_them_waiting(
    context, making, later, monkeypatch
):
    ordering.made_order(context, "1")
    for number in range(7):
        put_made(context, bytes([number]), f"kind {number}")
    later(2 * DAY)
    removed, pauses = [], []

    def in_the_pause(seconds):
        pauses.append(seconds)
        put_made(context, b"written meanwhile", "kind 0")

    @contextmanager
    def writing(engine):
        with monkeypatch.context() as patch, write_transaction(engine) as connection:
            patch.setattr(references, "_named", None)
            yield connection

    def removing(store, digests):
        removed.append(len(digests))
        return delete_objects(store, digests)

    delete_objects = objects.delete_objects
    monkeypatch.setattr(collection, "BATCH_ARTEFACTS", 3)
    monkeypatch.setattr(collection, "write_transaction", writing)
    # Not in the module itself: threads of pools sleep too.
    monkeypatch.setattr(collection, "time", SimpleNamespace(**{**vars(time), "sleep": in_the_pause}))
    monkeypatch.setattr(objects, "delete_objects", removing)
    assert collect_artefacts(context).removed == 7
    assert removed == [3, 3, 1]
    assert pauses == [collection.PAUSE_S] * 2


@ON_BOTH
def test_the_database_itself_finds_what_is_kept_among_some(context, making):
    order = ordering.made_order(context, "1")
    made = put_made(context, b"made", "stl")
    batch = place_batch(context, Actor("w"), "1", "grommet", [ordering.row(14)], ["stl"]).batch
    make_row(making, batch.id, 1, 1)
    kept = sorted(kept_digests(context))
    with read_transaction(context.engine) as connection:
        files = batches.get_row(connection, batch.id, 1).files.values()
        assert {*files, *order.items[0].files.values()} <= set(kept)
        assert kept_among(connection, [made, "0" * 64]) == frozenset()
        assert kept_among(connection, [made, kept[0], kept[-1]]) == {kept[0], kept[-1]}
        assert kept_among(connection, kept) == {*kept}


def test_a_store_without_a_folder_is_tidied_too(context, later):
    context = replace(context, objects=MemoryStore())
    put_made(context, b"made", "stl")
    later(2 * DAY)
    assert collect_artefacts(context).removed == 1
    assert stored(context) == set()


def test_what_another_database_may_have_ordered_stays(context, later):
    objects.put_object(context.objects, b"of another")
    later(2 * DAY)
    assert collect_artefacts(context).removed == 0


def test_a_store_whose_files_are_gone_is_no_trouble(context):
    objects.delete_objects(context.objects, ["0" * 64])
