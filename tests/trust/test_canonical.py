"""Canonical statements: the working group's tests, the badge on which the variants differ, bounds, and two oracles."""

from __future__ import annotations

import json
import time
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.jsonld import to_nquads
from eportfolio.sources.limits import Limits
from eportfolio.trust.canonical import Digest, Variant, canonical_identifiers, canonicalise, forms
from tests.support import SHARED, needs_shared, shared

SUITE = SHARED / "samples/vc-vectors/rdf-canon" if SHARED else Path()
PAIR = """
<urn:a> <urn:p> _:x .
<urn:a> <urn:p> _:y .
_:x <urn:q> "1" .
"""
ALIKE = """
_:a <urn:p> _:b .
_:b <urn:p> _:a .
_:c <urn:p> _:d .
_:d <urn:p> _:c .
"""
DIFFERENT = """
<urn:s> <urn:proof> _:g .
_:n <urn:p0> <urn:o> _:g .
_:n <urn:p1> <urn:o> _:g .
_:m <urn:p0> <urn:o> _:h .
_:m <urn:p1> <urn:o> _:h .
"""
"""Two graphs of equal content, of which one is a proof: in each a node stands twice beside the graph's name."""


def entries(kind: str) -> list[Any]:
    if SHARED is None:
        return []
    manifest = json.loads((SUITE / "manifest.jsonld").read_bytes())
    return [pytest.param(entry, id=entry["id"]) for entry in manifest["entries"] if entry["type"] == f"rdfc:{kind}"]


def text(path: str) -> str:
    return (SUITE / path).read_bytes().decode()


def digest_of(entry: dict[str, Any]) -> Digest:
    return "sha384" if "384" in entry.get("hashAlgorithm", "") else "sha256"


def by_pyld(nquads: str) -> str:
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    found: str = pyld.normalize(nquads, options)
    return found


def by_oxigraph(nquads: str, digest: Digest = "sha256") -> str:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS))
    names = {"sha256": "RDFC_1_0", "sha384": "RDFC_1_0_SHA_384"}
    dataset.canonicalize(getattr(pyoxigraph.CanonicalizationAlgorithm, names[digest]))
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


@needs_shared
def test_the_suite_is_there() -> None:
    assert (len(entries("RDFC10EvalTest")), len(entries("RDFC10MapTest"))) == (64, 21)
    assert "sha384" in {digest_of(entry.values[0]) for entry in entries("RDFC10EvalTest")}


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("entry", entries("RDFC10EvalTest"))
def test_canonical_form(entry: dict[str, Any], variant: Variant) -> None:
    found = canonicalise(text(entry["action"]), digest=digest_of(entry), variant=variant)
    assert found == text(entry["result"])


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("entry", entries("RDFC10MapTest"))
def test_canonical_identifiers(entry: dict[str, Any], variant: Variant) -> None:
    found = canonical_identifiers(text(entry["action"]), digest=digest_of(entry), variant=variant)
    assert found == json.loads(text(entry["result"]))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("entry", entries("RDFC10NegativeEvalTest"))
def test_poison_is_refused_soon(entry: dict[str, Any], variant: Variant) -> None:
    nquads = text(entry["action"])
    started = time.process_time()
    with pytest.raises(UnsafeError, match="look alike") as raised:
        canonicalise(nquads, variant=variant)
    assert time.process_time() - started < 5
    assert raised.value.finding.name == "limit-exceeded"


def clique(size: int) -> str:
    return "".join(f"_:n{one} <urn:p> _:n{other} .\n" for one, other in permutations(range(size), 2))


def ring(size: int) -> str:
    return "".join(f"_:n{one} <urn:p> _:n{(one + 1) % size} .\n" for one in range(size))


def star(size: int) -> str:
    return "".join(f"_:s <urn:p> _:n{one} .\n_:n{one} <urn:q> _:t{one} .\n" for one in range(size))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("nquads", [clique(12), clique(40), clique(300), ring(5000)])
def test_larger_poison_is_refused_soon(nquads: str, variant: Variant) -> None:
    started = time.process_time()
    with pytest.raises(UnsafeError, match="look alike"):
        canonicalise(nquads, variant=variant)
    assert time.process_time() - started < 10  # most of it is reading the largest ones


@pytest.mark.parametrize("nquads", [clique(4), ring(30), star(5), star(300)])
def test_small_graphs_of_nodes_that_look_alike(nquads: str) -> None:
    assert by_pyld(nquads) == canonicalise(nquads)
    assert by_oxigraph(nquads) == canonicalise(nquads, variant=Variant.WITHOUT_DUPLICATES)


@needs_shared
def test_the_badge_on_which_the_variants_differ() -> None:
    given_, expected = (
        shared(f"samples/rdfc10/rdfc10_ob3_complete.{name}.nq").read_bytes().decode() for name in ("in", "expected")
    )
    assert canonicalise(given_, variant=Variant.KEEPING_DUPLICATES) == expected
    assert canonicalise(given_, variant=Variant.WITHOUT_DUPLICATES) == by_oxigraph(given_) != expected
    assert [form.variant for form in forms(given_)] == [Variant.KEEPING_DUPLICATES, Variant.WITHOUT_DUPLICATES]


@needs_shared
def test_its_smallest_part() -> None:
    nquads = shared("samples/rdfc10/rdfc10_duplicate_related_min.nq").read_bytes().decode()
    assert [form.text for form in forms(nquads)] == [by_pyld(nquads), by_oxigraph(nquads)]


def test_forms_are_distinct() -> None:
    assert [form.variant for form in forms(PAIR)] == [Variant.KEEPING_DUPLICATES]
    assert [form.variant for form in forms(ALIKE)] == [Variant.KEEPING_DUPLICATES]
    both = forms(DIFFERENT)
    first = next(both)
    assert first == (Variant.KEEPING_DUPLICATES, by_pyld(DIFFERENT))
    assert list(both) == [(Variant.WITHOUT_DUPLICATES, by_oxigraph(DIFFERENT))]


def test_javascript_has_an_order_of_its_own() -> None:
    letter, hat = '<urn:s> <urn:p> "\uff21" .\n', '<urn:s> <urn:p> "\U0001f393" .\n'
    assert list(forms(hat + letter)) == [
        (Variant.KEEPING_DUPLICATES, letter + hat),
        (Variant.IN_CODE_UNITS, hat + letter),
    ]
    assert by_oxigraph(hat + letter) == letter + hat
    for other in (letter, hat, hat + letter.replace("\uff21", "é"), letter + hat.replace("urn:p", "urn:q")):
        assert [form.variant for form in forms(other)] == [Variant.KEEPING_DUPLICATES]


def test_the_order_counts_where_nodes_are_told_apart() -> None:
    """The names of blank nodes come from hashes over ordered statements."""
    nquads = "".join(
        f'_:{n} <urn:p> "\uff21" .\n_:{n} <urn:p> "\U0001f393" .\n_:{n} <urn:q> "{n}" .\n' for n in "abcdef"
    )
    first, second = forms(nquads)
    assert second.variant is Variant.IN_CODE_UNITS
    assert sorted(first.text.splitlines()) != sorted(second.text.splitlines())


@pytest.mark.parametrize("digest", get_args(Digest))
def test_the_digest_counts(digest: Digest) -> None:
    assert canonicalise(PAIR, digest=digest) == by_oxigraph(PAIR, digest)


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        (r'<urn:s> <urn:p> "\t\u0001\u007F\u0008 \\ \" \u00e9" .', r'<urn:s> <urn:p> "\t\u0001\u007F\b \\ \" é" .'),
        ('<urn:s>\t<urn:p><urn:o>.', "<urn:s> <urn:p> <urn:o> ."),
        ('<urn:s> <urn:p> "x"^^<http://www.w3.org/2001/XMLSchema#string> . # said', '<urn:s> <urn:p> "x" .'),
        ('<urn:s> <urn:p> "x"@en-US <urn:g> .', '<urn:s> <urn:p> "x"@en-US <urn:g> .'),
        (r'<urn:\u00e9> <urn:p> "\U0001F600" .', '<urn:é> <urn:p> "😀" .'),
        ('<urn:s> <urn:p> "a\u2028b\u0085c" .', '<urn:s> <urn:p> "a\u2028b\u0085c" .'),
        ('<urn:s> <urn:p> "x" .\n<urn:s> <urn:p> "x" .\r\n\n# no more', '<urn:s> <urn:p> "x" .'),
    ],
)  # fmt: skip
def test_the_spelling_is_canonical(line: str, canonical: str) -> None:
    assert canonicalise(line) == f"{canonical}\n"


@pytest.mark.parametrize(
    "nquads",
    [
        "<urn:s> <urn:p> .",
        "<urn:s> <urn:p> <urn:o>",
        "<urn:s> _:p <urn:o> .",
        '"s" <urn:p> <urn:o> .',
        "<urn:s> <urn:a b> <urn:o> .",
        '<urn:s> <urn:p> "x" y .',
        r'<urn:s> <urn:p> "\x" .',
        r'<urn:s> <urn:p> "\uD800" .',
        r'<urn:s> <urn:p> "\UFFFFFFFF" .',
        '<urn:s> <urn:p> "\ud800" .',
        '<urn:s> <urn:p> "x"@1 .',
        "<urn:s> <urn:p> <urn:o> .\n{}",
    ],
)
def test_what_is_no_statement_is_refused(nquads: str) -> None:
    with pytest.raises(UnreadableError, match="statements"):
        canonicalise(nquads)


def test_limits() -> None:
    with pytest.raises(UnsafeError, match="limit nodes"):
        canonicalise(ring(20), limits=Limits(nodes=10))
    with pytest.raises(UnsafeError, match="limit file_bytes"):
        canonicalise(ring(20), limits=Limits(file_bytes=10))


NODES = st.sampled_from([*(f"_:n{number}" for number in range(6)), "<urn:a>", "<urn:b>"])
QUADS = st.tuples(
    NODES,
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    st.one_of(NODES, st.sampled_from(['"x"', '"y"@en', '"1"^^<urn:t>'])),
    st.sampled_from(["", "", " <urn:g>", " _:n0", " _:g1"]),
)


def nquads_of(quads: list[tuple[str, str, str, str]]) -> str:
    """No statement names a node twice: PyLD alone counts such a statement twice."""
    return "".join(f"{s} {p} {o}{g} .\n" for s, p, o, g in quads if len({s, o, g.strip()}) == 3)


GRAPHS = st.lists(QUADS, max_size=14, unique=True).map(nquads_of)


@settings(max_examples=150, deadline=None)
@given(GRAPHS)
def test_both_variants_agree_with_those_who_made_them(nquads: str) -> None:
    assert canonicalise(nquads) == by_pyld(nquads)
    assert canonicalise(nquads, variant=Variant.WITHOUT_DUPLICATES) == by_oxigraph(nquads)
    assert canonicalise(nquads, variant=Variant.WITHOUT_DUPLICATES, digest="sha384") == by_oxigraph(nquads, "sha384")


@pytest.mark.parametrize("nquads", ["_:n <urn:p> _:n _:g .\n", "_:n <urn:p> _:n .\n_:n <urn:p> _:m _:n .\n"])
def test_a_statement_that_names_a_node_twice_counts_once(nquads: str) -> None:
    assert canonicalise(nquads) == by_oxigraph(nquads)


@settings(max_examples=60, deadline=None)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_names_and_order_do_not_count(nquads: str, random: Any) -> None:
    lines = nquads.splitlines(keepends=True)
    random.shuffle(lines)
    renamed = "".join(lines).replace("_:n", "_:m9").replace("_:g", "_:n")
    assert canonicalise(renamed) == canonicalise(nquads)
    assert canonicalise(canonicalise(nquads)) == canonicalise(nquads)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=20))
def test_every_text_survives(said: str) -> None:
    nquads = to_nquads({"@context": {"name": "urn:name"}, "@id": "urn:x", "name": said})
    (quad,) = pyoxigraph.parse(canonicalise(nquads), format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == said


@needs_shared
def test_a_large_record_takes_little_time() -> None:
    record = json.loads(shared("samples/badges/learncard-clr2/clr__great-plains-full.json").read_bytes())
    nquads = to_nquads(record)
    assert nquads.count("\n") > 3000
    started = time.process_time()
    found = canonicalise(nquads)
    assert time.process_time() - started < 5
    assert found == by_oxigraph(nquads)
