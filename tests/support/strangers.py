"""Packages of strangers, as if they were installed in a folder."""

# A target that writes the sizes of what it got, by name, into a file.
DROP = '''
"""Writes a list of what it got."""
import json
from pathlib import Path

from configurator.domain.validation import StrictModel
from configurator.production.targets import Target


class DropSettings(StrictModel):
    into: str


def _file(request):
    return Path(request["settings"]["into"], request["ticket"])


def hand_over(request):
    sizes = {name: Path(path).stat().st_size for name, path in request["files"].items()}
    _file(request).write_text(json.dumps(sizes))
    return {}


def withdraw(request):
    return {"withdrawn": False}


def status(request):
    return {"tickets": [path.name for path in Path(request["settings"]["into"]).iterdir()]}


TARGETS = (
    Target("strangers-drop", "A drop", DropSettings, hand_over, withdraw, status, lambda request: str(_file(request))),
)
'''


def install(folder, package, modules, entry_points):
    """The folder with a package of these modules (name -> text) and the distribution that brings it."""
    (folder / package).mkdir()
    for name, content in modules.items():
        (folder / package / f"{name}.py").write_text(content)
    distribution = package.replace("_", "-")
    about = folder / f"{package}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)
    return folder
