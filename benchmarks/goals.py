"""The table of goals: what parts, previews, batches and repeats cost beside plainer ways, in one run."""

from __future__ import annotations

import sys

from configurator.pool.fork_server import limit_library_threads


def main(rounds: int, batch: int, grown: int) -> None:
    """Medians of so many rounds, a batch of so many orthoses, and so many parts by one worker."""
    limit_library_threads()
    # The libraries ask for their number of threads when they are loaded.
    import asked
    import batches
    import cold
    import openscad
    import parts
    import previews
    from table import show

    show(cold.rows(rounds))
    show(previews.rows(rounds))
    show(parts.rows(rounds))
    show(batches.rows(batch))
    show(asked.rows(grown))
    show(openscad.rows(max(3, rounds // 3)))


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments or (15, 100, 500)))
