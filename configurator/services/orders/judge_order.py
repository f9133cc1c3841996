"""Judge an order request: whether it can be placed, what is doubtful in it, and what is decided for the customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.orders.device_types import DeviceType, device_type_problems
from configurator.domain.orders.orders import NewOrder, Person
from configurator.domain.orders.prescriptions import prescription_problems
from configurator.domain.orders.requests import ItemRequest, OrderRequest, request_problems, tidy_text
from configurator.domain.orders.wishes import Wish
from configurator.domain.problems import Problem, refusals
from configurator.services.common.idempotency import check_key, request_digest
from configurator.services.common.texts import check_characters, name_warnings
from configurator.services.orders.judge_pairs import PartValues, pair_doubts
from configurator.services.orders.order_items import ItemJudgement, judge_item


@dataclass(frozen=True)
class OrderJudgement:
    """An order that can be placed by this actor under this key, its digest, warnings and notes.

    The notes are on default offers and ignored values.
    """

    actor: Actor
    key: str
    order: NewOrder
    digest: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def judge_order(actor: Actor, request: OrderRequest) -> OrderJudgement:
    """The order to store.

    Raises Refused with everything that cannot be made or delivered, each by the name that the sender has for it;
    if there is nothing, for the actor, the key or characters that cannot be stored.
    """
    items = [judge_item(each) for each in request.items]
    problems = _problems(request, items)
    if refusals(problems):
        raise Refused(*refusals(problems))
    key = check_key(request.key, "order")
    person = replace(request.person, prescription=tidy_text(request.person.prescription))
    device_type = cast(DeviceType, request.device_type)
    made_items = tuple(each.item for each in items if each.item)
    asked = {"clinic": request.clinic, "replaces": request.replaces}
    wish = Wish.read(request.wish or Wish.NEAREST, "the order")
    order = NewOrder(made_items, person, request.place, request.pick_up, device_type, wish=wish, **asked)
    doubts = (*problems, *name_warnings("patient", person.patient), *name_warnings("actor", actor.id))
    notes = tuple(note for item in items for note in item.notes)
    return OrderJudgement(actor, key, order, request_digest(order.as_dict(), "order"), doubts, notes)


def _problems(request: OrderRequest, items: Sequence[ItemJudgement]) -> tuple[Problem, ...]:
    """All that is wrong and doubtful, each once: a page may have said some of it already."""
    item_problems = [problem for item in items for problem in item.problems]
    is_prescribed = _is_prescribed(request)
    prescribed = prescription_problems(request.person) if is_prescribed else ()
    devices = device_type_problems(request.device_type, is_prescribed=is_prescribed)
    texts = _text_problems(request.person)
    own_problems = (*request.problems, *request_problems(request), *prescribed, *devices, *texts)
    parts = [_part_values(each) for each in request.items if each.configured.design]
    return tuple(dict.fromkeys((*own_problems, *item_problems, *pair_doubts(parts))))


def _part_values(item: ItemRequest) -> PartValues:
    return PartValues(item.template, item.sheet.values(), item.name)


def _is_prescribed(request: OrderRequest) -> bool:
    templates = (catalogue.templates().get(each.template) for each in request.items)
    return any(each.prescribed for each in templates if each)


def _text_problems(person: Person) -> tuple[Problem, ...]:
    try:
        check_characters("prescription", person.prescription)
    except Refused as error:
        return error.problems
    return ()
