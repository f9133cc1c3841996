"""Compiled addresses of pages, for the many applications that tests make in one process."""

from werkzeug.routing import Rule

_compile = Rule._compile_builder
_compiled = {}


def compile_once(rule, append_unknown=True):
    """What `rule` was compiled to, which depends on nothing but its words."""
    said = rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown
    if said not in _compiled:
        _compiled[said] = _compile(rule, append_unknown)
    return _compiled[said]
