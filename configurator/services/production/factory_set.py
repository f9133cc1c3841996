"""Which files a job's factory gets: those of the item, or with holes as asked where it compensates them itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from configurator.domain.production.jobs import Job
from configurator.services.common.context import MakingContext
from configurator.services.factories.factories import find_factory
from configurator.services.making.artefacts import load_report
from configurator.services.making.files import make_files
from configurator.services.orders.make_item import item_drafting, order_formats
from configurator.store import orders
from configurator.store.database import read_transaction


def files_for_factory(context: MakingContext, job: Job) -> Mapping[str, str]:
    """SHA-256 by format. Holes are never compensated twice: a factory that widens them itself gets files with the holes
    that were asked for, which are made now if need be. Raises what `make_files` raises.
    """
    with read_transaction(context.engine) as connection:
        item, factory = orders.get_item(connection, job.item), find_factory(connection, job.factory)
        order = orders.get_order(connection, job.order)
    if not factory.compensates_holes or not load_report(context, item.files).hole_compensation_mm:
        return item.files
    as_asked = replace(item_drafting(order, item), hole_compensation_mm=0.0)
    stored = make_files(context, item.design, order_formats(item.design), as_asked)
    return {kind: sha256 for kind, (sha256, _) in stored.files.items()}
