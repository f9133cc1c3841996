"""How a batch went, as the command line prints it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from configurator.cli.output import print_line, print_message
from configurator.domain.orders.batches import RowStatus
from configurator.services.batches.local_batch import Outcome

ENDS = [each for each in RowStatus if each is not RowStatus.WAITING]


def show_outcomes(outcomes: list[Outcome], results: Path) -> None:
    """How a batch went: a line for each row that was not made, the counts, and the path of the table."""
    for outcome in outcomes:
        if outcome.status is not RowStatus.MADE:
            print_message(f"row {outcome.row} {outcome.status}: {outcome.as_row([])['message']}")
    counts = Counter(outcome.status for outcome in outcomes)
    print_message(", ".join(f"{counts[status]} {status}" for status in ENDS))
    print_line(results)
    if counts[RowStatus.REFUSED] or counts[RowStatus.FAILED]:
        sys.exit(1)
