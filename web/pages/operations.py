"""For whoever watches over the service: health, metrics, and its state at a glance."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, render_template

from configurator.services.admin.readiness import OK, WORKER_TIMEOUT_S, check_parts
from configurator.services.admin.status import WorkerWatch, read_status
from web.context import web_context
from web.metrics import CONTENT_TYPE, expose

blueprint = Blueprint("operations", __name__)
WORKER_WATCH = "worker-watch"


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
    return Response(expose(current_app, read_status(web_context())), content_type=CONTENT_TYPE)


@blueprint.get("/status")
def status() -> str:
    """What waits, what is flagged, what is slow."""
    workers = _watch().living(web_context(), WORKER_TIMEOUT_S)
    return render_template("operations/status.html", status=read_status(web_context()), workers=workers)


def _watch() -> WorkerWatch:
    """One for the application, as it knows only what it has read before."""
    watch: WorkerWatch = current_app.extensions.setdefault(WORKER_WATCH, WorkerWatch())
    return watch
