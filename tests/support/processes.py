"""Processes of this machine, which may end at any moment."""

from contextlib import suppress

import psutil


def marked_processes(mark):
    """Those that still run and have the mark in their environment, which their children inherit."""
    return [process for process in psutil.process_iter() if _has_mark(process, mark)]


def command_line(process):
    """The words of its command, none once it has ended."""
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def kernels(processes):
    """Those that were forked from a fork server."""
    forked = [each for each in processes if "multiprocessing.forkserver" in " ".join(command_line(each))]
    fork_servers = {each.pid for each in forked}
    return [each for each in forked if _parent_id(each) in fork_servers]


def _has_mark(process, mark):
    with suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get("MARK") == mark
    return False


def _parent_id(process):
    with suppress(psutil.Error):
        return process.ppid()
    return None
