"""The one way in which an order, an item or a job changes its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from configurator.domain.errors import Refused, refused
from configurator.domain.production import states
from configurator.store import events
from configurator.store.tables import items, jobs, orders


@dataclass(frozen=True)
class StateMachine:
    """The states of an order, an item or a job: its noun in messages, its database table, the allowed moves."""

    noun: str
    table: Table
    moves: states.Moves


ORDER_STATES = StateMachine("order", orders, states.ORDER_MOVES)
ITEM_STATES = StateMachine("item", items, states.ITEM_MOVES)
JOB_STATES = StateMachine("job", jobs, states.JOB_MOVES)


def change_state(
    connection: Connection,
    kind: StateMachine,
    name: str,
    to: str,
    actor: str,
    event: str,
    data: Mapping[str, Any] | None = None,
    subject: Mapping[str, str] | None = None,
    **columns: Any,
) -> None:
    """Set the state, and the columns with it, and append the event; Refused if the move is not allowed."""
    current = connection.scalar(select(kind.table.c.state).where(kind.table.c.id == name))
    if current is None:
        raise unknown_id(kind.noun, name)
    if to not in kind.moves[current] or not _update_state(connection, kind, name, current, {"state": to, **columns}):
        allowed = ", ".join(map(state_in_words, sorted(kind.moves[current]))) or "nothing"
        raise refused(
            f"{kind.noun.capitalize()} {name} is {state_in_words(current)} and cannot become {state_in_words(to)}.",
            kind.noun,
            hint=f"From {state_in_words(current)} it can go to: {allowed}.",
        )
    event_data = {"from": current, "to": to, **(data or {})}
    events.append_event(connection, actor, event, event_data, **{f"{kind.noun}_id": name}, **(subject or {}))


def unknown_id(word: str, name: str) -> Refused:
    """The error for an id that does not exist."""
    return refused(f"There is no {word} {name}.", word, hint="Check how it is written.")


def unknown_token(word: str) -> Refused:
    """The error for an unknown token. It does not repeat the token, which may be nearly right."""
    return refused(f"There is no {word} under this link.", "token", hint="Copy the whole link, as it was given.")


def state_in_words(state: str) -> str:
    """A state in words, without underscores."""
    return state.replace("_", " ")


def _update_state(
    connection: Connection, kind: StateMachine, name: str, current: str, values: Mapping[str, Any]
) -> bool:
    statement = update(kind.table).where(kind.table.c.id == name, kind.table.c.state == current).values(**values)
    return connection.execute(statement).rowcount == 1
