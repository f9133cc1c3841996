"""The pages of a template that its author is at work on: its files are read anew whenever they change."""

from __future__ import annotations

from threading import Lock

from flask import Flask, Response, request

from configurator.domain.error_places import error_words, last_line
from configurator.domain.errors import Failed, failed
from configurator.template_changes import check_module, files_stamp, module_of, read_again
from web.http_errors import handle_program_error, handle_unexpected_error

# Where the page's script asks whether the template has changed.
STAMP_PATH = "/template-stamp"


def watch_template(app: Flask, template: str) -> None:
    """Before each request read the template's package again if a file of it has changed, and have pages load again.

    Where the template cannot be used any more, its page says why, and of what its functions raise the line.

    Raises Refused for an unknown template.
    """
    module = module_of(template)
    package = module.partition(".")[0]
    lock, stamps = Lock(), [files_stamp(package)]

    def follow_changes() -> None:
        with lock:
            stamp = files_stamp(package)
            if stamp != stamps[0]:
                stamps[0] = stamp
                read_again(package)
        if request.path.startswith("/parts/"):
            check_module(module)

    def handle_unexpected(error: Exception) -> Response:
        return (
            handle_program_error(_template_fault(error, module))
            if last_line(error, {module})
            else handle_unexpected_error(error)
        )

    app.register_error_handler(Exception, handle_unexpected)
    app.before_request(follow_changes)
    app.add_url_rule(STAMP_PATH, view_func=lambda: {"stamp": stamps[0]}, endpoint="template_stamp")
    app.jinja_env.globals["template_stamp"] = lambda: stamps[0]


def _template_fault(error: Exception, module: str) -> Failed:
    return failed(
        f"The template raised an error ({error_words(error, {module})}).", hint="Mend the file: this page follows it."
    )
