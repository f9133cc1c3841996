"""What a page says beside its fields, as pieces of HTML for its script: the same that the whole page would hold."""

from __future__ import annotations

from flask import get_template_attribute

from web.page_problems import PageProblems


def field_messages(told: PageProblems) -> dict[str, str]:
    """Id of a place on the page -> its content, for every field."""
    write = get_template_attribute("_macros.html", "messages")
    return {f"problems-{name}": str(write(told, name)).strip() for name in told.places}


def general_messages(told: PageProblems) -> str:
    """What is about no field."""
    return str(get_template_attribute("_macros.html", "general")(told)).strip()
