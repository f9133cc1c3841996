"""Factories, as the command line prints them."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.cli.output import print_json, print_line, print_message, print_table
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.services.orders.json_shapes import factory_json, job_json


def show_added(factory: Factory, new: bool, as_json: bool) -> None:
    """Print whether the factory is new."""
    if as_json:
        print_json({"factory": factory_json(factory), "new": new})
        return
    print_message(f"Factory {factory.id} ({factory.title}) is {'added' if new else 'changed'}; it is {factory.state}.")


def show_factories(factories: Sequence[Factory], as_json: bool) -> None:
    """Print one line per factory."""
    if as_json:
        print_json({"factories": [factory_json(each) for each in factories]})
        return
    rows = [(each.id, each.state, _place(each), "; ".join(map(_machine, each.machines))) for each in factories]
    print_table(["factory", "state", "place", "machines"], rows)


def show_state(factory: str, state: str, touched: Sequence[Job], as_json: bool) -> None:
    """A line for every job that moves away or that a person must look at, and why."""
    if as_json:
        print_json({"factory": factory, "state": state, "jobs": [job_json(job) for job in touched]})
        return
    print_message(f"Factory {factory} is {state}.")
    for job in touched:
        moves = f"moves away, as {job.reason}" if job.state is JobState.WAITING else f"stays, {job.state}"
        print_line(f"{job.ticket}  {f'LOOK: {job.flag}' if job.flag else moves}")


def _place(factory: Factory) -> str:
    return f"{factory.place.latitude:g},{factory.place.longitude:g}"


def _machine(machine: Machine) -> str:
    size = "x".join(f"{side:g}" for side in machine.build_mm)
    return f"{machine.id} ({machine.process} {'/'.join(machine.materials)}, {size})"
