"""The benchmarks run; what they measure is looked at by people, since no test asserts a time."""

from __future__ import annotations

from . import inputs, ratios


def test_the_inputs_have_the_sizes_they_are_named_for() -> None:
    assert 25_000 < len(inputs.medium()) < 35_000
    assert 1_000_000 < len(inputs.large(megabytes=1)) < 1_100_000


def test_the_ratios_of_a_conversion_can_be_measured() -> None:
    rows = ratios.conversion(rounds=1)
    assert len(rows) == 6
    assert all(ratio > 0 for _, ratio, _ in rows)
