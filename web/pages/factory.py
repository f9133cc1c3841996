"""The boards of the factories: their jobs, and the reports of their operators."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.actors import Actor, named_actor
from configurator.domain.errors import Refused, refused
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.shipments import read_shipment
from configurator.domain.problems import Problem, refusal
from configurator.domain.production.handovers import TRAVELLER_FILE
from configurator.domain.production.states import JobState
from configurator.domain.sha256 import sha256
from configurator.domain.text_bounds import ACTOR
from configurator.services.accounts.actor_names import actor_names
from configurator.services.factories.factories import list_factories
from configurator.services.making.artefacts import read_file
from configurator.services.orders.personal_data import read_address
from configurator.services.production import job_reports
from configurator.services.production.board import Card, read_board
from configurator.services.production.job_files import find_job_files
from web.context import web_context
from web.filters import outer_words
from web.identity_cookie import read_actor, set_actor_cookie
from web.links import file_urls
from web.map import network_map
from web.notices import OPERATOR_SET, with_notice
from web.page_problems import FieldPlace, page_problems
from web.signing_in import accounts_are_on, current_session

blueprint = Blueprint("factory", __name__, url_prefix="/factories")
BOARD_COLUMNS = {
    JobState.HANDED_OVER: ("To claim", "claim"),
    JobState.CLAIMED: ("Claimed", "start"),
    JobState.STARTED: ("On the machine", "done"),
    JobState.DONE: ("Made and inspected", "ship"),
}
OPERATOR = "operator"
VERBS = {"claim": job_reports.report_claimed, "start": job_reports.report_started, "done": job_reports.report_done}


@blueprint.get("/")
def network() -> str:
    """All factories, on a map and in a list."""
    factories = list_factories(web_context())
    return render_template("factory/network.html", factories=factories, map=network_map(factories))


@blueprint.get("/<factory>")
def board(factory: str) -> str:
    """One factory's board."""
    return _page(factory)


@blueprint.get("/<factory>/jobs")
def jobs(factory: str) -> Response:
    """The part of the board that changes, for a page that polls; 304 if it has not changed."""
    factory_board = read_board(web_context(), factory)
    response = make_response()
    # A digest, as no header can hold every name.
    response.set_etag(sha256(f"{factory_board.last_event}-{_operator_name()}".encode()))
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)
    response.set_data(render_template("factory/_jobs.html", **_board_values(factory)))
    return response


@blueprint.post("/<factory>/operator")
def operator(factory: str) -> Response | tuple[str, int]:
    """Set the operator at the board, who is the actor of every report from here on."""
    owner = read_board(web_context(), factory).factory
    page = f"/factories/{owner.id}"
    name = request.form.get("operator", "").strip()
    if len(name) > ACTOR.max_length:
        message = f"It has {len(name)} characters, of {ACTOR.max_length} at most."
        return _page(factory, (refusal(message, "operator", hint="Initials do."),)), 422
    return set_actor_cookie(with_notice(redirect(page, 303), OPERATOR_SET), OPERATOR, name, page)


@blueprint.post("/<factory>/jobs/<ticket>/<verb>")
def tell(factory: str, ticket: str, verb: str) -> Response | tuple[str, int]:
    """An operator's report on a job; problems are shown on the board."""
    try:
        _report(factory, ticket, verb)
    except Refused as error:
        return _page(factory, problems=error.problems), 422
    return with_notice(redirect(f"/factories/{factory}#{ticket}", 303), verb)


@blueprint.post("/<factory>/jobs/<ticket>/address")
def address(factory: str, ticket: str) -> tuple[str, int] | str:
    """The delivery address of a finished part; reading it is recorded as an event."""
    try:
        delivery_address = read_address(web_context(), _operator(), ticket, factory)
    except Refused as error:
        return _page(factory, problems=error.problems), 422
    return render_template("factory/address.html", factory=factory, ticket=ticket, address=delivery_address)


@blueprint.get("/<factory>/jobs/<ticket>/files.zip")
def files(factory: str, ticket: str) -> Response:
    """Every file that was handed over with a job, in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, sha256 in sorted(find_job_files(web_context(), factory, ticket).items()):
            archive.writestr(f"{ticket}/{name}", read_file(web_context(), sha256, name))
    buffer.seek(0)
    return send_file(buffer, "application/zip", as_attachment=True, download_name=f"{ticket}.zip", max_age=0)


@blueprint.get("/<factory>/jobs/<ticket>/traveller.pdf")
def traveller(factory: str, ticket: str) -> Response:
    """The sheet that goes with the part."""
    sha256 = find_job_files(web_context(), factory, ticket)[TRAVELLER_FILE]
    data = io.BytesIO(read_file(web_context(), sha256, TRAVELLER_FILE))
    return send_file(data, "application/pdf", download_name=f"{ticket}.pdf", max_age=0)


def _report(factory: str, ticket: str, verb: str) -> None:
    if verb == "fail":
        job_reports.report_failed(web_context(), _operator(), ticket, request.form.get("reason", ""), factory)
    elif verb == "ship":
        shipment = read_shipment(request.form.get("carrier", ""), request.form.get("tracking_number", ""))
        job_reports.report_shipped(web_context(), _operator(), ticket, factory, shipment)
    elif verb in VERBS:
        VERBS[verb](web_context(), _operator(), ticket, factory)
    else:
        raise refused(f"A job cannot be told {verb!r}.", "verb", hint=f"One of {', '.join((*VERBS, 'ship', 'fail'))}.")


def _operator_name() -> str:
    """Who stands at the board: whoever is signed in, or the name typed last in this browser."""
    found = current_session(web_context())
    return found.account.name if found else read_actor(OPERATOR)


def _operator() -> Actor:
    if accounts_are_on():
        return web_context().actor
    if not read_actor(OPERATOR):
        raise refused("Who stands at the board is not said.", "operator", hint="Type your initials above first.")
    return named_actor(read_actor(OPERATOR), "operator")


def _page(factory: str, problems: tuple[Problem, ...] = ()) -> str:
    places = {"operator": FieldPlace("Who stands here", "#operator")}
    return render_template("factory/board.html", **_board_values(factory), told=page_problems(problems, places))


def _board_values(factory: str) -> dict[str, Any]:
    factory_board = read_board(web_context(), factory)
    cards = {state: [*map(_card_values, state_cards)] for state, state_cards in factory_board.cards.items()}
    # A state that is not among the columns has no button.
    columns = [(*BOARD_COLUMNS.get(state, (state.words, "")), cards[state]) for state in cards if state.is_at_factory]
    ended = [card for state in cards if state.ended_at_factory for card in cards[state]]
    return {
        "factory": factory_board.factory,
        "columns": columns,
        "ended": ended,
        "loads": factory_board.loads,
        "operator": _operator_name(),
        "names": actor_names(web_context(), {card["job"].operator for own in cards.values() for card in own}),
        "clock": datetime.now(UTC),
    }


def _card_values(card: Card) -> dict[str, Any]:
    template, item = catalogue.templates().get(card.item.design.template), card.item
    return {
        "job": card.job,
        "item": item,
        "title": template.title if template else item.design.template,
        "side": item.design.parameters.get("side", ""),
        "offer": find_offer(item.offer),
        "picture": file_urls(item.design, item.files).get("png", ""),
        "size": outer_words(item.size_mm),
        "has_files": card.has_files,
        "is_engraved": card.is_engraved,
        "is_collected": card.is_collected,
        "is_rush": card.is_rush,
    }
