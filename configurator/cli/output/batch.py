"""How a batch went, as the command line prints it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from configurator.cli.output import print_line, print_message
from configurator.domain.orders.batches import RowStatus
from configurator.services.batches.results import reread_table

ENDS = (RowStatus.MADE, RowStatus.REFUSED, RowStatus.FAILED)


def show_results(results: Path) -> None:
    """How a batch went: a line for each row that was not made, the counts, and the path of the table."""
    counts: Counter[str] = Counter()
    for row in reread_table(results):
        counts[row["status"]] += 1
        if row["status"] != RowStatus.MADE:
            line = f" (line {row['line']})" if row["line"] else ""
            print_message(f"row {row['row']}{line} {row['status']}: {row['message']}")
    print_message(", ".join(f"{counts[status]} {status}" for status in ENDS))
    print_line(results)
    if counts[RowStatus.REFUSED] or counts[RowStatus.FAILED]:
        sys.exit(1)
