"""Kills workers while they work, and measures how soon others go on."""

import time
from dataclasses import dataclass, field
from statistics import median

import shop
from sqlalchemy import bindparam, text
from workers import wait_until

from configurator.services.approve import approve_order
from configurator.store.works import TABLES


@dataclass
class Turmoil:
    """Approves every order as soon as it is made, and kills when so many steps are done, each time a little later.

    `replaced` says of each killed worker whether another one is started at once.
    """

    crew: object
    orders: list
    moments: list
    delays: list
    replaced: list
    children: int = 1
    kills: list = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    took: dict = field(default_factory=dict)

    def run(self):
        wait_until(self._step, patience=180)
        return self

    def _step(self):
        """True when all is over."""
        steps = self._approve()
        self._see_takeovers()
        if len(self.kills) < len(self.moments) and steps >= self.moments[len(self.kills)] and self._pending():
            self._kill()
        return len(self.kills) == len(self.moments) and self._over() and not self.waiting

    def _approve(self):
        """How many parts are made, have failed or are handed over; those just made go on."""
        steps = 0
        for name in self.orders:
            order = shop.see(self.crew.office, name)
            if order.state == "made":
                approve_order(self.crew.office, shop.CLINIC, name)
            steps += order.state != "placed"
            steps += sum(job.state == "handed_over" for job in shop.jobs_of(self.crew.office, name))
        return steps

    def _over(self):
        ends = [job.state for name in self.orders for job in shop.jobs_of(self.crew.office, name)]
        failed = sum(shop.see(self.crew.office, name).state == "failed" for name in self.orders)
        return len(ends) + failed == len(self.orders) and set(ends) == {"handed_over"}

    def _kill(self):
        time.sleep(self.delays[len(self.kills)])
        at_work = {self._pid(executor): executor for executor in self._pending().values()}
        living = [process for process in self.crew.processes if process.poll() is None]
        victim = next((process for process in living if process.pid in at_work), living[0])
        victim.kill()
        victim.wait()
        moment, executor = time.time(), at_work.get(victim.pid)
        left = [work for work, holder in self._pending().items() if holder == executor]
        self.waiting |= {(len(self.kills), work): (moment, executor) for work in left}
        self.kills.append((victim.pid, sorted(left)))
        if self.replaced[len(self.kills) - 1]:
            self.crew.start(self.children)

    def _see_takeovers(self):
        """From the kill to the work's next start, in s."""
        rows = self._rows("workflow_uuid IN :names", names=[work for _, work in self.waiting]) if self.waiting else []
        now = {name: (executor, started) for name, executor, started in rows}
        for (kill, work), (moment, executor) in list(self.waiting.items()):
            holder, started = now[work]
            if holder != executor and started:
                self.took.setdefault(kill, []).append(started / 1000 - moment)
                del self.waiting[kill, work]

    def _pending(self):
        return {name: executor for name, executor, _ in self._rows("status = 'PENDING'")}

    def _rows(self, where, **values):
        table = TABLES[self.crew.office.engine.dialect.name]
        query = text(f"SELECT workflow_uuid, executor_id, started_at_epoch_ms FROM {table} WHERE {where}")
        for name in values:
            query = query.bindparams(bindparam(name, expanding=True))
        with self.crew.office.engine.connect() as connection:
            return connection.execute(query, values).all()

    def _pid(self, executor):
        return int(executor.split("-")[-2])

    def told(self):
        """What happened, for people."""
        lines = []
        for number, (pid, left) in enumerate(self.kills):
            took = ", ".join(f"{seconds:.1f}" for seconds in self.took.get(number, []))
            lines.append(f"kill {number + 1} of {pid} at {', '.join(left) or 'nothing'}: {took or '-'} s")
        every = sorted(seconds for each in self.took.values() for seconds in each)
        if every:
            lines.append(f"takeover min/median/max {every[0]:.1f}/{median(every):.1f}/{every[-1]:.1f} s ({len(every)})")
        return "\n".join(lines)
