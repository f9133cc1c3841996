"""The one way in which an order, an item or a job changes its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, refused
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.production.states import JobState
from configurator.domain.states import State
from configurator.store import events
from configurator.store.tables import items, jobs, orders


@dataclass(frozen=True)
class StateMachine:
    """The states of an order, an item or a job: its noun in messages, its database table, the states."""

    noun: str
    table: Table
    states: type[State]


ORDER_STATES = StateMachine("order", orders, OrderState)
ITEM_STATES = StateMachine("item", items, ItemState)
JOB_STATES = StateMachine("job", jobs, JobState)


def change_state(
    connection: Connection,
    kind: StateMachine,
    name: str,
    to: State,
    actor: Actor,
    event: str,
    data: Mapping[str, Any] | None = None,
    subject: Mapping[str, str] | None = None,
    **columns: Any,
) -> None:
    """Set the state, and the columns with it, and append the event; Refused if the move is not allowed."""
    current = _current_state(connection, kind, name)
    if not current.can_become(to) or not _update_state(connection, kind, name, current, {"state": to, **columns}):
        raise _wrong_move(kind, name, current, to)
    event_data = {"from": current, "to": to, **(data or {})}
    events.append_event(connection, actor, event, event_data, **{f"{kind.noun}_id": name}, **(subject or {}))


def unknown_id(word: str, name: str) -> Refused:
    """The error for an id that does not exist."""
    return refused(f"There is no {word} {name}.", word, hint="Check how it is written.")


def unknown_token(word: str) -> Refused:
    """The error for an unknown token. It does not repeat the token, which may be nearly right."""
    return refused(f"There is no {word} under this link.", "token", hint="Copy the whole link, as it was given.")


def _current_state(connection: Connection, kind: StateMachine, name: str) -> State:
    text = connection.scalar(select(kind.table.c.state).where(kind.table.c.id == name))
    if text is None:
        raise unknown_id(kind.noun, name)
    return kind.states.read(text, f"{kind.noun} {name}")


def _wrong_move(kind: StateMachine, name: str, current: State, to: State) -> Refused:
    allowed = ", ".join(each.plain_name for each in current.next_states) or "nothing"
    return refused(
        f"{kind.noun.capitalize()} {name} is {current.plain_name} and cannot become {to.plain_name}.",
        kind.noun,
        hint=f"From {current.plain_name} it can go to: {allowed}.",
    )


def _update_state(
    connection: Connection, kind: StateMachine, name: str, current: State, values: Mapping[str, Any]
) -> bool:
    statement = update(kind.table).where(kind.table.c.id == name, kind.table.c.state == current).values(**values)
    return connection.execute(statement).rowcount == 1
