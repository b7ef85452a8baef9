"""What costs many seconds is made once for all tests and all workers of a run."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def made_once(base: Path, name: str, make: Callable[[], T]) -> T:
    """What a function makes; nobody may change it.

    Args:
        base: a folder that the workers of a run share.
        name: the name of what is made, which is part of file names.
        make: makes it, in whichever worker comes first; it must be possible to pickle the result.
    """
    done, part, lock = (base / f"{name} {what}" for what in ("done", "part", "lock"))
    while not done.exists():
        try:
            lock.mkdir(parents=True)
        except FileExistsError:
            time.sleep(0.2)  # another worker is at it
            continue
        try:
            if not done.exists():
                part.write_bytes(pickle.dumps(make()))
                part.replace(done)
        finally:
            lock.rmdir()
    made: T = pickle.loads(done.read_bytes())
    return made
