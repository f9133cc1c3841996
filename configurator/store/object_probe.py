"""Whether the store of artefacts can be written now, and where it lies if on a disk of this machine."""

from __future__ import annotations

import re
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore

from configurator.domain.errors import blocked
from configurator.store.objects import PROBE_PATH, STORAGE_HINT

# As the system says it in the store's long text: "... : No space left on device (os error 28)".
SYSTEM_REASON = re.compile(r"([A-Z][\w -]*) \(os error \d+\)")


def check_objects_writable(objects: ObjectStore) -> None:
    """Raise Blocked with the system's reason, as far as it is known, for a store that cannot be written.

    One byte is put where one is, which the store must refuse, as it does with artefacts: a folder writes it beside
    before it notices, a store at a URL asks first whether one may write.
    """
    try:
        obstore.put(objects, PROBE_PATH, b"1", mode="create")
    except AlreadyExistsError:
        pass
    except (BaseError, OSError) as error:
        reason = SYSTEM_REASON.search(str(error))
        words = f"cannot be written: {reason[1]}" if reason else "cannot be written"
        raise blocked(words, "ARTEFACTS", hint=STORAGE_HINT) from None


def objects_folder(objects: ObjectStore) -> Path | None:
    """The folder of the artefacts, None where they lie elsewhere."""
    return Path(objects.prefix) if isinstance(objects, LocalStore) and objects.prefix else None
