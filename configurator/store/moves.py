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
    """What moves: its word, its table, its table of moves."""

    word: str
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
    start = connection.scalar(select(kind.table.c.state).where(kind.table.c.id == name))
    if start is None:
        raise unknown_id(kind.word, name)
    if to not in kind.moves[start] or not _set(connection, kind, name, start, {"state": to, **columns}):
        nexts = ", ".join(map(in_words, sorted(kind.moves[start]))) or "nothing"
        raise refused(
            f"{kind.word.capitalize()} {name} is {in_words(start)} and cannot become {in_words(to)}.",
            kind.word,
            hint=f"From {in_words(start)} it can go to: {nexts}.",
        )
    told = {"from": start, "to": to, **(data or {})}
    events.append_event(connection, actor, event, told, **{f"{kind.word}_id": name}, **(subject or {}))


def unknown_id(word: str, name: str) -> Refused:
    """What to say of a name that nothing has."""
    return refused(f"There is no {word} {name}.", word, hint=f"See them with: configurator {word} list")


def unknown_token(word: str) -> Refused:
    """What to say of a token that leads to nothing, without repeating it: it may be nearly right."""
    return refused(f"There is no {word} under this link.", "token", hint="Copy the whole link, as it was given.")


def in_words(state: str) -> str:
    """A state as it is spoken."""
    return state.replace("_", " ")


def _set(connection: Connection, kind: StateMachine, name: str, start: str, values: Mapping[str, Any]) -> bool:
    changed = update(kind.table).where(kind.table.c.id == name, kind.table.c.state == start).values(**values)
    return connection.execute(changed).rowcount == 1
