"""What programs send to the interface to have parts made, and how they follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random
from time import perf_counter, sleep
from typing import Any

from served import Person, read_json

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.services.designs.configure import build_design
from configurator.services.making.template_check import random_values
from web.links import API_PREFIX

LOOK_INTERVAL_S = 0.5
ACTOR = "clinic-7"
ADDRESS = {
    "name": "Practice for feet",
    "street": "Elbhang 12",
    "city": "Dresden",
    "country": "Germany",
    "latitude": 51.05,
    "longitude": 13.82,
}


def random_design(rng: Random, orthoses: float) -> Design:
    """Over the range of its template: an orthosis in that share of cases, else a grommet."""
    template = catalogue.find("foot_orthosis" if rng.random() < orthoses else "grommet")
    return build_design(template, template.parameters(**random_values(template, rng)))


def values(design: Design) -> dict[str, Any]:
    """Its parameters without the empty ones."""
    return {name: value for name, value in design.parameters.items() if value is not None}


def files_body(design: Design) -> dict[str, Any]:
    """Of `POST /files`."""
    return {"template": design.template, "values": values(design), "formats": ["stl", "step"]}


def batch_body(designs: Iterable[Design], key: str) -> dict[str, Any]:
    """Of `POST /batches`, for grommets."""
    rows = [values(each) for each in designs]
    return {"template": "grommet", "rows": rows, "formats": ["stl"], "key": key, "actor": ACTOR}


def order_body(design: Design, key: str) -> dict[str, Any]:
    """Of `POST /orders`: one piece, to Dresden, in whichever offer fits."""
    item = {"template": design.template, "sheet": {"measurements": values(design)}}
    return {"items": [item], "deliver_to": ADDRESS, "key": key, "actor": ACTOR}


def send(person: Person, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The JSON that is answered; asks again where the answer is *busy*."""
    while True:
        status, headers, answer = person.post(f"{API_PREFIX}{path}", body)
        if status != 503:
            assert status < 300, answer
            return read_json(answer)
        sleep(float(headers["Retry-After"]))


def is_made(person: Person, order: str) -> bool:
    """Whether all files of an order (its token) are there. Raises AssertionError if it failed."""
    state = person.read(f"{API_PREFIX}/orders/{order}")["order"]["state"]
    assert state in ("placed", "made", "approved"), state
    return bool(state != "placed")


def seconds_until_made(person: Person, order: str, patience_s: float) -> float | None:
    """From its placing, by the record; None if it is not made in time."""
    if not wait_until(lambda: is_made(person, order), patience_s):
        return None
    followed = person.read(f"{API_PREFIX}/orders/{order}")
    made_at = next(each["at"] for each in followed["events"] if each["kind"] == "order_made")
    return (datetime.fromisoformat(made_at) - datetime.fromisoformat(followed["order"]["placed_at"])).total_seconds()


def approve(person: Person, order: str) -> None:
    """Let it be produced, whatever its sizes are."""
    send(person, f"/orders/{order}/approve", {"actor": ACTOR, "deviation": "The part is for a benchmark."})


def is_handed_over(person: Person, order: str) -> bool:
    """Whether a factory has every job of an approved order."""
    jobs = person.read(f"{API_PREFIX}/orders/{order}")["jobs"]
    return all(each["state"] == "handed_over" for each in jobs)


def wait_until(condition: Callable[[], bool], patience_s: float) -> bool:
    """Whether it comes about in that time."""
    end = perf_counter() + patience_s
    while not (is_fulfilled := condition()) and perf_counter() < end:
        sleep(LOOK_INTERVAL_S)
    return is_fulfilled
