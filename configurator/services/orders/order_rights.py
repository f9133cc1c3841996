"""Asks for rights to one order."""

from __future__ import annotations

from configurator import catalogue
from configurator.domain.accounts.rights import Right
from configurator.domain.errors import Forbidden, refused
from configurator.domain.orders.orders import NewOrder, Order
from configurator.domain.problems import refusal
from configurator.services.common.access import may, require
from configurator.services.common.context import Context
from configurator.services.common.ownership import owner_of_order
from configurator.store.state_changes import unknown_id


def require_order(context: Context, right: Right, order: Order) -> None:
    """Raise Forbidden where the actor lacks a right to an order, and as for an unknown one where it is another's."""
    require(context, right, owner_of_order(context, order), hidden=lambda: unknown_id("order", order.id))


def require_placing(context: Context, order: NewOrder) -> None:
    """Raise Forbidden where the actor may not order this: a part for a person a clinic orders, or is asked for."""
    require(context, Right.PLACE_ORDER)
    if has_prescribed_part(order) and not order.clinic and not may(context, Right.PLACE_PRESCRIBED_ORDER):
        words = "Only a clinic's member orders parts for a person by themselves."
        hint = "Name a clinic that takes requests: a prescriber of it approves them."
        raise Forbidden(refusal(words, "clinic", hint=hint), signed_out=context.actor.role == "visitor")


def require_approval(context: Context, order: Order) -> None:
    """Raise Forbidden where the actor may not approve this, Refused where who approves has to be confirmed first."""
    require_order(context, Right.APPROVE_ORDER, order)
    if not has_prescribed_part(order):
        return
    require_order(context, Right.APPROVE_PRESCRIBED_ORDER, order)
    if context.actor.account and not context.actor.confirmed:
        raise refused(
            "Whoever approves a part for a person shows once more who it is.",
            "password",
            hint="Type your password: the approval stands under your name.",
        )


def may_approve(context: Context, order: Order) -> bool:
    """Whether the actor, once confirmed, could approve this."""
    right = Right.APPROVE_PRESCRIBED_ORDER if has_prescribed_part(order) else Right.APPROVE_ORDER
    return may(context, right, owner_of_order(context, order))


def has_prescribed_part(order: Order | NewOrder) -> bool:
    """Whether a part of it is for a person; one whose template is gone counts as such."""
    templates = [catalogue.templates().get(item.design.template) for item in order.items]
    return any(template is None or template.prescribed for template in templates)
