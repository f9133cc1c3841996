"""A pool that makes no parts: for tests of the code around it."""

import hashlib
import json
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from configurator import catalogue
from configurator.domain.errors import ConfiguratorError
from configurator.domain.parts.designs import Design
from configurator.domain.parts.versions import versions
from configurator.formats import file_name
from support.reports import HEIGHT, report_content


class FakePool:
    """Answers at once with files that hold their own names, and a report like the kernel's.

    `on_request` is called with each request first, and may raise what the kernel might; `ok` is what the
    report says of the one dimension, `fields` what else it says.
    """

    def __init__(self, on_request=lambda request: None, ok=True):
        self.requests = []
        self.on_request = on_request
        self.ok = ok
        self.manufacturability = []
        self.fields = {}

    def submit(self, function, request, limits=None):
        assert function == "configurator.kernel.jobs.make:run_make"
        self.requests.append(json.loads(json.dumps(request, allow_nan=False)))
        answer = Future()
        try:
            self.on_request(request)
            answer.set_result(make_files(request, self.ok, self.manufacturability, self.fields))
        except ConfiguratorError as error:
            answer.set_exception(error)
        return answer

    @contextmanager
    def opened(self, *arguments, **options):
        """Stands in for `open_pool`."""
        yield self


def _compensation(request):
    """As the kernel has it: left out where holes are as asked."""
    done = request.get("drafting", {}).get("hole_compensation_mm")
    return {"hole_compensation_mm": done} if done else {}


def make_files(request, ok, manufacturability=(), fields=None):
    design = Design(request["template"], catalogue.find(request["template"]).version, request["parameters"])
    files = {kind: file_name(request["stem"], kind) for kind in request["formats"]}
    for name in files.values():
        (Path(request["directory"]) / name).write_text(name)
    digests = {kind: hashlib.sha256(name.encode()).hexdigest() for kind, name in files.items()}
    content = {
        "template": design.template,
        "version": design.version,
        "code": design.code,
        "parameters": dict(design.parameters),
        "dimensions": [HEIGHT | {"ok": ok}],
        "making": list(manufacturability),
        "versions": versions(),
        "digests": {"design": design.digest, **digests},
    }
    report = report_content(**content | _compensation(request) | (fields or {}))
    if files:
        files["report"] = f"{request['stem']}.report.json"
        (Path(request["directory"]) / files["report"]).write_text(json.dumps(report))
    return {"files": files, "report": report, "timings_ms": {"build": 1.0}}
