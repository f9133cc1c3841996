"""Set a factory up, paused or down, and release or flag its jobs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.production.factories import FactoryState
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.services.common.access import require_in
from configurator.services.common.context import Context
from configurator.services.factories.factories import MAX_SELECTED_ROWS, retry_waiting
from configurator.services.production.placing import PLACING_PAUSE_S, propose_factories
from configurator.services.production.route import release_job
from configurator.store import events, factories, jobs
from configurator.store.database import write_transaction


def set_factory_state(context: Context, actor: Actor, factory: str, state: str) -> Sequence[Job]:
    """Set a factory up, paused or down; returns the jobs at a factory that went down, as they are afterwards.

    Down: jobs not physically started move to other factories, several of them placed together; the others are flagged
    for a person.
    Up: waiting jobs are routed again. Raises Forbidden, and Refused for an unknown factory or state.
    """
    require_in(context, Right.CHANGE_FACTORY, "factory", factory)
    after = next((each for each in FactoryState if each == state), None)
    if after is None:
        raise refused(f"{state!r} is no state of a factory.", "state", hint=f"One of: {', '.join(FactoryState)}.")
    with write_transaction(context.engine) as connection:
        before = factories.update_factory_state(connection, factory, after)
        if before != after:
            events.append_event(connection, actor, f"factory_{after}", {"before": before}, factory=factory)
        if after.takes_jobs:
            retry_waiting(context, connection)
        vacated = _vacate_factory(context, connection, actor, factory) if not after.keeps_jobs else []
    waiting = [each for each in vacated if each.state is JobState.WAITING]
    if len(waiting) > 1:
        propose_factories(context, waiting)
    return vacated


def _vacate_factory(context: Context, connection: Connection, actor: Actor, factory: str) -> Sequence[Job]:
    leased = [each for each in JobState if each.is_leased]
    factory_jobs = jobs.select_jobs(connection, states=leased, factory=factory, limit=MAX_SELECTED_ROWS)
    # They are routed one by one, once it is known where each of several is placed.
    pause_s = PLACING_PAUSE_S if sum(each.state.is_movable for each in factory_jobs) > 1 else 0.0
    # Always locked in the same order, to avoid deadlocks.
    for job in sorted(factory_jobs, key=lambda job: (job.order, job.id)):
        locked = jobs.lock_job(connection, job.id)
        if locked.state.is_movable and locked.factory == factory:
            release_job(context, connection, actor, locked, f"{factory} went down", pause_s)
        elif locked.state.is_physical and locked.factory == factory:
            jobs.flag_job(connection, actor, locked, f"{factory} went down with the part {locked.state}: ask there")
    return [jobs.get_job(connection, job.id) for job in factory_jobs]
