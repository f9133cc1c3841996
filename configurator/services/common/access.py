"""Asks whether the actor of a context has a right, and refuses in one voice where it has not."""

from __future__ import annotations

from collections.abc import Callable

from configurator.domain.accounts.rights import NOBODY, Owner, Right, Verdict, decide
from configurator.domain.actors import Actor
from configurator.domain.errors import Forbidden, Refused
from configurator.domain.problems import refusal
from configurator.services.common.context import Context
from configurator.store.state_changes import unknown_id


def may(context: Context, right: Right, owner: Owner = NOBODY) -> bool:
    """Whether the context's actor has the right to what belongs to this owner."""
    return decide(context.actor, right, owner) is Verdict.ALLOWED


def require(
    context: Context, right: Right, owner: Owner = NOBODY, *, hidden: Callable[[], Refused] | None = None
) -> None:
    """Raise Forbidden where the actor lacks the right, and what `hidden` gives where the thing is another's.

    `hidden` gives the very error that is raised for a thing that does not exist.
    """
    verdict = decide(context.actor, right, owner)
    if verdict is Verdict.HIDDEN and hidden is not None:
        raise hidden()
    if verdict is not Verdict.ALLOWED:
        raise forbidden(context.actor, right)


def require_in(context: Context, right: Right, noun: str, name: str) -> None:
    """Raise Forbidden where the actor lacks a right in an organisation or a factory, and as for none if it is hidden.

    `noun` is what it is, in the words of the error.
    """
    require(context, right, Owner(name), hidden=lambda: unknown_id(noun, name[:40]))


def forbidden(actor: Actor, right: Right) -> Forbidden:
    """The error for a right that the actor lacks."""
    if actor.role == "visitor":
        return Forbidden(
            refusal(f"You may not {right} without being signed in.", "session", hint="Sign in first."), signed_out=True
        )
    if actor.scopes is not None:
        hint = "Its owner may lack the right, or the token its scope: make another with the scope it needs."
        return Forbidden(refusal(f"With this token you may not {right}.", "token_scope", hint=hint))
    hint = "Ask a member of the organisation who may, or act for another organisation of yours."
    return Forbidden(refusal(f"As {actor.role} you may not {right}.", "role", hint=hint))
