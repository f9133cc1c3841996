"""A preview as one file of the disk cache, with its digest: a power cut or a full disk may leave a part of it."""

from __future__ import annotations

import json

from configurator.domain.sha256 import sha256
from configurator.services.previews.drafts import Preview


def pack_preview(preview: Preview) -> bytes:
    """A line with the SHA-256 (hex) of the rest, a line of JSON (facts, timings_ms), and the GLB."""
    facts = json.dumps({"facts": preview.facts, "timings_ms": preview.timings_ms}).encode()
    content = facts + b"\n" + preview.glb
    return sha256(content).encode() + b"\n" + content


def unpack_preview(packed: bytes) -> Preview | None:
    """The preview, without its shape; None where the file is damaged."""
    digest, _, content = packed.partition(b"\n")
    if sha256(content).encode() != digest:
        return None
    facts, _, glb = content.partition(b"\n")
    return Preview(glb, **json.loads(facts))
