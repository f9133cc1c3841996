"""Where to go after signing in, as the address says it: a page of this site, and no other."""

from __future__ import annotations

# Of an address with a form's whole configuration; longer ones no page here writes.
MAX_LENGTH = 4000


def local_path(text: str, otherwise: str = "") -> str:
    """The path of a page here with its query; `otherwise` for what could lead a browser elsewhere.

    Browsers read `//host`, `/\\host` and `/<tab>/host` as addresses of another host.
    """
    leads_elsewhere = not text.startswith("/") or text.startswith("//") or "\\" in text or not text.isprintable()
    return otherwise if leads_elsewhere or len(text) > MAX_LENGTH else text
