"""Compiled templates of pages, for the many applications that tests make in one process."""

from jinja2 import BytecodeCache


class CompiledPages(BytecodeCache):
    """Keeps what each template was compiled to, by its name and content."""

    def __init__(self):
        self._compiled = {}

    def load_bytecode(self, bucket):
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._compiled[bucket.key, bucket.checksum] = bucket.code
