"""The event log: what happened, when, by whom. Append-only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select

from configurator.domain.actors import Actor
from configurator.domain.production.history import Event
from configurator.store.tables import events

ROUTE_FIELDS = ("chosen", "rejected", "others")


def now() -> str:
    """This moment in UTC, ISO 8601 to the millisecond."""
    return moment_in(0)


def moment_in(seconds: float) -> str:
    """The moment in so many seconds, or that long ago, written as `now` is: later ones sort after earlier ones."""
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def append_event(
    connection: Connection, actor: Actor, kind: str, data: dict[str, Any] | None = None, **subject: str
) -> None:
    """Add one event; `subject` names it by order_id, item_id, job_id, factory."""
    who = {"actor": actor.id, "role": actor.role, "organisation": actor.organisation}
    values = {"at": now(), "kind": kind, "data": data or {}, **who, **subject}
    connection.execute(insert(events).values(values))


def select_events(connection: Connection, *, after: int = 0, limit: int = 1000, **subject: str) -> list[Event]:
    """Events in the order they happened, of one subject or of all, those after a number."""
    conditions: list[ColumnElement[bool]] = [events.c.number > after]
    conditions += [events.c[name] == value for name, value in subject.items() if value]
    query = select(events).where(and_(*conditions)).order_by(events.c.number).limit(limit)
    return [Event(**row) for row in connection.execute(query).mappings()]


def last_number(connection: Connection, **subject: str) -> int:
    """The number of the last event of a subject, 0 without any."""
    conditions = [events.c[name] == value for name, value in subject.items()]
    number: int | None = connection.scalar(select(func.max(events.c.number)).where(and_(*conditions)))
    return number or 0


def routes_of(connection: Connection, job: str) -> dict[int, dict[str, Any]]:
    """Chosen and rejected factories of every lease of a job, how many others for which reason, what was promised.

    By its epoch. Of leases from before others were counted there are none, and None is promised.
    """
    routed = select_events(connection, job_id=job, kind="job_routed")
    return {each.data["epoch"]: _route_of(each) for each in routed}


def last_promise(connection: Connection, job: str) -> dict[str, str]:
    """When a job was to ship and to arrive by its last lease that promised it; empty where none did."""
    promised = (each["promise"] for each in reversed(routes_of(connection, job).values()) if each["promise"])
    return next(promised, {})


def latest_promise(connection: Connection, order: str) -> str:
    """The latest moment at which a part of an order was ever to arrive, by any lease; empty where none promised."""
    routed = select_events(connection, order_id=order, kind="job_routed")
    return max((each.data["promise"]["arrives_at"] for each in routed if each.data.get("promise")), default="")


def _route_of(event: Event) -> dict[str, Any]:
    return {name: event.data.get(name, {}) for name in ROUTE_FIELDS} | {"promise": event.data.get("promise")}


def request_of_order(connection: Connection, order: str) -> str:
    """The id of the request that placed an order, empty if none did."""
    placed = select_events(connection, order_id=order, kind="order_placed", limit=1)
    return str(placed[0].data.get("request", "")) if placed else ""
