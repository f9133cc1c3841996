"""How long machines take for what is made, as PrusaSlicer tells it by their own profiles: asked once, and kept."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from configurator.domain.errors import Crashed, Failed, failed
from configurator.domain.orders.orders import Item, Order
from configurator.domain.parts.dimensions import Point
from configurator.domain.production.capacity import able_machines
from configurator.domain.production.machine_hours import unsliced_profiles
from configurator.domain.production.quotes import QuoteRequest
from configurator.domain.production.sliced_hours import NOT_INSTALLED, SlicedHours
from configurator.domain.production.slicer_profiles import FILAMENT, SlicerProfile
from configurator.folders import cannot_write
from configurator.production import slicer
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.own_process import call_in_process
from configurator.services.making.artefacts import load_report, read_file
from configurator.services.quotes.made_pieces import SLICED_FORMAT, sliced_file
from configurator.services.quotes.quotes import able_factories, order_requests
from configurator.store import slicing
from configurator.store.database import read_transaction, write_transaction

log = logging.getLogger("configurator.services.quotes")
# What slicing one file may take; a foot orthosis takes 8 s of processor time with PrusaSlicer 2.5.
SLICE_LIMIT_S, SLICE_MEMORY_GIB = 300.0, 4.0
UPWARDS: Point = (0.0, 0.0, 1.0)


def waits_for_slicer(connection: Connection, requests: Iterable[QuoteRequest]) -> bool:
    """Whether a factory that would be asked has a machine whose slicer is still to be asked."""
    return any(any(_unsliced(connection, each)) for each in requests)


def slice_order(context: MakingContext, order: Order) -> None:
    """Ask for the hours of every made item by the profiles of the factories that would be asked, and keep them.

    What cannot be told is kept with its reason. Raises Blocked, and what `load_report` raises.
    """
    requests = order_requests(context, order)
    for item in order.items:
        if item.id not in requests or not sliced_file(requests[item.id].offer, item.files):
            continue
        with read_transaction(context.engine) as connection:
            profiles = list(_unsliced(connection, requests[item.id]))
            texts = slicing.profile_texts(connection, [each.sha256 for each in profiles])
        for profile in [each for each in profiles if each.sha256 in texts]:
            told = _ask(context, item, texts[profile.sha256])
            log.info("item %s with %s: %s", item.id, profile.name, told.reason or f"{told.hours:.2f} h")
            with write_transaction(context.engine) as connection:
                slicing.save_hours(connection, item.files[SLICED_FORMAT], profile.sha256, told)


def _unsliced(connection: Connection, request: QuoteRequest) -> Iterator[SlicerProfile]:
    if request.offer.process != FILAMENT:
        return
    factories = able_factories(connection, request)
    machines = (each for factory in factories for each in able_machines(factory, request.offer, request.piece))
    yield from unsliced_profiles(machines, request.piece)


def _ask(context: MakingContext, item: Item, profile: str) -> SlicedHours:
    """What the slicer tells of an item's file. Raises Blocked, and what `load_report` raises."""
    if not slicer.is_installed():
        return SlicedHours(None, NOT_INSTALLED)
    model, up = read_file(context, item.files[SLICED_FORMAT], SLICED_FORMAT), _up(context, item)
    try:
        with TemporaryDirectory(dir=context.scratch) as folder:
            Path(folder, slicer.MODEL).write_bytes(model)
            Path(folder, slicer.PROFILE).write_text(profile, encoding="utf-8")
            return _call(Path(folder), up)
    except OSError as error:
        raise cannot_write(context.scratch, error) from None


def _call(folder: Path, up: Point) -> SlicedHours:
    overdue = failed(f"PrusaSlicer took longer than {SLICE_LIMIT_S:g} s.")
    request = {"folder": str(folder), "up": up}
    try:
        answer = call_in_process(
            "configurator.production.slicer:tell_hours", request, SLICE_LIMIT_S, SLICE_MEMORY_GIB, overdue
        )
    except Crashed:
        return SlicedHours(None, "PrusaSlicer ended without an answer")
    except Failed as error:
        return SlicedHours(None, error.problems[0].message.rstrip("."))
    return SlicedHours(answer["hours"])


def _up(context: Context, item: Item) -> Point:
    """Which way of its own axes shows upwards as it best lies."""
    pose = load_report(context, item.files).pose(item.offer)
    return pose.rotation[2] if pose else UPWARDS
