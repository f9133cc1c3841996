"""How often functions are called, under whichever name the modules that are imported by then know them."""

import sys
from collections import Counter
from functools import wraps

OURS = ("configurator", "web")


def count_calls(monkeypatch, *functions):
    """A counter by function name, which counts until the test ends."""
    counts = Counter({function.__name__: 0 for function in functions})
    for function in functions:
        _replace_everywhere(monkeypatch, function, _counting(function, counts))
    return counts


def _counting(function, counts):
    @wraps(function)
    def counting(*arguments, **options):
        counts[function.__name__] += 1
        return function(*arguments, **options)

    return counting


def _replace_everywhere(monkeypatch, function, other):
    modules = [module for name, module in tuple(sys.modules.items()) if name.partition(".")[0] in OURS]
    for module in modules:
        for name in [name for name, value in tuple(vars(module).items()) if value is function]:
            monkeypatch.setattr(module, name, other)
