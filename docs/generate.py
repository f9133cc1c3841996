"""Writes what the documentation takes from the code: references, the output of examples, pictures."""

from __future__ import annotations

from pathlib import Path

import examples
import reference

DOCS = Path(__file__).parent


def main() -> None:
    """Write every reference, the output of every example, and every picture."""
    # Loads the CAD kernel, which the references do without.
    import pictures
    import screens

    for name, text in reference.pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    for name, svg in reference.drawings().items():
        (DOCS / "pictures" / name).write_text(svg, encoding="utf-8")
    for page in (DOCS.parent / "README.md", *DOCS.glob("*.md")):
        page.write_text(examples.refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
    pictures.draw(DOCS / "pictures", reference.parts())
    screens.take(DOCS / "pictures")


if __name__ == "__main__":
    main()
