"""How long the workers' work took, added up over all of them: their logs have it call by call, and no other table."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, text

from configurator.domain.work_times import Spent, Step
from configurator.store.tables import work_times

# The same on SQLite and PostgreSQL; two workers that add at once wait for each other.
ADD = text(f"""INSERT INTO {work_times.name} (work, step, outcome, times, seconds)
    VALUES (:work, :step, :outcome, :times, :seconds) ON CONFLICT (work, step, outcome) DO UPDATE
    SET times = {work_times.name}.times + excluded.times, seconds = {work_times.name}.seconds + excluded.seconds""")


def add_work_times(connection: Connection, sums: Mapping[Step, Spent]) -> None:
    """Add to what was spent on each step."""
    # In one order for all workers, or two would wait for each other without end.
    for step in sorted(sums):
        connection.execute(ADD, {**vars(step), **vars(sums[step])})


def read_work_times(connection: Connection) -> Mapping[Step, Spent]:
    """All that was ever spent on each step."""
    rows = connection.execute(select(work_times).order_by(work_times.c.work, work_times.c.step, work_times.c.outcome))
    return {Step(row.work, row.step, row.outcome): Spent(row.times, row.seconds) for row in rows}
