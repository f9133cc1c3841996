"""What a running service holds: memory, open files and threads of its processes, and sizes on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
from served import Service

MIB = 2**20
Footprint = dict[str, float]


def footprint(service: Service) -> Footprint:
    """By name; memory and sizes in MiB. A process's own memory is its resident set; that of all is proportional."""
    family = _family(service.process)
    server = family[0]
    worker = [each for each in family if "worker" in _words(each)]
    builders = [each for each in family if each not in (server, *worker)]
    return {
        "processes": len(family),
        "open files": _total(family, psutil.Process.num_fds),
        "threads": _total(family, psutil.Process.num_threads),
        "all processes, MiB": _total(family, _proportional) / MIB,
        "server, MiB": _resident(server) / MIB,
        "worker, MiB": max(map(_resident, worker), default=0.0) / MIB,
        "largest child, MiB": max(map(_resident, builders), default=0.0) / MIB,
        **_disk(service),
    }


def shared_memory(process: int) -> float:
    """Of a process and all below it, in bytes; what they share is counted once."""
    return _total(_family(process), _proportional)


def largest(footprints: Sequence[Footprint]) -> Footprint:
    """The largest of each figure."""
    return {name: max(each[name] for each in footprints) for name in footprints[0]}


def show_footprints(footprints: Mapping[str, Footprint]) -> None:
    """A line for each figure, a column for each moment."""
    print(" " * 24 + "".join(f"{moment:>14}" for moment in footprints))
    for name in next(iter(footprints.values())):
        print(f"  {name:<22}" + "".join(_column(each[name]) for each in footprints.values()))


def _column(figure: float) -> str:
    return f"{figure:>14,.{0 if float(figure).is_integer() else 1}f}"


def _disk(service: Service) -> Footprint:
    artefacts = list(_sizes(service.data / "artefacts"))
    return {
        "scratch files": len(list(_sizes(service.data / "scratch"))),
        "database, MiB": _size(service.data / "configurator.db") / MIB,
        "write-ahead log, MiB": _size(service.data / "configurator.db-wal") / MIB,
        "cache, MiB": sum(_sizes(service.data / "cache")) / MIB,
        "of that previews, MiB": sum(_sizes(service.data / "cache", "*.preview")) / MIB,
        "artefacts": len(artefacts),
        "artefacts, MiB": sum(artefacts) / MIB,
        "log, MiB": _size(service.log) / MIB,
    }


def _total(processes: Iterable[psutil.Process], measure: Callable[[psutil.Process], float]) -> float:
    """Over those that have not ended meanwhile."""
    total = 0.0
    for each in processes:
        with suppress(psutil.Error):
            total += measure(each)
    return total


def _family(process: int) -> list[psutil.Process]:
    """A process, and all below it."""
    first = psutil.Process(process)
    return [first, *first.children(recursive=True)]


def _proportional(process: psutil.Process) -> float:
    """In bytes; of what processes share each has its part."""
    return float(process.memory_full_info().pss)


def _resident(process: psutil.Process) -> float:
    """In bytes; 0 once it has ended."""
    return _total([process], lambda each: float(each.memory_info().rss))


def _words(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def _sizes(folder: Path, pattern: str = "*") -> Iterator[int]:
    return (_size(each) for each in folder.rglob(pattern) if each.is_file())


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0
