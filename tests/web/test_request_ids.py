"""One request id leads from a page to the kernel's work and to the hand-over."""

import logging
import threading
from contextlib import contextmanager

from support import ordering
from support.ordering import CLINIC

from configurator.logs import current_request_id, request_id
from configurator.services.batches.batches import place_batch
from configurator.services.orders.place_order import place_order
from configurator.store import events
from configurator.store.database import read_transaction
from configurator.worker.precedence import Precedence
from configurator.worker.runner import Runner
from configurator.worker.worker import _request_of_job


@contextmanager
def logged(name):
    """What is logged below a name, each with the id of its request."""
    lines, logger = [], logging.getLogger(name)
    handler = logging.Handler()
    handler.emit = lambda record: lines.append((current_request_id(), record.getMessage()))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(level)


def placed_by_request(context, name):
    with request_id(name):
        return place_order(context, CLINIC, ordering.order_request()).order


def placed_event(context, order):
    with read_transaction(context.engine) as connection:
        return events.select_events(connection, order_id=order.id, kind="order_placed")[0].data


def test_the_record_names_the_request_that_placed_an_order(context):
    assert placed_event(context, placed_by_request(context, "R-1"))["request"] == "R-1"


def test_an_order_that_no_request_placed_is_recorded_without_one(context):
    assert placed_event(context, placed_by_request(context, "")).keys() == {"from", "to", "person"}


def test_a_worker_logs_the_stages_of_an_item_under_the_id_of_its_request(context, tmp_path):
    order = placed_by_request(context, "R-1")
    making = context.with_pool(ordering.PicturePool(), tmp_path)
    runner = Runner(making, ordering.WORKER, threading.Event(), Precedence(1))
    with logged("configurator.services.making") as lines:
        runner.make(order.items[0].id, 1)
    assert lines == [("R-1", f"make_item-{order.items[0].id}: build 1 ms")]


def test_a_hand_over_is_logged_under_the_id_of_its_order_s_request(context):
    ordering.add_factories(context, ordering.BERLIN)
    with request_id("R-2"):
        job = ordering.job_in_state(context, "handed_over", "1")
    with _request_of_job(context, job.id):
        assert current_request_id() == "R-2"


def test_files_made_for_a_page_are_logged_under_its_request(client):
    address = "/api/v1/files"
    design = {"template": "grommet", "values": ordering.row(22)}
    with logged("configurator.services.making") as lines:
        answer = client.post(address, json={**design, "formats": ["stl"]}, headers={"X-Request-Id": "R-3"})
    assert answer.status_code == 200, answer.text
    assert [request for request, _ in lines] == ["R-3"]
    assert lines[0][1].endswith("build 1 ms")


def test_a_worker_logs_the_stages_of_a_row_under_the_id_of_its_batch_s_request(context, tmp_path):
    with request_id("R-4"):
        batch = place_batch(context, CLINIC, "1", "grommet", [ordering.row(22)], ["stl"]).batch
    making = context.with_pool(ordering.PicturePool(), tmp_path)
    with logged("configurator") as lines:
        Runner(making, ordering.WORKER, threading.Event(), Precedence(1)).make_row(batch.id, 1, 1)
    assert lines == [("R-4", f"make_row-{batch.id}-1: build 1 ms"), ("R-4", f"batch {batch.id} row 1: ended")]


def test_a_picture_is_logged_with_its_stages_under_its_request(client):
    design = client.post("/api/v1/designs", json={"template": "grommet", "values": ordering.row(22)}).json
    with logged("configurator.services.previews") as lines:
        answer = client.get(design["picture"], headers={"X-Request-Id": "R-5"})
    assert answer.status_code == 200, answer.text
    assert [request for request, _ in lines] == ["R-5"]
    assert lines[0][1].startswith("picture of ") and lines[0][1].endswith("build 12 ms, mesh 5 ms")


def test_a_preview_is_logged_with_its_stages_under_its_request(client):
    design = client.post("/api/v1/designs", json={"template": "grommet", "values": ordering.row(22)}).json
    with logged("configurator.services.previews") as lines:
        client.get(design["preview"], headers={"X-Request-Id": "R-6"})
    assert [request for request, _ in lines] == ["R-6"]
