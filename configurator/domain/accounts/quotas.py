"""How much an organisation may do in a day, as an administrator bounds it; what is not named is not bounded."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem, refusal

MAX_QUOTA = 1_000_000


class Quota(StrEnum):
    """What is bounded."""

    ORDERS = "orders"
    UPLOADS = "uploads"
    PREVIEWS = "previews"


QUOTA_WORDS: Mapping[Quota, str] = {
    Quota.ORDERS: "ordering",
    Quota.UPLOADS: "sending drawings and tables",
    Quota.PREVIEWS: "looking at designs",
}


def read_quotas(texts: Mapping[str, str]) -> Mapping[str, int]:
    """The bounds of these texts, by what they bound; an empty one and 0 bound nothing. Raises Refused."""
    problems = [problem for quota in Quota if (problem := _problem(quota, texts.get(quota, "").strip()))]
    if problems:
        raise Refused(*problems)
    numbers = {quota: int(texts.get(quota, "").strip() or 0) for quota in Quota}
    return {str(quota): number for quota, number in numbers.items() if number}


def _problem(quota: Quota, text: str) -> Problem | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MAX_QUOTA
    if not text or is_number:
        return None
    return refusal(
        f"“{text[:20]}” is no bound.", quota, hint=f"A whole number up to {MAX_QUOTA:,}, or nothing for none."
    )
