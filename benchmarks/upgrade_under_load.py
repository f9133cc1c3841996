"""A store is brought up to date under load: the release before goes on serving, then the new one takes its place.

`upgrade_under_load.py CHECKOUT [DATABASE_URL] [PEOPLE SECONDS]`. CHECKOUT is that of an older release, with its front
end built; the database must be empty. People place grommets, follow and judge them, for so many seconds in each phase:
on the old release and its tables; while the first command of the new release brings the tables up to date; on the old
release and the new tables; while the server is exchanged; on the new release. Whoever is told *busy*, or finds nobody,
sends the same once more, as any client should. Prints the answers of each phase, then exits with 1 for an answer that
nobody should get, for an order that is lost, twice there or not made, and for what `store check` finds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Thread
from time import perf_counter, sleep

from answers import BUSY, Answers, show_answers
from interface import has_ended, order_body, random_design, read_order, wait_until
from served import Person, milliseconds, read_json

from configurator.services.common.context import open_context
from configurator.settings import read_settings
from configurator.store.schema import schema_revision
from web.links import API_PREFIX

NEW = Path(__file__).parents[1]
PORT = 8765
# Of all requests.
ORDERS_SHARE = 0.05
# Between two requests of one person, and before one is sent again, in s.
THOUGHT_S, PATIENCE_S = 0.2, 0.5
# How long orders may take that are not made when the load ends, in s.
MAKING_S = 900.0


@dataclass
class Load:
    """What people do, in which phase it is, and all that came of it: orders' tokens by their keys."""

    answers: dict[str, Answers] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    phase: str = ""
    has_ended: bool = False
    threads: list[Thread] = field(default_factory=list)

    def start(self, people: int) -> None:
        """So many people begin."""
        self.threads += [Thread(target=self.live, args=(number,), daemon=True) for number in range(people)]
        for each in self.threads:
            each.start()

    def end(self) -> None:
        """Everybody ends with the answer that is awaited."""
        self.has_ended = True
        for each in self.threads:
            each.join()

    def live(self, number: int) -> None:
        """One person, until the load has ended."""
        rng, person, own = Random(number), Person(PORT, str(number)), 0
        while not self.has_ended:
            key = f"{number}-{own}"
            if rng.random() < ORDERS_SHARE or not own:
                answer = self._ask(person, "place", "/orders", order_body(random_design(rng, 0.0), key))
                own += bool(answer)
                self.orders |= {key: read_json(answer)["token"]} if answer else {}
            else:
                token = self.orders[f"{number}-{rng.randrange(own)}"]
                self._ask(person, "follow", f"/orders/{token}")
            sleep(THOUGHT_S)
        person.close()

    def _ask(self, person: Person, route: str, path: str, body: dict[str, object] | None = None) -> bytes:
        """The answer, empty once the load has ended; asks again where nobody is there, or somebody is busy."""
        while not self.has_ended:
            answers, start = self.answers[self.phase], perf_counter()
            try:
                address = f"{API_PREFIX}{path}"
                status, headers, answer = person.get(address) if body is None else person.post(address, body)
            except (OSError, HTTPException):
                # A server in front would say 502 meanwhile, which such a client takes likewise.
                answers.add(route, BUSY, milliseconds(start))
                person.close()
                sleep(PATIENCE_S)
                continue
            is_busy = status == 503 and "Retry-After" in headers
            answers.add(route, BUSY if is_busy else str(status), milliseconds(start))
            if not is_busy:
                return answer if status < 300 else b""
            sleep(PATIENCE_S)
        return b""

    def begin(self, phase: str) -> None:
        """What is answered from here on belongs to another phase."""
        self.answers[phase] = Answers()
        self.phase = phase


def _environment(checkout: Path, data: Path, database: str) -> dict[str, str]:
    paths = {"PYTHONPATH": str(checkout), "CONFIGURATOR_DATA": str(data), "CONFIGURATOR_ACTOR": "network-1"}
    return os.environ | paths | {"DATABASE_URL": database, "ARTEFACTS": "", "PUBLIC_URL": ""}


def _run(checkout: Path, data: Path, database: str, *words: str) -> str:
    command = [sys.executable, "-m", "configurator", *words]
    environment = _environment(checkout, data, database)
    return subprocess.run(command, env=environment, cwd=checkout, stdout=subprocess.PIPE, text=True, check=True).stdout


@contextmanager
def _serving(checkout: Path, data: Path, database: str) -> Iterator[None]:
    command = [sys.executable, "-m", "configurator", "serve", "--port", str(PORT), "--children", "1"]
    environment = _environment(checkout, data, database)
    with subprocess.Popen(command, env=environment, cwd=checkout, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()


def _revision(data: Path, database: str) -> str | None:
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(data), "DATABASE_URL": database}))
    try:
        return schema_revision(context.engine)
    finally:
        context.engine.dispose()


def upgrade(load: Load, old: Path, data: Path, database: str, seconds: float) -> None:
    """Go through the phases, each for so many seconds but for the upgrade itself and the exchange."""
    load.begin("the old release")
    with _serving(old, data, database):
        sleep(seconds)
        load.begin("while tables are brought up to date")
        start = perf_counter()
        _run(NEW, data, database, "order", "list", "--limit", "1")
        print(f"the first command of the new release took {perf_counter() - start:.1f} s")
        load.begin("the old release on new tables")
        sleep(seconds)
        load.begin("while the server is exchanged")
        start = perf_counter()
    with _serving(NEW, data, database):
        print(f"the exchange of the server took {perf_counter() - start:.1f} s")
        load.begin("the new release")
        sleep(seconds)
        load.end()
        person = Person(PORT, "last")
        tokens = list(load.orders.values())
        print(f"{len(tokens)} orders are placed", flush=True)
        wait_until(lambda: all(has_ended(person, token) for token in tokens), MAKING_S)
        states = [read_order(person, token)["order"]["state"] for token in load.orders.values()]
        print(f"{len(states)} orders: {', '.join(f'{states.count(each)} {each}' for each in sorted({*states}))}")
        assert {*states} == {"made"}, "an order is not made"


def main(checkout: str, database: str = "", people: int = 4, seconds: float = 20.0) -> int:
    """The whole run; 1 where something is at fault."""
    with tempfile.TemporaryDirectory() as folder:
        old, data, load = Path(checkout).absolute(), Path(folder, "data"), Load()
        for file in sorted((NEW / "docs" / "samples" / "factories").iterdir()):
            _run(old, data, database, "factory", "add", str(file))
        load.begin("before anybody serves")
        load.start(people)
        upgrade(load, old, data, database, seconds)
        faults = [f"{phase}: {fault}" for phase, answers in load.answers.items() for fault in answers.faults()]
        for phase, answers in load.answers.items():
            print(f"\n{phase}")
            show_answers(answers, Answers())
        stored = json.loads(_run(NEW, data, database, "order", "list", "--limit", "100000", "--json"))["orders"]
        if len(stored) != len(load.orders):
            faults.append(f"{len(stored)} orders are stored, {len(load.orders)} were answered for")
        # What it finds it says itself, and ends this with an error.
        _run(NEW, data, database, "store", "check", "--quick")
        print(f"\nrevision {_revision(data, database)}")
        for fault in faults:
            print(f"at fault: {fault}", file=sys.stderr)
        return int(bool(faults))


if __name__ == "__main__":
    _, checkout, *rest = sys.argv
    database, *numbers = rest or [""]
    sys.exit(main(checkout, database, *map(int, numbers)))
