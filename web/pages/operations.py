"""For whoever watches over the service: health, metrics, and its state at a glance."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, jsonify, render_template

from configurator.services.admin.readiness import WORKER_TIMEOUT_S, Watch, check_parts
from configurator.services.admin.status import read_status
from configurator.services.admin.status_words import PROGRESS_WORDS, WORK_WORDS, age_words, state_words, work_words
from configurator.services.admin.write_checks import OK
from web.context import web_context
from web.metrics import CONTENT_TYPE, expose
from web.metrics.requests import counted_metrics
from web.process_usage import read_usage
from web.status_page import count_deaths, count_fills, size_fills, stage_rows, state_rows, target_rows

blueprint = Blueprint("operations", __name__)
WATCH = "watch"


@blueprint.get("/health/live")
def live() -> Response:
    """This process answers."""
    return jsonify({"process": OK})


@blueprint.get("/health/ready")
def ready() -> tuple[Response, int]:
    """What the service needs, part by part; 503 if one cannot be used."""
    parts = check_parts(web_context(), _watch())
    return jsonify(dict(parts)), 200 if set(parts.values()) == {OK} else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts and durations, as Prometheus reads them."""
    context = web_context()
    text = expose(counted_metrics(current_app), read_usage(current_app, context), read_status(context))
    return Response(text, content_type=CONTENT_TYPE)


@blueprint.get("/status")
def status() -> str:
    """What waits, what is flagged, what is slow, how full everything is."""
    context, now = web_context(), datetime.now(UTC)
    current, usage = read_status(context), read_usage(current_app, context)
    oldest = min((each.oldest for each in current.waiting), default="")
    return render_template(
        "operations/status.html",
        status=current,
        faults={part: words for part, words in check_parts(context, _watch()).items() if words != OK},
        workers=_watch().workers.living(context, WORKER_TIMEOUT_S),
        waiting_count=sum(each.count for each in current.waiting),
        oldest=age_words(oldest, now) if oldest else "",
        states=list(state_rows(current)),
        counts=list(count_fills(usage)),
        sizes=list(size_fills(current)),
        factories=sorted({*current.handed_over, *current.troubles}),
        deaths=count_deaths(current),
        targets=target_rows(current),
        stages=stage_rows(current),
        work_kinds=WORK_WORDS,
        progress=PROGRESS_WORDS,
        state_words=state_words,
        work_words=work_words,
        age=lambda since: age_words(since, now),
    )


def _watch() -> Watch:
    """One for the application, as it knows only what it has read before."""
    watch: Watch = current_app.extensions.setdefault(WATCH, Watch())
    return watch
