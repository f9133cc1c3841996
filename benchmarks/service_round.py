"""A round of the whole service's work: previews, files, a batch and orders at once, until all of it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from random import Random
from time import sleep

from interface import (
    approve,
    batch_body,
    files_body,
    has_ended,
    is_handed_over,
    order_body,
    random_design,
    read_order,
    send,
    wait_until,
)
from served import Person

from configurator.services.previews.shapes import shape_of
from web.links import preview_url

VIEWERS = 4
# The share of orthoses, of grommets otherwise; and of previews that were looked at before.
ORTHOSES_SHARE, SEEN_SHARE = 0.1, 0.1
# How long all of a round may take, in s.
PATIENCE_S = 1800.0


@dataclass(frozen=True)
class Amounts:
    """Previews, parts and orders."""

    previews: int = 20_000
    parts: int = 2_000
    orders: int = 500

    def share(self, rounds: int) -> Amounts:
        """What each of so many rounds has to do."""
        return Amounts(self.previews // rounds, self.parts // rounds, self.orders // rounds)


def work_round(port: int, amounts: Amounts, name: str, counts: Counter[str]) -> None:
    """Do all of it, at once, and count what came of it. Raises AssertionError for an answer that should not be."""
    made_now = amounts.parts // 2
    acts: list[Callable[[Person, Random, Counter[str]], None]] = [
        *[partial(look, amounts.previews // VIEWERS)] * VIEWERS,
        partial(make_files, made_now),
        partial(make_rows, amounts.parts - made_now, name),
        partial(order, amounts.orders, name),
    ]
    with ThreadPoolExecutor(len(acts)) as threads:
        for future in [threads.submit(_act, act, port, f"{name}-{number}") for number, act in enumerate(acts)]:
            counts.update(future.result())


def look(number: int, person: Person, rng: Random, counts: Counter[str]) -> None:
    """Look at previews, one after the other."""
    designs = [random_design(rng, ORTHOSES_SHARE)]
    while counts["previews"] < number:
        design = rng.choice(designs) if rng.random() < SEEN_SHARE else random_design(rng, ORTHOSES_SHARE)
        status, headers, answer = person.get(preview_url(shape_of(design)))
        if status == 503:
            counts["busy"] += 1
            sleep(float(headers["Retry-After"]))
            continue
        assert status == 200, answer
        designs.append(design)
        counts.update(["previews", *(["cached"] if headers["Server-Timing"] == "known" else [])])


def make_files(number: int, person: Person, rng: Random, counts: Counter[str]) -> None:
    """Have parts made at once, one after the other."""
    for _ in range(number):
        send(person, "/files", files_body(random_design(rng, ORTHOSES_SHARE)))
        counts["parts"] += 1


def make_rows(number: int, name: str, person: Person, rng: Random, counts: Counter[str]) -> None:
    """Have a batch made."""
    batch = send(person, "/batches", batch_body([random_design(rng, 0.0) for _ in range(number)], name))["follow"]
    assert wait_until(lambda: person.read(batch)["counts"]["waiting"] == 0, PATIENCE_S), "a batch stands still"
    counts["parts"] += person.read(batch)["counts"]["made"]


def order(number: int, name: str, person: Person, rng: Random, counts: Counter[str]) -> None:
    """Place orders, approve each when it is made, and wait until factories have all of them; print those that fail."""
    bodies = [order_body(random_design(rng, ORTHOSES_SHARE), f"{name}-{each}") for each in range(number)]
    approved = []
    for token in [send(person, "/orders", body)["token"] for body in bodies]:
        assert wait_until(partial(has_ended, person, token), PATIENCE_S), "an order is not made"
        details = read_order(person, token)["order"]
        if details["state"] == "failed":
            print(f"an order has failed: {[each['reason'] for each in details['items']]}", flush=True)
            continue
        approve(person, token)
        approved.append(token)
    for token in approved:
        assert wait_until(partial(is_handed_over, person, token), PATIENCE_S), "an order is not handed over"
        counts["orders"] += 1


def _act(act: Callable[[Person, Random, Counter[str]], None], port: int, name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    with closing(Person(port, name)) as person:
        act(person, Random(name), counts)
    return counts
