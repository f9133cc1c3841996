"""Kills workers, kernels and the server while they work."""

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

import psutil
from sqlalchemy import select

from configurator.services.orders.approve import approve_order
from configurator.services.orders.place_order import place_order
from configurator.store.database import read_transaction
from configurator.store.jobs import select_jobs
from configurator.store.tables import batch_rows, orders
from support import ordering
from support.last_tries import has_last_try
from support.processes import kernels
from support.takeovers import Takeovers, process_id
from support.workers import wait_until

# Few enough that rows of batches get their turn.
MAX_UNMADE_ORDERS = 2


@dataclass
class Chaos:
    """Places orders, approves what is made, and kills one of `victims` at each of `moments`, up to `delay_s` later.

    A moment is a number of items and rows that are made or have failed, and of jobs that are handed over. Victims are
    "worker"; "child", a process of anybody's that has the kernel; and "server", the `visitor`'s. `unreachable` is the
    factory whose jobs are only flagged.
    """

    crew: object
    requests: list
    victims: list
    moments: list
    chance: Random
    workers: int
    children: int
    delay_s: float
    unreachable: str = ""
    visitor: object = None
    orders: dict = field(default_factory=dict)
    kills: list = field(default_factory=list)

    def run(self, patience_s):
        self.takeovers = Takeovers(self.crew.context.engine)
        self._start_workers(self.workers)
        wait_until(self._step, patience_s)
        return self

    def _step(self):
        """Place, approve, note takeovers, kill if it is time; True once everything has ended."""
        states, jobs, rows = self._read_states()
        self._go_on(states)
        self.takeovers.note()
        steps = sum(state != "placed" for state in states.values()) + sum(row != "waiting" for row in rows)
        steps += sum(job.state == "handed_over" for job in jobs)
        if len(self.kills) < len(self.moments):
            if steps >= self.moments[len(self.kills)]:
                self._kill(self.victims[len(self.kills)])
            return False
        is_made = len(states) == len(self.requests) and not {"placed", "made"} & {*states.values()}
        return is_made and "waiting" not in rows and all(map(self._has_ended, jobs)) and not self.takeovers.unstarted

    def _read_states(self):
        """The state of each order by its id, the jobs, the status of each row."""
        with read_transaction(self.crew.context.engine) as connection:
            states = dict(connection.execute(select(orders.c.id, orders.c.state)).all())
            return states, select_jobs(connection, limit=1000), connection.scalars(select(batch_rows.c.status)).all()

    def _has_ended(self, job):
        return job.state == "handed_over" or (job.factory == self.unreachable and job.flag)

    def _go_on(self, states):
        """Approve the orders that are made, and place others."""
        for name in [name for name, state in states.items() if state == "made"]:
            approve_order(self.crew.context, ordering.CLINIC, name)
        if list(states.values()).count("placed") < MAX_UNMADE_ORDERS and len(states) < len(self.requests):
            request = self.requests[len(states)]
            self.orders[request.key] = place_order(self.crew.context, ordering.CLINIC, request).order.id

    def _kill(self, kind):
        """Kill one of a kind after a while; another time where there is none, or something would fail for it."""
        time.sleep(self.chance.uniform(0, self.delay_s))
        if has_last_try(self.crew.context.engine):
            return
        victims = {"worker": self._workers_at_work, "child": self._kernels, "server": self._servers}[kind]()
        if not victims:
            return
        victim = self.chance.choice(victims)
        with suppress(psutil.NoSuchProcess):
            victim.kill()
            self.kills.append(kind)
        if kind == "worker":
            victim.wait()
            self.takeovers.add(len(self.kills), victim.pid)
            self._replace_workers()

    def _workers_at_work(self):
        """The living workers that have begun something, all of them where none has."""
        at_work = {process_id(executor) for executor in self.takeovers.executors().values()}
        living = self.crew.living_workers()
        return [each for each in living if each.pid in at_work] or living

    def _kernels(self):
        return kernels([*self.crew.running_processes(), *(self.visitor.running_processes() if self.visitor else [])])

    def _servers(self):
        return [self.visitor.server.process] if self.visitor.server.process.poll() is None else []

    def _replace_workers(self):
        """Start as many as are missing; where others live, perhaps not yet."""
        missing = self.workers - len(self.crew.living_workers())
        self._start_workers(missing if missing == self.workers else self.chance.randint(0, missing))

    def _start_workers(self, number):
        for _ in range(number):
            self.crew.start(self.children)

    def order_ids(self, *words):
        """The orders whose keys begin with one of these words."""
        return [name for key, name in self.orders.items() if key.split()[0] in words]

    def lines(self):
        """What was killed, and the times of the takeovers, in words."""
        counts = Counter(self.kills)
        yield "killed: " + ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        yield from self.takeovers.lines()
