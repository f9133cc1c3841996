"""Kills workers while they work, and measures how soon others go on."""

import time
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import bindparam, text

from configurator.services.orders.approve import approve_order
from configurator.store.works import ENGINE_TABLES
from support import ordering
from support.workers import wait_until


@dataclass
class Chaos:
    """Approves every order as soon as it is made, and kills a worker at each count of steps in `moments`.

    `replaced` says of each killed worker whether another one is started at once.
    """

    crew: object
    orders: list
    moments: list
    delays: list
    replaced: list
    children: int = 1
    kills: list = field(default_factory=list)
    orphaned: dict = field(default_factory=dict)
    unstarted: dict = field(default_factory=dict)
    takeover_s: dict = field(default_factory=dict)
    restart_s: dict = field(default_factory=dict)

    def run(self):
        wait_until(self._step, patience=180)
        return self

    def _step(self):
        """Approve, note takeovers, kill if it is time; True once everything has ended."""
        steps = self._approve()
        self._note_takeovers()
        if len(self.kills) < len(self.moments) and steps >= self.moments[len(self.kills)] and self._pending():
            self._kill()
        return len(self.kills) == len(self.moments) and self._over() and not self.unstarted

    def _approve(self):
        """How many parts are made, have failed or are handed over; those just made go on."""
        steps = 0
        for name in self.orders:
            order = ordering.load_order(self.crew.context, name)
            if order.state == "made":
                approve_order(self.crew.context, ordering.CLINIC, name)
            steps += order.state != "placed"
            steps += sum(job.state == "handed_over" for job in ordering.jobs_of(self.crew.context, name))
        return steps

    def _over(self):
        ends = [job.state for name in self.orders for job in ordering.jobs_of(self.crew.context, name)]
        failed = sum(ordering.load_order(self.crew.context, name).state == "failed" for name in self.orders)
        return len(ends) + failed == len(self.orders) and set(ends) == {"handed_over"}

    def _kill(self):
        time.sleep(self.delays[len(self.kills)])
        at_work = {self._pid(executor): executor for executor in self._pending().values()}
        living = [process for process in self.crew.processes if process.poll() is None]
        victim = next((process for process in living if process.pid in at_work), living[0])
        victim.kill()
        victim.wait()
        killed_at, executor = time.time(), at_work.get(victim.pid)
        orphans = [work for work, holder in self._pending().items() if holder == executor]
        number = len(self.kills)
        self.orphaned |= {(number, work): (killed_at, executor) for work in orphans}
        self.unstarted |= {(number, work): (killed_at, executor) for work in orphans}
        self.kills.append((victim.pid, sorted(orphans)))
        if self.replaced[number]:
            self.crew.start(self.children)

    def _note_takeovers(self):
        """Note the time from each kill until its work is taken over, and until it is started again, in s."""
        names = list({work for _, work in [*self.orphaned, *self.unstarted]})
        rows = self._rows("workflow_uuid IN :names", names=names) if names else []
        now = {name: (executor, started, status) for name, executor, started, status in rows}
        for (kill, work), (moment, executor) in list(self.orphaned.items()):
            if now[work][0] != executor or now[work][2] != "PENDING":
                self.takeover_s.setdefault(kill, []).append(time.time() - moment)
                del self.orphaned[kill, work]
        for (kill, work), (moment, executor) in list(self.unstarted.items()):
            if now[work][0] != executor and now[work][1]:
                self.restart_s.setdefault(kill, []).append(now[work][1] / 1000 - moment)
                del self.unstarted[kill, work]

    def _pending(self):
        return {name: executor for name, executor, *_ in self._rows("status = 'PENDING'")}

    def _rows(self, where, **values):
        table = ENGINE_TABLES[self.crew.context.engine.dialect.name]
        query = text(f"SELECT workflow_uuid, executor_id, started_at_epoch_ms, status FROM {table} WHERE {where}")
        for name in values:
            query = query.bindparams(bindparam(name, expanding=True))
        with self.crew.context.engine.connect() as connection:
            return connection.execute(query, values).all()

    def _pid(self, executor):
        return int(executor.split("-")[-2])

    def report(self):
        """The kills and their takeover times, in words."""
        lines = [f"kill {number} of {pid} at {len(left)} works" for number, (pid, left) in enumerate(self.kills, 1)]
        for word, times in (("taken from the dead", self.takeover_s), ("begun again", self.restart_s)):
            for kill, each in sorted(times.items()):
                lines[kill] += f", {word} after {', '.join(f'{seconds:.1f}' for seconds in sorted(each))} s"
            every = sorted(seconds for each in times.values() for seconds in each)
            if every:
                low, middle, high = every[0], median(every), every[-1]
                lines.append(f"{word}, min/median/max: {low:.1f}/{middle:.1f}/{high:.1f} s of {len(every)}")
        return "\n".join(lines)
