"""One thread of linear algebra at a time.

Our matrices are small: several threads of the linear algebra library would only wait for each other, and on a busy
machine much longer than the work takes.  Their number can only be set for the whole process, so it is set for one
piece of work at a time, and restored after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any, Final

_ALONE: Final = RLock()


@contextmanager
def single_threaded() -> Iterator[None]:
    """Work that no other thread of ours does at the same time, with one thread of linear algebra."""
    with _ALONE, _libraries().limit(limits=1, user_api="blas"):
        yield


@cache
def _libraries() -> Any:
    """The linear algebra libraries of this process; numpy's is among them once numpy is imported."""
    from importlib import import_module

    import_module("numpy")  # loads its library
    return import_module("threadpoolctl").ThreadpoolController()
