"""The meaning of a portfolio: do its concepts exist, its levels agree, its dates make sense, its codes live.

:func:`findings` goes over the portfolio once and asks every check of :data:`.checks.CHECKS` that looks at a value.
"""

from .checking import findings

__all__ = ["findings"]
