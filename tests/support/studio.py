"""A pool that draws as well as makes, without a kernel."""

from concurrent.futures import Future
from pathlib import Path

from configurator.domain.errors import ConfiguratorError
from support.ordering import PicturePool

# What it reads of whatever drawing.
SQUARE = "M 0 0 L 40 0 L 40 40 L 0 40 Z"


class Studio(PicturePool):
    """Draws as well: previews and pictures of nothing but their request; of drawings it reads a square."""

    def submit(self, function, request, limits=None):
        if function.startswith("configurator.kernel.jobs.make:"):
            return super().submit(function, request, limits)
        self.requests.append(request)
        answer = Future()
        if function.startswith("configurator.kernel.jobs.read_outline:"):
            answer.set_result({"text": SQUARE, "warnings": [], "left_out": [], "unit": request["unit"] or "mm"})
            return answer
        try:
            self.on_request(request)
            name = f"{request['stem']}.drawn"
            Path(request["directory"], name).write_text(f"{function} {sorted(request['parameters'].items())}")
            facts = {"bounds_mm": [[0, 0, 0], [20, 20, 10]], "volume_mm3": 2000.0}
            answer.set_result({"file": name, "shape": name, **facts, "timings_ms": {"build": 12.34, "mesh": 5}})
        except ConfiguratorError as error:
            answer.set_exception(error)
        return answer

    def run(self, function, request, limits=None):
        return self.submit(function, request, limits).result()
