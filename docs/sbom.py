"""Prints which packages are installed here, as a software bill of materials: CycloneDX 1.5, JSON."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, distributions
from typing import Any

NAME = "made-to-measure"


def bill() -> dict[str, Any]:
    """The bill; without time and serial number, so that the same installation gives the same bytes."""
    packages = {_normal_name(each): each for each in distributions()}
    own = packages.pop(NAME, None)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component("application", NAME, own.version if own else "unknown")},
        "components": [_library(name, each) for name, each in sorted(packages.items())],
    }


def _library(name: str, package: Distribution) -> dict[str, Any]:
    component = _component("library", name, package.version)
    licence = (package.metadata.get("License-Expression") or package.metadata.get("License") or "").strip()
    # Some packages write the whole text of their licence there.
    if licence and "\n" not in licence and len(licence) < 100:
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    return {"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address}


def _normal_name(package: Distribution) -> str:
    """As PEP 503 normalises it."""
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


if __name__ == "__main__":
    print(json.dumps(bill(), indent=2))
