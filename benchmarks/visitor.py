"""Somebody at a browser, who notes every answer that he gets, and what there is for him to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from random import Random
from time import perf_counter, sleep
from typing import Any

from answers import BUSY, Answers
from interface import approve, files_body, has_ended, is_handed_over, order_body, random_design, send, wait_until
from served import Person, milliseconds

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.services.designs.configure import build_design

# How many orders there are to see from the start on, and how long they may take, in s.
SIGHT_COUNT, PATIENCE_S = 3, 300.0


def _first_design() -> Design:
    """Which a visitor is at before he has changed anything."""
    template = catalogue.find("grommet")
    return build_design(template, next(iter(template.presets.values())))


@dataclass(frozen=True)
class Sights:
    """What there is to see besides parts: tokens of orders, and addresses of files."""

    orders: Sequence[str]
    files: Sequence[str]


@dataclass
class Visitor:
    """A connection, what its owner chooses by, and the design he is at."""

    person: Person
    rng: Random
    sights: Sights
    answers: Answers
    design: Design = field(default_factory=_first_design)
    # By the address of a page that is polled.
    _tags: dict[str, str] = field(default_factory=dict)

    def get(self, route: str, path: str) -> None:
        """Look at an address; where that was answered with a tag before, ask whether it has changed."""
        self._ask(route, path, None)

    def post(self, route: str, path: str, body: Mapping[str, Any]) -> bytes:
        """Send JSON; the answer, empty unless it is what was wished."""
        return self._ask(route, path, body)

    def _ask(self, route: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        start = perf_counter()
        try:
            status, headers, content = self._send(path, body)
        except (OSError, HTTPException) as error:
            self.answers.add(route, type(error).__name__, milliseconds(start))
            self.person.close()
            return b""
        is_busy = status == 503 and "Retry-After" in headers
        self.answers.add(route, BUSY if is_busy else str(status), milliseconds(start))
        if is_busy:
            sleep(float(headers["Retry-After"]))
        elif "no-cache" in headers.get("Cache-Control", "") and "ETag" in headers:
            self._tags[path] = headers["ETag"]
        return content if status < 300 else b""

    def _send(self, path: str, body: Mapping[str, Any] | None) -> tuple[int, dict[str, str], bytes]:
        return self.person.get(path, self._tags.get(path, "")) if body is None else self.person.post(path, body)


def prepare_sights(person: Person) -> Sights:
    """Orders that factories have, and the files of a part."""
    designs = [random_design(Random(f"sight {number}"), 0.0) for number in range(SIGHT_COUNT)]
    orders = [send(person, "/orders", order_body(each, f"sight-{each.code}"))["token"] for each in designs]
    for order in orders:
        assert wait_until(lambda order=order: has_ended(person, order), PATIENCE_S)
        approve(person, order)
    assert wait_until(lambda: all(is_handed_over(person, order) for order in orders), PATIENCE_S)
    files = send(person, "/files", files_body(designs[0]))["files"]
    return Sights(orders, [each["url"] for each in files.values()])
