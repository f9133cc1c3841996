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
from configurator.services.making.random_values import random_values
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
    """Of `POST /orders`: one piece, for a patient in Dresden, in whichever offer fits."""
    item = {"template": design.template, "sheet": {"measurements": values(design)}}
    person = {"patient": "K-2041", "prescription": "RX-77"}
    return {"items": [item], **person, "deliver_to": ADDRESS, "key": key, "actor": ACTOR}


def send(person: Person, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The JSON that is answered; asks again where the answer is *busy*."""
    while True:
        status, headers, answer = person.post(f"{API_PREFIX}{path}", body)
        if status != 503 or "Retry-After" not in headers:
            assert status < 300, answer
            return read_json(answer)
        sleep(float(headers["Retry-After"]))


def has_ended(person: Person, order: str) -> bool:
    """Whether all files of an order (its token) are there, or it has failed."""
    return bool(read_order(person, order)["order"]["state"] != "placed")


def read_order(person: Person, order: str) -> dict[str, Any]:
    """The order, its jobs and its record."""
    return person.read(f"{API_PREFIX}/orders/{order}")


def seconds_until_made(record: dict[str, Any]) -> float | None:
    """From the placing of an order, by its record; None if it is not made."""
    made_at = [each["at"] for each in record["events"] if each["kind"] == "order_made"]
    placed_at = record["order"]["placed_at"]
    return (datetime.fromisoformat(made_at[0]) - datetime.fromisoformat(placed_at)).total_seconds() if made_at else None


def rows_made(person: Person, batch: str) -> int:
    """How many rows of a batch are made by now."""
    return int(person.read(batch)["counts"]["made"])


def approve(person: Person, order: str) -> None:
    """Let it be produced, whatever its sizes are."""
    send(person, f"/orders/{order}/approve", {"actor": ACTOR, "deviation": "The part is for a benchmark."})


def is_handed_over(person: Person, order: str) -> bool:
    """Whether a factory has every job of an approved order."""
    return all(each["state"] == "handed_over" for each in read_order(person, order)["jobs"])


def wait_until(condition: Callable[[], bool], patience_s: float) -> bool:
    """Whether it comes about in that time."""
    end = perf_counter() + patience_s
    while not (is_fulfilled := condition()) and perf_counter() < end:
        sleep(LOOK_INTERVAL_S)
    return is_fulfilled
