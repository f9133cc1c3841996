import threading
from concurrent.futures import CancelledError

import pytest
from sqlalchemy import update
from support import ordering
from support.workers import wait_until

from configurator.domain.errors import crashed
from configurator.services.batches.batches import place_batch, show_batch
from configurator.store.database import write_transaction
from configurator.store.tables import batch_rows, items
from configurator.worker.precedence import Precedence
from configurator.worker.runner import SUSPECT_STARTS, Runner

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def bench(context, on_request):
    return Runner(
        context.with_pool(ordering.PicturePool(on_request), context.folders.parent),
        ordering.WORKER,
        threading.Event(),
        Precedence(children=2),
    )


def begin(mine, item):
    """Make an item in a thread of its own."""
    thread = threading.Thread(target=mine.make, args=(item.id, 1), daemon=True)
    thread.start()
    return thread


def item_of(context, key, *presets):
    return ordering.placed_order(context, key, ordering.order_request(*presets)).items[0]


def see_item(context, item):
    return ordering.load_order(context, item.order).items[0]


def stays(thread):
    thread.join(0.3)
    return thread.is_alive()


def test_what_a_stopped_pool_gives_up_is_never_told_of(context):
    item = item_of(context, "1")

    def stopped(request):
        mine.stop.set()
        raise CancelledError

    mine = bench(context, stopped)
    assert stays(begin(mine, item))
    assert see_item(context, item).state == "waiting"


def test_once_told_to_stop_nothing_new_is_begun(context):
    item = item_of(context, "1")

    def closed(request):
        raise crashed("The pool is closed.")

    mine = bench(context, closed)
    mine.stop.set()
    assert stays(begin(mine, item))
    assert (see_item(context, item).starts, see_item(context, item).crashes) == (0, 0)


def test_what_is_given_up_while_the_worker_goes_on_is_told(context):
    def given_up(request):
        raise CancelledError

    with pytest.raises(CancelledError):
        bench(context, given_up).make(item_of(context, "1").id, 1)


def test_rows_that_were_cut_off_again_and_again_are_made_one_at_a_time_too(context):
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", [ordering.row(14), ordering.row(15)], ["png"]).batch
    with write_transaction(context.engine) as connection:
        connection.execute(update(batch_rows).values(starts=SUSPECT_STARTS))
    in_hand, go_on = [], threading.Event()

    def wait(request):
        in_hand.append(request["stem"])
        go_on.wait()

    mine = bench(context, wait)
    threads = [threading.Thread(target=mine.make_row, args=(batch.id, number, 1), daemon=True) for number in (1, 2)]
    for thread in threads:
        thread.start()
    wait_until(lambda: in_hand)
    assert all(stays(thread) for thread in threads)
    assert len(in_hand) == 1
    go_on.set()
    for thread in threads:
        thread.join()
    assert show_batch(context, batch.token).counts()["made"] == 2


@pytest.mark.parametrize(("cuts", "together"), [(SUSPECT_STARTS - 1, 2), (SUSPECT_STARTS, 1)])
def test_items_that_were_cut_off_again_and_again_are_made_one_at_a_time(context, cuts, together):
    both = [item_of(context, "1", "firewall"), item_of(context, "2", "an931-16-22")]
    with write_transaction(context.engine) as connection:
        connection.execute(update(items).values(starts=cuts + 2, crashes=2))
    in_hand, go_on = [], threading.Event()

    def wait(request):
        in_hand.append(request["stem"])
        go_on.wait()

    mine = bench(context, wait)
    threads = [begin(mine, item) for item in both]
    wait_until(lambda: len(in_hand) == together)
    assert all(stays(thread) for thread in threads)
    assert len(in_hand) == together
    go_on.set()
    for thread in threads:
        thread.join()
    assert [see_item(context, item).state for item in both] == ["made", "made"]
