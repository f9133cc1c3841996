"""What the documentation says is so."""

import ast
import builtins
import json
import re
import sys
import tomllib
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import get_args

import cadquery as cq
import click
import pytest
from support import features
from support.threads import threaded

from configurator import catalogue, checks, formats, sdk
from configurator.cli.main import main
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.formats import REPORT
from configurator.domain.production.handovers import JOB_FILE, TRAVELLER_FILE
from configurator.formats import file_name
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.jobs.make import run_make
from configurator.kernel.measure import measure
from configurator.production import target_registry
from configurator.services.batches.local_batch import Outcome
from configurator.services.designs.configure import build_design, configure
from configurator.services.designs.csv_tables import open_table
from configurator.services.designs.sheets import read_sheet
from configurator.services.orders.make_item import order_formats
from templates_cad import flange_gasket

ROOT = Path(__file__).parents[1]
DOCS, SAMPLES = ROOT / "docs", ROOT / "docs" / "samples"
sys.path.insert(0, str(DOCS))
examples, reference = import_module("examples"), import_module("reference")

PAGES = {str(page.relative_to(ROOT)): page.read_text("utf-8") for page in [*ROOT.glob("*.md"), *DOCS.glob("*.md")]}
# What a reader calls each format.
WORDS = {
    "stl": "STL", "step": "STEP", "3mf": "3MF", "glb": "GLB", "findings": "colour(?:ed findings| them)",
    "png": "pictures?", "thumb": "thumbnails?", "turn": "(?:turntables?|animated pictures?)", "pdf": "drawings?",
    "dxf": "DXF", "quality": "quality sheets?",
    "cut_dxf": "cutting files?",
}  # fmt: skip
ROOMS = "(?:services|kernel|domain|store|worker|cli)"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def every(find):
    """Whatever `find` finds on each page, as parameters of a test."""
    return [pytest.param(*each, id=f"{each[0]}: {each[1]}"[:60]) for each in found_by(find)]


def found_by(find):
    """Whatever `find` finds on each page: the page, and what was found; at least something."""
    found = [(page, each) for page in PAGES for each in find(PAGES[page])]
    assert found
    return found


def commands(page):
    return [" ".join(words) for words in examples.commands(page)]


def links(page):
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", page) if "://" not in link]


def anchors(page):
    """What may stand after # in a link to the page."""
    titles = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_the_references_say_what_the_code_says():
    for name, text in reference.pages().items():
        assert PAGES[f"docs/{name}"] == text, "run make docs"


def test_the_drawings_of_how_to_measure_are_those_of_the_templates():
    drawings = reference.drawings()
    assert {path.name for path in (DOCS / "pictures").glob("measuring-*.svg")} == set(drawings), "run make docs"
    for name, svg in drawings.items():
        assert (DOCS / "pictures" / name).read_text("utf-8") == svg, "run make docs"


def test_every_command_is_in_the_reference():
    assert [name for name in main.commands if f"\n## configurator {name}" not in PAGES["docs/reference-cli.md"]] == []


@pytest.mark.parametrize(("page", "command"), every(commands))
def test_a_command_can_be_typed(page, command):
    name, *words = command.split()
    assert name in main.commands, page
    main.commands[name].make_context(name, words, parent=click.Context(main, **main.context_settings))
    assert [word for word in words if word.startswith("docs/") and not (ROOT / word).exists()] == []


def test_every_command_in_the_text_exists():
    named = found_by(re.compile(r"`configurator ([\w-]+)").findall)
    assert [(page, name) for page, name in named if name not in main.commands] == []


def test_every_target_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = found_by(re.compile(r"^\$ make (\w+)|`make (\w+)`", re.MULTILINE).findall)
    assert [(page, target) for page, target in named if f"\n{''.join(target)}:" not in makefile] == []


def test_every_link_leads_somewhere():
    assert [(page, link) for page, link in found_by(links) if not leads_somewhere(page, link)] == []


def leads_somewhere(page, link):
    path, _, anchor = link.partition("#")
    target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


@pytest.mark.parametrize(("page", "example"), every(examples.examples))
def test_an_example_prints_what_stands_below_it(page, example):
    now = examples.rerun(example)
    assert NUMBER.sub("#", now) == NUMBER.sub("#", example), "run make docs"
    numbers = [[float(number) for number in NUMBER.findall(text)] for text in (now, example)]
    assert numbers[0] == pytest.approx(numbers[1], abs=0.02), "run make docs"


@pytest.mark.parametrize("name", ["foot-left", "foot-right"])
def test_a_sample_foot_is_accepted_with_nothing_doubtful(name):
    template = catalogue.find("foot_orthosis")
    sheet = read_sheet(SAMPLES / f"{name}.json", template)
    configured = configure(template, sheet, complete=True)
    assert configured.require_design().parameters["side"] == name.removeprefix("foot-")
    assert configured.problems == ()
    assert sheet.ignored == ("anklecircumference",)


def test_the_sample_grommet_is_for_an931_16_22():
    template = catalogue.find("grommet")
    values = configure(template, read_sheet(SAMPLES / "grommet.json", template)).require_design().parameters
    known = template.presets["an931-16-22"]
    assert (values["hole_diameter"], values["cable_diameter"]) == (known.hole_diameter, known.cable_diameter)


def test_the_sample_network_makes_every_offer():
    files = sorted((SAMPLES / "factories").glob("*.json"))
    machines = [machine for file in files for machine in json.loads(file.read_text("utf-8"))["machines"]]
    runs = {(machine["process"], material) for machine in machines for material in machine["materials"]}
    assert {each.id for each in OFFERS.values() if (each.process, each.material) not in runs} == set()


def test_of_the_sample_table_only_the_fourth_row_is_refused():
    template = catalogue.find("foot_orthosis")
    with open_table(SAMPLES / "feet.csv", template.parameters, ()) as table:
        sheets = [read_values(template.parameters, row.cells, strict=False) for row in table.rows]
    configured = [configure(template, sheet, complete=True) for sheet in sheets]
    assert [number for number, each in enumerate(configured, 1) if each.design is None] == [4]
    assert [(each.fields, "26.8cm" in each.hint) for each in configured[3].problems] == [(("foot_length",), True)]
    assert table.ignored == ["person", "note"]


def test_the_table_in_the_text_is_an_extract_of_the_sample():
    shown = re.search(r"```text\n(person.*?)```", PAGES["docs/script.md"], re.DOTALL)[1].splitlines()
    assert set(shown) < set((SAMPLES / "feet.csv").read_text("utf-8").splitlines())


def test_every_field_of_report_and_results_is_explained(tmp_path):
    template = catalogue.find("grommet")
    design = configure(template, Sheet({})).require_design()
    request = {"template": template.id, "parameters": dict(design.parameters), "formats": []}
    report = run_make({**request, "directory": str(tmp_path), "stem": "part"})["report"]
    fields = {*report, *(name for each in report["dimensions"] for name in each), *Outcome(1, "refused").as_row([])}
    assert [name for name in sorted(fields) if f"`{name}`" not in PAGES["docs/script.md"]] == []


def test_every_format_has_its_line_and_no_other():
    table = re.search(r"\| format \|.*?\n\n", PAGES["docs/script.md"], re.DOTALL)[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == tuple(formats.formats())


def test_a_factory_is_told_of_every_file_it_gets():
    table = re.search(r"\| file \|.*?\n\n", PAGES["docs/factory.md"], re.DOTALL)[0]
    gasket = build_design(flange_gasket.TEMPLATE, flange_gasket.TEMPLATE.presets["four bolts"])
    rows = "".join(re.findall(r"^\|([^|]+)\|", table, re.MULTILINE))
    named = {name.replace("<template>-<code>", "") for name in re.findall(r"`([^`]+)`", rows)}
    files = {file_name("", kind) for kind in (*order_formats(gasket), REPORT)}
    assert named == files | {JOB_FILE, TRAVELLER_FILE}


@pytest.mark.parametrize("page", [page for page in PAGES if "reference" not in page and page != "CHANGELOG.md"])
def test_nothing_that_there_is_is_denied(page):
    """Such as: there are no drawings, and the view does not colour them."""
    exists = "|".join([*(rf"{word}\b" for word in WORDS.values()), *(f"`{name}`" for name in main.commands)])
    denial = re.compile(rf"\b(?:no|not|nor|never|without|lacks?)\b(?:[ ,]+\w+){{0,2}}[ ,]+(?:{exists})", re.IGNORECASE)
    assert denial.findall(" ".join(PAGES[page].split())) == []


def test_every_format_has_a_word_that_may_not_be_denied():
    assert set(WORDS) == set(formats.formats())


DOORS = (formats.DOOR, checks.DOOR, target_registry.DOOR)


@pytest.mark.parametrize("door", DOORS, ids=[door.attribute for door in DOORS])
def test_the_example_of_a_door_is_what_it_takes(door):
    blocks = re.findall(r"```python\n(.*?)```", PAGES["docs/extending.md"], re.DOTALL)
    (example,) = [block for block in blocks if re.search(rf"^{door.attribute} =", block, re.MULTILINE)]
    module = {}
    exec(example, module)
    for each in module[door.attribute]:
        assert isinstance(each, door.kind)
        assert door.fault_of(each) == ""
    assert door.group in PAGES["docs/extending.md"]


def drawn_paths():
    """The files and folders that the tree of the architecture names, as paths."""
    tree, path = re.search(r"```text\n(configurator/.*?)```", PAGES["docs/architecture.md"], re.DOTALL)[1], []
    for indent, name in re.findall(r"^( {0,6})([\w/.]+)(?:  |$)", tree, re.MULTILINE):
        path = [*path[: len(indent) // 2], name]
        yield "".join(path)


def test_the_architecture_draws_what_is_there():
    drawn = [*drawn_paths()]
    assert [path for path in drawn if not (ROOT / path).exists()] == []
    rooms = ("configurator", "configurator/services", "configurator/domain", "configurator/kernel")
    packages = {f"{file.parent.relative_to(ROOT)}/" for room in rooms for file in (ROOT / room).glob("*/__init__.py")}
    assert packages <= {*drawn}


def test_every_module_that_is_named_is_there():
    named = found_by(re.compile(rf"`({ROOMS}(?:\.\w+)+)`").findall)
    assert [(page, name) for page, name in named if not find_spec(f"configurator.{name}")] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.match(r"[\w-]+", each)[0] for each in wanted}
    text = PAGES["docs/decisions.md"].partition("## Geometry")[0]
    assert names == set(re.findall(r"\*\*([\w-]+)\*\*", text))


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "docs").glob("*.py")))
def test_a_script_of_the_pages_finds_what_it_imports(name):
    assert import_module(name)


SNIPPET = re.compile(r"```python\n(.*?)```", re.DOTALL)
# What the examples for authors take from the part that they belong to.
OF_THE_PART = {"Badge", "Cover", "Grommet", "Knob", "plate", "letters", "above", "below", "rims", "__file__"}


def snippets_of_authors():
    """The examples of the page for authors, without lines from within a call."""
    return [each for each in SNIPPET.findall(PAGES["docs/template-author.md"]) if not each.startswith(" ")]


def foreign_names(snippet):
    """The names that a snippet reads and neither imports nor defines."""
    nodes = [*ast.walk(ast.parse(snippet))]
    names = [each for each in nodes if isinstance(each, ast.Name)]
    bound = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    bound |= {each.name for each in nodes if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    bound |= {each.arg for each in nodes if isinstance(each, ast.arg)}
    bound |= {(each.asname or each.name) for each in nodes if isinstance(each, ast.alias)}
    return {each.id for each in names} - bound - set(dir(builtins))


@pytest.mark.parametrize("snippet", snippets_of_authors(), ids=lambda each: each.splitlines()[-1][:40])
def test_an_example_for_authors_imports_what_it_uses(snippet):
    assert foreign_names(snippet) <= OF_THE_PART
    for each in ast.walk(ast.parse(snippet)):
        if isinstance(each, ast.ImportFrom):
            assert [name.name for name in each.names if not hasattr(import_module(each.module), name.name)] == []


def test_the_knob_that_authors_are_shown_has_its_letter_sunk_into_its_face():
    (snippet,) = [each for each in snippets_of_authors() if "sink_letters(" in each]
    names = {}
    exec(snippet, names)
    box = sdk.Box((-5, -5, 11), (5, 5, 13))
    size = {"name": "depth", "nominal": 0.6, "tolerance": 0.01, "facing": sdk.Z, "up": sdk.Y, "of": "relief"}
    assert measure(mesh_shape(names["knob"].val()), [sdk.LetterSize(**size, box=box, form="sunk")])[0].ok


def sizes_of_authors():
    """What the blocks of the page for authors on dimensions define, in their order."""
    section = PAGES["docs/template-author.md"].split("## Dimensions")[1].split("\n## ")[0]
    for block in SNIPPET.findall(section):
        names = {}
        exec(block, names)
        yield names


def test_the_dimensions_that_authors_are_shown_are_measured_on_such_parts():
    shell = cq.Workplane().circle(33).circle(30).extrude(60)
    shell = shell.cut(cq.Workplane().polyline([(0, 0), (99, -99), (99, 99)]).close().extrude(60))
    flange, bracket, stud, countersunk = sizes_of_authors()
    plates = [(features.flange(), flange), (features.bracket(), bracket), (features.countersunk(), countersunk)]
    meshes = [(mesh_shape(solid.val()), names) for solid, names in plates]
    for mesh, names in (*meshes, (threaded(1.5, 10, 8.16, 12), stud)):
        assert [each.dimension.name for each in measure(mesh, names["SIZES"]) if not each.ok] == []
    assert measure(mesh_shape(shell.val()), [stud["GIRTH"]])[0].ok


def test_authors_are_shown_every_kind_of_dimension():
    shown = {name for names in sizes_of_authors() for name in (type(each).__name__ for each in names["SIZES"])}
    table = PAGES["docs/template-author.md"].split("## Dimensions")[1].split("\n\n")[2]
    kinds = {each.__name__ for each in get_args(Dimension)}
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == kinds
    assert shown >= kinds - {"Distance", "Thickness", "Angle", "Girth"}
