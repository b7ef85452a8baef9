"""The contract suite for authors of adapters; it needs the extra ``[test]``.

>>> from eportfolio.testing import AdapterContract              # doctest: +SKIP
>>> class TestMine(AdapterContract):                            # doctest: +SKIP
...     adapter = MINE
...     samples = (Path("tests/samples/one.xml"),)
"""
