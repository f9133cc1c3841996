"""Ways to hand a job over to a factory: each module here that does not begin with `_` brings some as TARGETS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from configurator.domain.validation import StrictModel


@dataclass(frozen=True)
class Target:
    """One way to hand jobs over. A factory's file names it, and has its `settings`, which this model validates.

    Requests and answers are plain values that survive JSON, as the work runs in a process of its own, which may be
    killed at any moment, and is after 30 s. A target reads only what the request names, and knows no database.
    Every request has

        settings   a value for each field of `settings`, as JSON has it; a secret is a plain text field
        folder     path of a folder of this machine for this factory alone; whoever needs it creates it

    A target raises Blocked for what passes by itself, a full disk or a server out of reach: the same is tried again
    later. It raises Failed or Refused for what a person must look at. Messages hold no secrets of the settings: they
    are shown with the job, and recorded.

    `hand_over`, also {"ticket", "files": {name: path}, "digests": {name: SHA-256}}, answers {}: the factory has all
    files, or none. A file without a digest need only be there. Done again, also by two processes at once, it changes
    nothing. Raises Failed if a file with a digest was changed at the factory, or the ticket was withdrawn.

    `withdraw`, also {"ticket"}, answers {"withdrawn": bool}: whether the factory had the job; it no longer makes it.
    Done again, it changes nothing.

    `status` answers {"tickets": [...]}: those that lie at the factory. Raises Blocked where it cannot be reached.

    `place`, also {"ticket"}, answers where the factory finds the job, as text for a person: a path, an address. It
    only computes.
    """

    name: str
    title: str
    settings: type[StrictModel]
    hand_over: Callable[[dict[str, Any]], dict[str, Any]]
    withdraw: Callable[[dict[str, Any]], dict[str, Any]]
    status: Callable[[dict[str, Any]], dict[str, Any]]
    place: Callable[[dict[str, Any]], str]
