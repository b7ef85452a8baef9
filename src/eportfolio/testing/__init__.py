"""The contract suite for authors of adapters, and strategies for the whole model; it needs the extra ``[test]``.

In the tests of your adapter::

    from eportfolio.testing import AdapterContract

    class TestMine(AdapterContract):
        adapter = MINE
        samples = (Path("tests/samples/one.xml"),)
"""

from .contract import AdapterContract, check_mutation, check_reading_back, check_round_trip, check_sniffing
from .leaves import Leaf, leaves_of, mutants
from .strategies import instances, portfolio_data, portfolios

__all__ = [
    "AdapterContract",
    "Leaf",
    "check_mutation",
    "check_reading_back",
    "check_round_trip",
    "check_sniffing",
    "instances",
    "leaves_of",
    "mutants",
    "portfolio_data",
    "portfolios",
]
