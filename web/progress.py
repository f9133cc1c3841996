"""The progress of an order as its customer sees it, from its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from configurator.domain.orders.mails import MailAbout
from configurator.domain.orders.orders import Order
from configurator.domain.production.handovers import Approval
from configurator.domain.production.history import Event
from web.identity_cookie import CUSTOMER

# The five steps of an order without failures: name, and the kind of event that ends each.
PROGRESS_STEPS: Final = (
    ("Ordered", "order_placed"),
    ("Made as files and measured", "order_made"),
    ("Approved", "order_approved"),
    ("On a machine", "job_started"),
    ("Shipped", "order_shipped"),
)
# The kinds of events that the diary shows, in words; `{factory}` is its title.
EVENT_WORDS: Final[Mapping[str, str]] = {
    "order_placed": "Ordered",
    "order_made": "All files made and measured",
    "order_quoted": "Price and date reckoned anew",
    "order_approved": "Approved by {actor}",
    "order_shipped": "Everything is on its way",
    "item_crashed": "The making of a part's files crashed, and is tried again",
    "item_failed": "A part's files could not be made",
    "order_failed": "The order failed",
    "order_cancelled": "The order was cancelled",
    "order_refused": "The clinic’s prescriber refused it",
    "order_replaced": "The clinic has changed it, and ordered it anew",
    "order_reopened": "A part is made once more",
    "job_unroutable": "No factory can take a part yet",
    "job_claimed": "Taken by an operator at {factory}",
    "job_started": "On a machine at {factory}",
    "job_done": "Made and inspected at {factory}",
    "job_failed": "A part failed at {factory}, and is made again",
    "job_released": "Taken back from {factory}",
    "promise_broken": "It comes later than was said, from {factory}",
    "job_shipped": "Sent by {factory}",
    "mail_sent": "Word of it was sent by e-mail",
    "mail_unsure": "Word of it was being sent by e-mail, and may not have arrived",
    "mail_failed": "Word of it could not be sent by e-mail",
}
# Those of a mail to the prescribers of the clinic that was asked.
REQUEST_WORDS: Final[Mapping[str, str]] = {
    "mail_sent": "The clinic’s prescribers were told by e-mail",
    "mail_unsure": "The clinic’s prescribers were being told by e-mail, which may not have arrived",
    "mail_failed": "The clinic’s prescribers could not be told by e-mail",
}
# Those of them that read otherwise where the customer collects the order.
COLLECTED_WORDS: Final[Mapping[str, str]] = {
    "order_shipped": "Everything has been collected",
    "job_done": "Made and inspected at {factory}, where it can be collected",
    "job_shipped": "Collected at {factory}",
}


@dataclass(frozen=True)
class ProgressStep:
    """One step: when it was done (empty if it is not), and whether it is the current one."""

    name: str
    at: str
    current: bool


@dataclass(frozen=True)
class DiaryEntry:
    """One line of what happened."""

    at: str
    words: str
    reason: str


def steps(order: Order, events: Sequence[Event]) -> tuple[ProgressStep, ...]:
    """The five steps; none is current once the order has failed or is cancelled."""
    done = [_time_of_last(events, kind) for _, kind in PROGRESS_STEPS]
    current = done.index("") if "" in done and not order.state.is_final else -1
    names = [name for name, _ in PROGRESS_STEPS[:-1]] + ["Collected" if order.pick_up else PROGRESS_STEPS[-1][0]]
    return tuple(
        ProgressStep(name, at, number == current) for number, (name, at) in enumerate(zip(names, done, strict=True))
    )


def diary(order: Order, events: Iterable[Event], titles: Mapping[str, str]) -> tuple[DiaryEntry, ...]:
    """What happened, the newest first; `titles` are the factories' by id."""
    words_of = {**EVENT_WORDS, **(COLLECTED_WORDS if order.pick_up else {})}
    return tuple(reversed(tuple(_diary_entries(events, titles, words_of))))


def _diary_entries(
    events: Iterable[Event], titles: Mapping[str, str], words_of: Mapping[str, str]
) -> Iterator[DiaryEntry]:
    for event in events:
        is_to_clinic = event.data.get("about") == MailAbout.REQUESTED
        if words := (REQUEST_WORDS if is_to_clinic else words_of).get(event.kind):
            names = {"factory": titles.get(event.factory, event.factory), "actor": actor_words(event.actor)}
            yield DiaryEntry(event.at, words.format(**names), _reason(event))


def _reason(event: Event) -> str:
    """Why, as far as it is the customer's affair: why each factory declines is the operator's."""
    is_operators = event.kind == "job_unroutable"
    if event.kind == "promise_broken":
        before, after = (event.data[name]["arrives_at"][:10] for name in ("before", "after"))
        return f"By {after}, where it was to arrive by {before}."
    return "" if is_operators else str(event.data.get("reason") or event.data.get("deviation") or "")


def approval(events: Iterable[Event]) -> Approval | None:
    """Who approved the order, None before somebody has: it is approved once."""
    approved = (event for event in events if event.kind == "order_approved")
    return next((Approval(actor_words(each.actor), each.at, each.data["deviation"]) for each in approved), None)


def actor_words(actor: str) -> str:
    """Whoever did something, as the record has it; a visitor without a name is the customer."""
    return "the customer" if actor == CUSTOMER.id else actor


def _time_of_last(events: Sequence[Event], kind: str) -> str:
    return next((event.at for event in reversed(events) if event.kind == kind), "")
