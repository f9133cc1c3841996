from support import ordering
from support.ordering import placed_order

from configurator.domain.work_times import Spent, Step
from configurator.services.admin import readiness
from configurator.store import heartbeats, jobs
from configurator.store.database import write_transaction
from configurator.store.work_times import add_work_times

HAND_OVER = Step("hand_over", "hot-folder", "failed")


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


def test_metrics_tell_how_full_the_way_to_the_kernel_and_the_database_are(client, context):
    design = client.post("/api/v1/designs", json={"template": "grommet", "values": ordering.row(22)}).json
    for address in (design["preview"], design["picture"]):
        assert client.get(address).status_code == 200
    text = client.get("/metrics").text
    for work in ("preview", "picture"):
        assert f'configurator_kernel_callers{{work="{work}"}} 0.0' in text
        assert f'configurator_kernel_admitted_total{{work="{work}"}} 1.0' in text
        assert f'configurator_kernel_refused_total{{work="{work}"}} 0.0' in text
        assert f'configurator_kernel_wait_seconds_count{{work="{work}"}} 1.0' in text
        assert f'configurator_page_work_seconds_sum{{step="mesh",work="{work}"}} 0.005' in text
    assert "configurator_database_connections_max 112.0" in text
    assert "configurator_connections " not in text, "no server serves it"


def test_metrics_tell_what_all_workers_have_spent(client, context):
    with write_transaction(context.engine) as connection:
        add_work_times(connection, {HAND_OVER: Spent(2, 60.5), Step("takeover"): Spent(1)})
    text = client.get("/metrics").text
    labels = 'outcome="failed",step="hot-folder",work="hand_over"'
    assert f"configurator_work_seconds_count{{{labels}}} 2.0" in text
    assert f"configurator_work_seconds_sum{{{labels}}} 60.5" in text
    assert 'configurator_work_seconds_count{outcome="done",step="",work="takeover"} 1.0' in text


def test_metrics_hold_no_token(client, context):
    token = placed_order(context, "1").token
    client.get(f"/orders/{token}")
    assert token not in client.get("/metrics").text


def test_the_status_page_shows_what_waits_in_words(client, context):
    placed_order(context, "1")
    page = client.get("/status").text
    assert "Parts of orders" in page and "No worker is alive" in page
    assert "Being made as files" in page and "make_item" not in page


def test_the_status_page_leads_to_the_board_of_a_flagged_job(client, context):
    ordering.add_factories(context, ordering.BERLIN)
    job = ordering.job_in_state(context, "handed_over", "1")
    with write_transaction(context.engine) as connection:
        jobs.flag_job(connection, ordering.WORKER, job, "not as it was handed over")
    page = client.get("/status").text
    assert f'href="/factories/berlin#{job.ticket}"' in page and "not as it was handed over" in page
    assert f'id="{job.ticket}"' in client.get("/factories/berlin").text


def test_the_status_page_shows_times_and_hand_overs(client, context):
    with write_transaction(context.engine) as connection:
        add_work_times(connection, {Step("part", "mesh"): Spent(4, 3.0), HAND_OVER: Spent(1, 30.0)})
        add_work_times(connection, {Step("takeover"): Spent(3)})
    page = client.get("/status").text
    assert "0.75 s" in page and "By hot-folder: 0 done, 1 in vain, 30.00 s each." in page
    assert "3 have died." in page


def test_the_status_page_holds_no_token(client, context):
    token = placed_order(context, "1").token
    assert token not in client.get("/status").text
