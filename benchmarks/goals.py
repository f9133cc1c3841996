"""The table of goals: what parts, proof, pictures, batches and repeats cost beside plainer ways, in one run."""

from __future__ import annotations

import sys

import asked
import batches
import openscad
import parts
from table import show


def main(rounds: int, batch: int, grown: int) -> None:
    """Medians of so many rounds, a batch of so many orthoses, and so many parts by one worker."""
    show(parts.rows(rounds))
    show(batches.rows(batch))
    show(asked.rows(grown))
    show(openscad.rows(max(3, rounds // 3)))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(given or (15, 100, 500)))
