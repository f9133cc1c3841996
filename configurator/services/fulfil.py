"""Make the files of an item, so that whatever dies on the way nothing is lost and nothing endless."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.designs import Design
from configurator.domain.errors import Blocked, ConfiguratorError, Crashed, refused
from configurator.domain.orders import Item
from configurator.folders import partial
from configurator.pool import Pool
from configurator.services.make import REPORT, make
from configurator.services.office import Office
from configurator.services.works import making
from configurator.store import designs, events, objects, orders
from configurator.store.database import reading, writing
from configurator.store.moves import ITEM, ORDER, move

KINDS = ("step", "3mf", "png")
# SHA-256 and size in bytes by format.
Files = Mapping[str, tuple[str, int]]
# A kernel that dies so often on a design will always die on it.
CRASHES = 3
# A worker may die for no fault of the design's; this often it is no coincidence.
DEATHS = 10


def make_item(office: Office, pool: Pool, scratch: Path, actor: str, item: str, attempt: int) -> bool:
    """Make and keep the files of an item that still waits; True if it must be done again at once."""
    with writing(office.engine) as connection:
        found = _begin(connection, actor, item)
    if found is None:
        return False
    try:
        files, report = _made(office, pool, scratch, found.design)
    except Crashed as error:
        return _crashed(office, actor, item, str(error))
    except Blocked as error:
        _blocked(office, actor, found, attempt, str(error))
    except ConfiguratorError as error:
        with writing(office.engine) as connection:
            _fail(connection, actor, found, str(error))
    else:
        _finish(office, actor, found, files, report["bounds_mm"])
    return False


def _begin(connection: Connection, actor: str, item: str) -> Item | None:
    """Count the attempt; None if there is nothing to make, or no longer."""
    found = _locked(connection, item)
    if found.state != "waiting" or orders.get_order(connection, found.order).state != "placed":
        return None
    if found.starts - found.crashes >= DEATHS:
        _fail(connection, actor, found, f"Its making was cut off {DEATHS} times by the death of a worker.")
        return None
    orders.count_item(connection, item, starts=1)
    return found


def _made(office: Office, pool: Pool, scratch: Path, design: Design) -> tuple[Files, Mapping[str, Any]]:
    """The files and the report, made now or known already."""
    with reading(office.engine) as connection:
        known = designs.find_artefacts(connection, design, (*KINDS, REPORT))
    if len(known) == len(KINDS) + 1 and all(objects.has(office.objects, digest) for digest in known.values()):
        return {kind: (digest, 0) for kind, digest in known.items()}, read_report(office, known)
    _unchanged(design)
    with partial(scratch) as folder:
        made = make(pool, design, list(KINDS), folder)
        contents = {kind: path.read_bytes() for kind, path in made.files.items()}
    return {kind: (objects.put(office.objects, data), len(data)) for kind, data in contents.items()}, made.report


def _unchanged(design: Design) -> None:
    """Refuse to build another shape under the same name."""
    version = catalogue.find(design.template).version
    if version != design.version:
        raise refused(
            f"It was ordered as version {design.version} of {design.template}, which is now {version}.",
            "template",
            hint="Order it again: the new version gives another shape.",
        )


def _finish(office: Office, actor: str, item: Item, files: Files, bounds: Sequence[Sequence[float]]) -> None:
    digests = {kind: digest for kind, (digest, _) in files.items()}
    size = [round(high - low, 3) for low, high in zip(*bounds, strict=True)]
    with writing(office.engine) as connection:
        designs.keep_artefacts(connection, item.design, files)
        if _locked(connection, item.id).state == "waiting":
            told, subject = {"files": digests}, {"order_id": item.order}
            move(connection, ITEM, item.id, "made", actor, "item_made", told, subject, files=digests, size_mm=size)
            _whole(connection, actor, item.order)


def _whole(connection: Connection, actor: str, order: str) -> None:
    """Once the last item is made, the order is."""
    found = orders.get_order(connection, order)
    if found.state == "placed" and all(item.state == "made" for item in found.items):
        move(connection, ORDER, order, "made", actor, "order_made")


def _crashed(office: Office, actor: str, item: str, reason: str) -> bool:
    with writing(office.engine) as connection:
        found = _locked(connection, item)
        if found.state != "waiting":
            return False
        orders.count_item(connection, item, crashes=1)
        told = {"reason": reason, "crashes": found.crashes + 1}
        events.append(connection, actor, "item_crashed", told, order_id=found.order, item_id=item)
        if found.crashes + 1 >= CRASHES:
            _fail(connection, actor, found, f"{reason} It was tried {CRASHES} times.")
            return False
    return True


def _blocked(office: Office, actor: str, item: Item, attempt: int, reason: str) -> None:
    """Neither the design nor the kernel is at fault: come back to it."""
    with writing(office.engine) as connection:
        # An attempt that ended in good order is no death.
        orders.count_item(connection, item.id, starts=-1)
        if attempt == 1:
            events.append(connection, actor, "item_delayed", {"reason": reason}, order_id=item.order, item_id=item.id)
        office.enqueue(connection, making(item.id, attempt + 1))


def _fail(connection: Connection, actor: str, item: Item, reason: str) -> None:
    found = _locked(connection, item.id)
    if found.state != "waiting":
        return
    told = {"reason": reason, "starts": found.starts, "crashes": found.crashes}
    move(connection, ITEM, item.id, "failed", actor, "item_failed", told, {"order_id": item.order}, reason=reason)
    if orders.get_order(connection, item.order).state == "placed":
        move(connection, ORDER, item.order, "failed", actor, "order_failed", {"reason": reason}, reason=reason)


def _locked(connection: Connection, item: str) -> Item:
    orders.lock(connection, orders.get_item(connection, item).order)
    return orders.get_item(connection, item)


def read_report(office: Office, digests: Mapping[str, str]) -> dict[str, Any]:
    """The report among an item's artefacts."""
    report: dict[str, Any] = json.loads(objects.get(office.objects, digests[REPORT]))
    return report
