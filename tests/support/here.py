"""Functions that have a process of their own, called in this one."""

import json

from configurator.pool.child import _import_function


def run_here(function, request, limits):
    """Stands in for `run_in_process`: starting an interpreter for each call takes longer than most tests."""
    answer = _import_function(function)(json.loads(json.dumps(request, allow_nan=False)))
    return json.loads(json.dumps(answer))


def give_back(request):
    return request


def print_and_answer(request):
    print("this is no answer")
    return {}
