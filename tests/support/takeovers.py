"""How soon the work of killed workers is taken from them, and begun again."""

import time
from collections import defaultdict
from statistics import median

from sqlalchemy import bindparam, text

from configurator.store.works import ENGINE_TABLES


class Takeovers:
    """Notes, for each killed worker's work, the s from the kill until others have it and until they begin it."""

    def __init__(self, engine):
        self._engine = engine
        self._held, self.unstarted = {}, {}
        self.taken_s, self.begun_s = defaultdict(list), defaultdict(list)

    def executors(self):
        """The executor of each work that somebody has begun."""
        return {name: executor for name, executor, *_ in self._rows("status = 'PENDING'")}

    def add(self, kill, pid):
        """Add the works of a worker that was killed just now."""
        works = {work: executor for work, executor in self.executors().items() if process_id(executor) == pid}
        for orphans in (self._held, self.unstarted):
            orphans |= {(kill, work): (time.time(), executor) for work, executor in works.items()}

    def note(self):
        """Note what has been taken over and begun since."""
        names = list({work for _, work in [*self._held, *self.unstarted]})
        rows = self._rows("workflow_uuid IN :names", names=names) if names else []
        now = {name: (executor, started, status) for name, executor, started, status in rows}
        for (kill, work), (moment, executor) in list(self._held.items()):
            if now[work][0] != executor or now[work][2] != "PENDING":
                self.taken_s[kill].append(time.time() - moment)
                del self._held[kill, work]
        for (kill, work), (moment, executor) in list(self.unstarted.items()):
            if now[work][0] != executor and now[work][1]:
                self.begun_s[kill].append(now[work][1] / 1000 - moment)
                del self.unstarted[kill, work]

    def lines(self):
        """The shortest, the median and the longest of both times, in words."""
        for word, times in (("taken from the dead", self.taken_s), ("begun again", self.begun_s)):
            every = sorted(seconds for each in times.values() for seconds in each)
            if every:
                low, middle, high = every[0], median(every), every[-1]
                yield f"{word}, min/median/max: {low:.1f}/{middle:.1f}/{high:.1f} s of {len(every)}"

    def _rows(self, where, **values):
        table = ENGINE_TABLES[self._engine.dialect.name]
        query = text(f"SELECT workflow_uuid, executor_id, started_at_epoch_ms, status FROM {table} WHERE {where}")
        for name in values:
            query = query.bindparams(bindparam(name, expanding=True))
        with self._engine.connect() as connection:
            return connection.execute(query, values).all()


def process_id(executor):
    """The process that has this name in the engine."""
    return int(executor.split("-")[-2])
