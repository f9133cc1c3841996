from support import ordering
from support.ordering import placed_order

from configurator.services.admin import readiness
from configurator.store import heartbeats
from configurator.store.database import write_transaction


def beat(context):
    with write_transaction(context.engine) as connection:
        heartbeats.write_heartbeat(connection, "me")


def test_a_process_that_answers_is_alive(client):
    assert client.get("/health/live").json == {"process": "ok"}


def test_with_a_worker_and_all_else_the_service_is_ready(client, context):
    beat(context)
    answer = client.get("/health/ready")
    assert (answer.status_code, set(answer.json.values())) == (200, {"ok"})
    assert answer.json.keys() == {"database", "worker", "disk", "artefacts"}


def test_without_a_worker_it_is_not_ready_and_says_why(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json["worker"] == "none has beaten for 10 s"
    assert answer.json["database"] == "ok"


def test_a_worker_that_stopped_beating_is_not_there(client, context, monkeypatch):
    beat(context)
    assert client.get("/health/ready").json["worker"] == "ok"
    monkeypatch.setattr(readiness, "WORKER_TIMEOUT_S", -1.0)
    assert client.get("/health/ready").status_code == 503


def test_a_full_disk_is_named(client, context, monkeypatch):
    beat(context)
    monkeypatch.setattr(readiness, "MIN_FREE_BYTES", 2**80)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["disk"].endswith(" MB are free")) == (503, True)


def test_metrics_count_requests_by_route_and_what_the_database_holds(client, context):
    ordering.add_factories(context, ordering.BERLIN)
    placed_order(context, "1")
    client.get("/nowhere")
    client.get("/factories/berlin")
    text = client.get("/metrics").text
    assert 'configurator_request_seconds_count{method="GET",route="/factories/<factory>",status="200"} 1.0' in text
    assert 'configurator_request_seconds_count{method="GET",route="none",status="404"} 1.0' in text
    assert 'configurator_queue_length{kind="make_item",queue="making",status="enqueued"} 1.0' in text
    assert 'configurator_orders{state="placed"} 1.0' in text
    assert "configurator_transaction_seconds_count" in text


def test_metrics_hold_no_token(client, context):
    token = placed_order(context, "1").token
    client.get(f"/orders/{token}")
    assert token not in client.get("/metrics").text


def test_the_status_page_shows_what_waits(client, context):
    placed_order(context, "1")
    page = client.get("/status").text
    assert "make_item" in page and "No worker is alive" in page
