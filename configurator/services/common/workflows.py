"""The kinds of durable work, by the names under which the worker runs them."""

from __future__ import annotations

from configurator.domain.identifiers import new_id
from configurator.queue import BATCHES, MAILING, MAKING, QUOTING, Work

# How long to wait before work is tried again that a full disk or a lost connection has stopped.
RETRY_PAUSE_S = 20.0
# A mail is tried again after 1 min, 2, 4, and so on, at last every hour: for half a day.
FIRST_MAIL_PAUSE_S, MAX_MAIL_PAUSE_S, MAX_MAIL_ATTEMPTS = 60.0, 3600.0, 17

# A quote is tried again after 20 s, 40, and so on, at last every hour: for half a day.
MAX_QUOTE_PAUSE_S, MAX_QUOTE_ATTEMPTS = 3600.0, 20


def make_item_work(item: str, attempt: int = 1) -> Work:
    """Make the files of an item; a further attempt comes after a pause."""
    return Work("make_item", f"{item}-{attempt}", (item, attempt), MAKING, _retry_delay(attempt))


def make_row_work(batch: str, number: int, attempt: int = 1) -> Work:
    """Make the files of a row of a batch; a further attempt comes after a pause.

    Batches take turns: the first row of each is made before the second row of any.
    """
    key, arguments = f"{batch}-{number}-{attempt}", (batch, number, attempt)
    return Work("make_row", key, arguments, BATCHES, _retry_delay(attempt), priority=number)


def dispatch_work(job: str, delay: float = 0.0) -> Work:
    """Find a factory for a job and hand it over; done again, it changes nothing."""
    return Work("produce_job", f"{job}-{new_id()}", (job,), delay=delay)


def withdraw_work(factory: str, ticket: str, delay: float = 0.0) -> Work:
    """Take a job whose lease has ended out of a factory's hot folder; done again, it changes nothing."""
    return Work("withdraw_job", f"{factory}-{ticket}-{new_id()}", (factory, ticket), delay=delay)


def mail_work(order: str, number: int, attempt: int = 1) -> Work:
    """Send word of the event of this number to whoever wants word of an order; a further attempt comes later."""
    pause = _growing_pause(attempt, FIRST_MAIL_PAUSE_S, MAX_MAIL_PAUSE_S)
    return Work("send_mail", f"{order}-{number}-{attempt}", (order, number, attempt), MAILING, pause)


def quote_order_work(order: str, attempt: int = 1) -> Work:
    """Ask slicers for an order's items and quote it, if it is not quoted; done again, it changes nothing."""
    pause = _growing_pause(attempt, RETRY_PAUSE_S, MAX_QUOTE_PAUSE_S)
    return Work("quote_order", f"{order}-{new_id()}", (order, attempt), QUOTING, pause)


def _growing_pause(attempt: int, first_s: float, longest_s: float) -> float:
    """None before the first attempt, then twice as long each time."""
    return min(first_s * 2 ** (attempt - 2), longest_s) if attempt > 1 else 0.0


def _retry_delay(attempt: int) -> float:
    return RETRY_PAUSE_S if attempt > 1 else 0.0
