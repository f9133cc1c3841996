"""What people do at the whole service, each with how often: customers, clinics, factories, whoever watches."""

from __future__ import annotations

import json
from collections.abc import Callable
from time import perf_counter, sleep
from urllib.parse import urlencode

from interface import files_body, random_design, values
from visitor import Visitor

from configurator import catalogue
from configurator.services.previews.shapes import shape_of
from web.keys import KEY, new_key
from web.links import API_PREFIX, parameter_texts, picture_url
from web.pages.catalogue import picture

# The others look at grommets.
ORTHOSES_SHARE = 0.3
# How long a person looks and types between two visits, in s.
THOUGHT_S = (1.0, 4.0)
FACTORIES = ("berlin", "birmingham", "gdansk", "lyon")


def browse(visitor: Visitor) -> None:
    """The catalogue with its pictures."""
    visitor.get("catalogue", "/")
    for template in catalogue.templates().values():
        visitor.get("picture, stored", picture(template))


def look(visitor: Visitor) -> None:
    """The page of a part."""
    visitor.get("part page", f"/parts/{visitor.design.template}?{_query(visitor)}")


def configure(visitor: Visitor) -> None:
    """Change everything, and see it."""
    visitor.design = random_design(visitor.rng, ORTHOSES_SHARE)
    body = {"template": visitor.design.template, "values": values(visitor.design)}
    if answer := visitor.post("judge", f"{API_PREFIX}/designs", body):
        visitor.get("preview", json.loads(answer)["preview"])


def begin_order(visitor: Visitor) -> None:
    """The order form, with the picture of the design."""
    visitor.get("order form", f"/parts/{visitor.design.template}/order?{_query(visitor)}&{KEY}={new_key()}")
    visitor.get("picture, drawn", picture_url(shape_of(visitor.design), "picture"))


def make(visitor: Visitor) -> None:
    """Have files made, as a page does it and waits."""
    visitor.post("files, made", f"{API_PREFIX}/files", files_body(visitor.design))


def download(visitor: Visitor) -> None:
    """A file that was made before."""
    visitor.get("file, made before", visitor.rng.choice(visitor.sights.files))


def follow(visitor: Visitor) -> None:
    """The page of an order asks whether anything has happened."""
    visitor.get("order followed", f"/orders/{visitor.rng.choice(visitor.sights.orders)}/progress")


def poll_board(visitor: Visitor) -> None:
    """The board of a factory asks whether anything has happened."""
    visitor.get("factory's board", f"/factories/{visitor.rng.choice(FACTORIES)}/jobs")


def open_sheet(visitor: Visitor) -> None:
    """A clinician begins a sheet."""
    visitor.get("clinic sheet", f"/clinic/?{KEY}={new_key()}")


def watch(visitor: Visitor) -> None:
    """The state of the service, as a page."""
    visitor.get("/status", "/status")


def measure(visitor: Visitor) -> None:
    """The state of the service, as Prometheus asks for it."""
    visitor.get("/metrics", "/metrics")


def list_templates(visitor: Visitor) -> None:
    """A program reads which parts there are."""
    visitor.get("templates, JSON", f"{API_PREFIX}/templates")


def read_order(visitor: Visitor) -> None:
    """A program follows an order."""
    visitor.get("order, JSON", f"{API_PREFIX}/orders/{visitor.rng.choice(visitor.sights.orders)}")


# How often, of 200 visits.
VISITS: dict[Callable[[Visitor], None], int] = {
    configure: 60,
    follow: 30,
    poll_board: 25,
    look: 20,
    browse: 15,
    read_order: 13,
    open_sheet: 10,
    download: 10,
    list_templates: 6,
    begin_order: 4,
    watch: 3,
    measure: 3,
    make: 1,
}


def live(visitor: Visitor, seconds: float) -> None:
    """Do one of these by chance, look and think, and again."""
    end = perf_counter() + seconds
    sleep(visitor.rng.uniform(0.0, THOUGHT_S[1]))
    while perf_counter() < end:
        (chosen,) = visitor.rng.choices(list(VISITS), list(VISITS.values()))
        chosen(visitor)
        sleep(visitor.rng.uniform(*THOUGHT_S))


def _query(visitor: Visitor) -> str:
    return urlencode(parameter_texts(visitor.design))
