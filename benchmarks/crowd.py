"""Many people configuring at once on one server: what each waits, what memory is used, whether anything fails.

Beside it, in the same run: the same requests by one person alone; a slider dragged without a pause; and
five times as many people as the server takes, who do not think between two requests.
"""

from __future__ import annotations

import statistics
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from time import perf_counter, sleep
from typing import Any

from footprint import shared_memory
from served import Person, milliseconds, server

from configurator import catalogue
from configurator.services.making.random_values import random_values

PEOPLE, CROWD, SECONDS = 50, 250, 30.0
# How long a person looks and types between two changes, in s.
THOUGHT = (1.0, 4.0)
DRAGGED = 10.0


@dataclass
class Told:
    """What was measured: milliseconds per judgement and preview, and the number of answers by status."""

    judged: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main(people: int) -> None:
    """Print what one, many and too many people wait, and the memory of all processes."""
    with server() as (port, process):
        configure(Person(port, "warm"), Random(0), 12.0, (0.0, 0.0), Told())
        alone = Told()
        configure(Person(port, "alone"), Random(1), 10.0, (0.2, 0.2), alone)
        show("one person", alone, alone)
        show(f"{people} people", crowd(port, people, SECONDS, THOUGHT), alone)
        print(f"  memory of the server and its processes: {shared_memory(process) / 1e6:.0f} MB")
        drag(port)
        show(f"{CROWD} people without a thought", crowd(port, CROWD, 15.0, (0.0, 0.05)), alone)
        after = Told()
        configure(Person(port, "after"), Random(2), 10.0, (0.2, 0.2), after)
        show("one person, afterwards", after, alone)


def crowd(port: int, people: int, seconds: float, thought: tuple[float, float]) -> Told:
    """All of them at once."""
    return configure_at_once([Person(port, f"person-{number}") for number in range(people)], seconds, thought)


def configure_at_once(people: Sequence[Person], seconds: float, thought: tuple[float, float]) -> Told:
    """These, each with a chance of their own."""
    samples = Told()
    with ThreadPoolExecutor(len(people)) as threads:
        futures = [
            threads.submit(configure, person, Random(number), seconds, thought, samples)
            for number, person in enumerate(people)
        ]
    for each in futures:
        each.result()
    return samples


def configure(person: Person, rng: Random, seconds: float, thought: tuple[float, float], samples: Told) -> None:
    """Change everything, look, think, and again; every second person wants an orthosis."""
    template = catalogue.templates()[rng.choice(["foot_orthosis", "grommet"])]
    end = perf_counter() + seconds
    while perf_counter() < end:
        values = {name: value for name, value in random_values(template, rng).items() if value is not None}
        start = perf_counter()
        answer = person.judge(template.id, values)
        samples.judged.append(milliseconds(start))
        start = perf_counter()
        status, headers, _ = person.get(answer["preview"])
        samples.statuses[status] += 1
        if status == 200:
            samples.shown.append(milliseconds(start))
        elif status == 503:
            sleep(float(headers["Retry-After"]))
        sleep(rng.uniform(*thought))


def drag(port: int) -> None:
    """One person's slider: a request every 50 ms, each for another shape; then how long until the last one is there."""
    statuses: Counter[int] = Counter()
    template, judge = catalogue.templates()["foot_orthosis"], Person(port, "judge")
    values: dict[str, Any] = dict(template.parameters().model_dump(exclude_none=True))

    def request_preview(length: float) -> None:
        answer = judge.judge(template.id, {**values, "foot_length": length})
        threading.Thread(target=lambda: statuses.update([Person(port, "hand").get(answer["preview"])[0]])).start()

    start, count = perf_counter(), 0
    while perf_counter() - start < DRAGGED:
        request_preview(round(250 + count * 0.07, 2))
        count += 1
        sleep(0.05)
    start = perf_counter()
    last = judge.judge(template.id, {**values, "foot_length": 281.3})
    status, _, _ = Person(port, "hand").get(last["preview"])
    waited_ms = milliseconds(start)
    print(f"slider: {count} wishes in {DRAGGED:g} s; the last one shown ({status}) {waited_ms:.0f} ms after release")
    print(f"  answers to the others: {dict(statuses)}")


def show(whom: str, samples: Told, alone: Told) -> None:
    """Ratio to one person alone first."""
    ratio = statistics.median(samples.shown) / statistics.median(alone.shown)
    print(f"{whom}: previews {ratio:.2f} times as long as for one alone; answers {dict(samples.statuses)}")
    for name, times in (("judged", samples.judged), ("shown", samples.shown)):
        slow = statistics.quantiles(times, n=20)[-1]
        print(
            f"  {name:<7}{statistics.median(times):>8.0f} ms; 95 of 100 within {slow:.0f}, all within {max(times):.0f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
