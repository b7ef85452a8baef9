"""European Digital Credentials from clumsy and hostile senders: through the command, without network, in bounds."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.report.errors import EportfolioError
from tests.security.commands import Outcome, alone, watched
from tests.security.elm import (
    DROPPED,
    NAMESPACE,
    WRONG,
    achievement,
    claiming,
    compact,
    encoded,
    example,
    nested,
    paths,
    presentation,
    put,
    sealed,
    small,
)
from tests.security.measuring import reading
from tests.support import EXAMPLES

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.filterwarnings("error")]

TARGETS = ("europass", "jsonresume", "eportfolio", "elm", "elm-upload")
EVIL = "http://example.org/evil.jsonld"
IMAGE = ("displayParameter", "individualDisplay", 0, "displayDetail", "image", "content")
TITLE = ("displayParameter", "title", "en")


def saved(content: Any, name: str = "in.jsonld") -> str:
    """A file with the content."""
    text = content if isinstance(content, bytes | str) else json.dumps(content)
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def seen(content: Any, *, name: str = "in.jsonld") -> tuple[Outcome, Outcome, Outcome]:
    """What validating, converting and showing end with; something is written exactly when that was said."""
    file = saved(content, name)
    Path("out.portfolio.json").unlink(missing_ok=True)
    outcomes = watched("validate", file), watched("convert", file, "out.portfolio.json"), watched("show", file)
    assert Path("out.portfolio.json").exists() is (outcomes[1].code == 0)
    for outcome in outcomes:
        if outcome.code:
            assert "→" in outcome.out + outcome.err, "what to do"
    return outcomes


def refused(content: Any, rule: str, *, code: int = 4, name: str = "in.jsonld") -> str:
    """What is said of a file that no command reads."""
    checked, converted, shown = seen(content, name=name)
    assert [checked.code, converted.code, shown.code] == [code] * 3, (checked, converted, shown)
    assert rule in checked.out
    assert rule in converted.err
    assert rule in shown.err
    return checked.out


# -- a value of another type, anywhere -----------------------------------------------------------------------


def mutants(name: str, part: int, parts: int) -> list[tuple[Any, Any, bytes]]:
    """The example with one wrong value, for every place; each part has other places and other values."""
    base = example(name)
    return [
        (place, wrong, json.dumps(put(base, place, wrong)).encode())
        for number, place in enumerate(paths(base))
        if number % parts == part
        for wrong in (WRONG[(number // parts + part) % len(WRONG)],)
    ]


@pytest.mark.parametrize("part", range(6))
@pytest.mark.parametrize("name", ["elm", "elm-upload"])
def test_a_wrong_type_anywhere_is_read_or_named(name: str, part: int) -> None:
    for number, (place, wrong, data) in enumerate(mutants(name, part, 6)):
        try:
            for level in ("syntax", "structure", "semantics"):
                ep.validate(data, format=name, level=level)
            ep.convert(data, source_format=name, target_format=TARGETS[number % len(TARGETS)])
        except EportfolioError as error:
            codes = (1, 4, 5) if "type" in place else (1, 4)  # without its type it is a credential of another kind
            assert error.exit_code in codes, (place, wrong, error)  # noqa: PT017


@pytest.mark.parametrize("key", ["issuer", "issued", "credentialSubject", "displayParameter", "credentialSchema"])
def test_what_is_required_and_not_there(key: str) -> None:
    checked, converted, shown = seen(put(example(), (key,), DROPPED))
    assert (checked.code, converted.code, shown.code) == (1, 0, 0)
    assert f'"{key}"' in checked.out


@pytest.mark.parametrize("key", ["title", "legalName", "noteLiteral"])
def test_a_text_in_indonesian_is_lost_by_name(key: str) -> None:
    """Its code, ``id``, is also how objects are named."""
    base = example()
    place = next(path for path in paths(base) if path[-1] == key and "influencedBy" in path)
    data = json.dumps(put(base, place, {"id": "Bengkel sepeda"})).encode()
    for target in TARGETS:
        conversion = ep.convert(data, target_format=target)
        assert b"Bengkel sepeda" in conversion.data or "Bengkel sepeda" in {item.value for item in conversion.report}


def test_a_name_that_nothing_is_said_of_stands_for_nothing_else() -> None:
    """The address of an accrediting body that has no country here, and one elsewhere in the credential."""
    base = example("elm-upload")
    places = [path for path in paths(base) if path[-1] == "countryCode"]
    assert len(places) > 2
    for place in places:
        for wrong in (DROPPED, {"type": "Concept"}):
            data = json.dumps(put(base, place, wrong)).encode()
            for target in ("elm", "elm-upload"):
                try:
                    ep.convert(data, target_format=target)
                except EportfolioError as error:
                    assert error.exit_code == 1, (place, error)  # noqa: PT017


# -- circles, repetition, numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["hasPart", "isPartOf", "provenBy"])
def test_circles(key: str) -> None:
    for size in (1, 2, 50):
        ring = [achievement(n, **{key: {"id": f"urn:ex:{(n + 1) % size}"}}) for n in range(size)]
        checked, converted, shown = seen(claiming(*ring))
        assert (checked.code, converted.code, shown.code) == (1, 0, 0)
        assert len(json.loads(Path("out.portfolio.json").read_text())["qualifications"]) == size
        assert watched("validate", "in.jsonld", "--level", "semantics").code == 1


@pytest.mark.parametrize("key", ["hasPart", "isPartOf"])
def test_depth(key: str) -> None:
    for depth in (5, 100):
        assert [outcome.code for outcome in seen(nested(depth, key))] == [1, 0, 0]
    assert "EP1103" in refused(nested(1000, key), "EP1103")


def test_a_hundred_thousand_claims_within_each_other() -> None:
    name, grown = reading(nested(100_000), Path())
    assert name == "limit-exceeded"
    assert grown < 120


def test_descriptions_that_double_at_each_level() -> None:
    organisations = [
        {"id": f"urn:s:{n}", "type": "Organisation", "legalName": {"en": "x"}, "hasMember": {"id": f"urn:s:{n + 1}"},
         "subOrganisationOf": [{"id": f"urn:s:{n + 1}"}, {"id": f"urn:s:{n + 1}"}]}
        for n in range(60)
    ]  # fmt: skip
    base = example()
    base["credentialSubject"]["memberOf"] = organisations
    file = saved(base)
    assert alone("validate", file, megabytes=900).code == 1
    outcome = alone("convert", file, "out.portfolio.json", megabytes=900)
    assert (outcome.code, "EP1003" in outcome.err) == (4, True)
    assert not Path("out.portfolio.json").exists()


LARGE: dict[str, Callable[[], Any]] = {
    "two thousand claims": lambda: claiming(*map(achievement, range(2_000))),
    "one id for all of them": lambda: claiming(*({**achievement(n), "id": "urn:ex:1"} for n in range(2_000))),
    "ten thousand languages": lambda: put(example(), TITLE[:2], {f"x-l{n}": "t" for n in range(10_000)}),
    "one concept, labelled anew each time": lambda: put(example(), ("displayParameter", "language"), [
        {"id": "http://publications.europa.eu/resource/authority/language/NLD", "type": "Concept",
         "prefLabel": {"en": f"x{n}"}} for n in range(2_000)
    ]),
    "two thousand members": lambda: presentation(*map(small, range(2_000))),
    "two thousand sealed members": lambda: presentation(*(sealed(json.dumps(small(n))) for n in range(2_000))),
    "a term for everything": lambda: put(
        example(), ("@context",), [*example()["@context"], {f"t{n}": f"http://example.org/{n}" for n in range(20_000)}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LARGE)
def test_large_documents_cost_no_more_than_their_size(case: str) -> None:
    file = saved(LARGE[case]())
    assert alone("validate", file, seconds=30).code in (0, 1)
    for target, form in (("out.portfolio.json", "eportfolio"), ("out.jsonld", "elm")):
        assert alone("convert", file, target, "--to", form, "--no-verify", seconds=60).code in (0, 1, 4)


def test_a_hundred_thousand_claims_are_too_many() -> None:
    refused(claiming(*map(achievement, range(100_000))), "EP1003")


@pytest.mark.parametrize("place", [("id",), ("credentialSubject", "hasClaim", "id")])
@pytest.mark.parametrize("name", ["urn:x:" + "a" * 1_000_000, 'no "iri" <> \\ ', "../../etc/passwd", "javascript:x"])
def test_ids(place: tuple[str, ...], name: str) -> None:
    checked, converted, shown = seen(put(example(), place, name))
    assert (converted.code, shown.code) == (0, 0)
    assert checked.code == (1 if " " in name or name.startswith("..") else 0)
    assert len(checked.out + converted.err) < 20_000


@pytest.mark.parametrize(
    "tag", ["e" * 1_000_000, "-".join(["en", *["abcdefgh"] * 100_000]), "", " ", "../nl", "\u202e"]
)
def test_language_tags(tag: str) -> None:
    for outcome in seen(put(example(), TITLE[:2], {tag: "x", "en": "y"})):
        assert outcome.code in (0, 1)
        assert len(outcome.out + outcome.err) < 20_000, "a key of the file fills the screen"


KEYS = (
    "__proto__",
    "constructor",
    "__class__",
    "$",
    "*",
    "",
    " ",
    "/",
    "~",
    "a/b",
    "a~b[0]",
    "@foo",
    "@reverse",
    "@nest",
)


@pytest.mark.parametrize("key", KEYS)
def test_keys(key: str) -> None:
    data = json.dumps(put(example(), (key,), {"a": {"title": "b"}})).encode()
    report = ep.validate(data)
    assert not report.ok
    assert {item.code for item in report} <= {"EP1214", "EP1204"}
    conversion = ep.convert(data, target_format="elm")
    assert not ep.validate(conversion.data).named("dropped-term")
    assert "b" in {item.value for item in conversion.report}


@pytest.mark.parametrize("key", ["a\x01b", "a\x00b", "\ud800"])
def test_keys_that_cannot_be_exchanged(key: str) -> None:
    refused(put(example(), (key,), "x"), "EP1104")


@pytest.mark.parametrize(("number", "code"), [
    ("NaN", 4), ("-Infinity", 4), ("1e999", 4), ("9" * 5000, 4), ('{"a":1,"a":2}', 4),
    ("9" * 3000, 1), ("1e300", 1), ("-0", 1), ('"\u00b2"', 1), ("1.5", 1),
])  # fmt: skip
def test_numbers_of_pages(number: str, code: int) -> None:
    text = json.dumps(example()).replace('"page": 1', f'"page": {number}')
    assert number in text
    if code == 4:
        refused(text, "EP110")
        return
    assert watched("validate", saved(text)).code == code
    conversion = ep.convert(text.encode(), target_format="elm")
    assert ep.validate(conversion.data).ok


# -- pictures and texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "code"), [(1_000_000, 0), (7_000_000, 0), (15_000_000, 4)])
def test_pictures(size: int, code: int) -> None:
    data = b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(size)).decode()
    file = saved(put(example(), IMAGE, data))
    for argv in (("validate", file), ("show", file), ("convert", file, "out.jsonld", "--to", "elm")):
        outcome = alone(*argv, megabytes=900)
        assert (outcome.code, "EP1003" in outcome.out + outcome.err) == (code, code == 4)
    assert Path("out.jsonld").exists() is (code == 0)
    assert code or data.encode() in Path("out.jsonld").read_bytes()


PICTURES = {
    "script": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    "elsewhere": '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/x.png"/></svg>',
}


@pytest.mark.parametrize("case", PICTURES)
def test_pictures_of_others_are_kept_as_bytes_and_never_opened(case: str) -> None:
    data = b64encode(PICTURES[case].encode()).decode()
    file = saved(put(example(), IMAGE, data))
    assert "alert" not in watched("show", file).out
    for target in ("elm", "eportfolio"):
        assert data.encode() in ep.convert(file, target_format=target).data


@pytest.mark.parametrize("content", ["!!! no base64 !!!", "data:text/html;base64,PHNjcmlwdD4="])
def test_pictures_that_are_none(content: str) -> None:
    assert ep.read(json.dumps(put(example(), IMAGE, content)).encode()).report.named("invalid-base64")


def test_base64_in_lines() -> None:
    data = json.dumps(example()).encode()
    lines = json.dumps(put(example(), IMAGE, example_picture()[:40] + " \n\t" + example_picture()[40:])).encode()
    assert ep.equivalent(ep.read(data).portfolio, ep.read(lines).portfolio)


def example_picture() -> str:
    """The picture of the example."""
    value: Any = example()
    for step in IMAGE:
        value = value[step]
    return str(value)


@pytest.mark.parametrize("text", ["\x1b[2J", "\x00", "\ud800", "\uffff", "x" * 11_000_000])
def test_texts_that_cannot_be_exchanged(text: str) -> None:
    refused(put(example(), TITLE, text), "EP1003" if text.startswith("x") else "EP1104")


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "<b onclick=x>B</b>", "<a href='javascript:x'>y</a>"])
def test_texts_are_words_and_no_markup(markup: str) -> None:
    data = json.dumps(claiming(achievement(1, additionalNote={"type": "Note", "noteLiteral": {"en": markup}}))).encode()
    europass = ep.convert(data, target_format="europass", verify=False).data
    assert b"<script" not in europass
    assert b"onclick=x" not in europass.replace(b"onclick=x&gt;", b"").replace(b"onclick=x&amp;gt;", b"")
    assert b"href='javascript" not in europass


@pytest.mark.parametrize("text", ["a\u009b31mred", "b\u0085c", "d\u2028e"])
def test_nothing_steers_the_terminal(text: str) -> None:
    file = saved(claiming({**achievement(1), "title": {"en": text}}))
    for argv in (("show", file), ("validate", file), ("convert", file, "out.portfolio.json", "--to", "eportfolio")):
        assert not {"\x9b", "\x85", "\x1b"} & set(watched(*argv).out)


# -- sealed forms --------------------------------------------------------------------------------------------


DOCUMENT = json.dumps(example())
SEALED: dict[str, Any] = {
    "plain": sealed(DOCUMENT),
    "base64url": sealed(encoded(DOCUMENT), {"alg": "ES256"}),
    "UTF-16": json.dumps(sealed(DOCUMENT)).encode("utf-16"),
    "UTF-16 inside": sealed(encoded(DOCUMENT.encode("utf-16")), {"alg": "ES256"}),
    "byte order mark": b"\xef\xbb\xbf" + json.dumps(sealed(DOCUMENT)).encode(),
    "alg none": sealed(DOCUMENT, {"alg": "none"}, ""),
    "alg a list": sealed(DOCUMENT, {"alg": ["none"]}),
    "no certificate": sealed(DOCUMENT, {"alg": "ES256", "x5c": []}),
    "a header that is no JSON": {"payload": DOCUMENT, "signatures": [{"protected": encoded("x"), "signature": "A"}]},
    "a deep header": {"payload": DOCUMENT, "signatures": [
        {"protected": encoded('{"alg":' + "[" * 5000 + "]" * 5000 + "}"), "signature": "A"}]},
    "signatures a number": {"payload": DOCUMENT, "signatures": 3},
    "signature and signatures": {"payload": DOCUMENT, "signature": "x", "signatures": [{}], "protected": 1},
    "a hundred thousand signatures": {"payload": DOCUMENT, "signatures": [{"signature": "A"}] * 100_000},
    "compact": compact(DOCUMENT),
    "compact, alg none": compact(DOCUMENT, "none").removesuffix("AAAA"),
    "compact, white space around": f"\n  {compact(DOCUMENT)}\n",
}  # fmt: skip


@pytest.mark.parametrize("case", SEALED)
def test_sealed_forms_are_read_whatever_their_signature_and_none_verifies(case: str) -> None:
    checked, converted, shown = seen(SEALED[case])
    assert (checked.code, converted.code, shown.code) == (0, 0, 0), (checked, converted, shown)
    (credential,) = json.loads(Path("out.portfolio.json").read_text())["credentials"]
    assert credential["original"]["content"] == b64encode(Path("in.jsonld").read_bytes()).decode()
    verified = watched("verify", "in.jsonld")
    assert verified.code == 1
    assert "signature holds" not in verified.out


@pytest.mark.parametrize("payload", ["hello", "", "42", "null", "[1, 2]", "!!!!", encoded(b'{"a": "\xff"}'), {"a": 1}])
def test_payloads_that_are_no_credential(payload: Any) -> None:
    refused(sealed(payload), "EP1008", code=5)
    assert watched("verify", "in.jsonld").code == 1
    assert watched("show", "in.jsonld", "--from", "elm").code in (0, 4, 5)


def test_sealed_and_sealed_again() -> None:
    text = DOCUMENT
    for _ in range(10):
        text = json.dumps(sealed(encoded(text), {"alg": "ES256"}))
    refused(text, "EP1008", code=5)
    refused('{"payload":' * 1000 + "1" + ',"signatures":[]}' * 1000, "EP1103")
    for outcome in (watched("verify", saved(text)), watched("verify", saved(nested(1000)))):
        assert outcome.code in (1, 4)


def test_truncated_and_wrongly_encoded() -> None:
    whole = json.dumps(sealed(DOCUMENT)).encode()
    for cut in (1, 20, len(whole) // 2, len(whole) - 1):
        assert "EP1101" in refused(whole[:cut], "EP1101")
    latin = DOCUMENT.replace("Noor", "No\u00f6r").encode("latin-1")
    assert "line " in refused(latin, "EP1005")
    refused(json.dumps(sealed(DOCUMENT.replace("Noor", "No\u00f6r")), ensure_ascii=False).encode("latin-1"), "EP1005")


def test_a_million_signatures() -> None:
    many = ",".join(['{"protected":"e30","signature":"A"}'] * 1_000_000)
    data = f'{{"payload":{json.dumps(DOCUMENT)},"signatures":[{many}]}}'.encode()
    assert reading(data, Path())[0] == "limit-exceeded"
    assert alone("verify", saved(data), megabytes=600).code == 4


def test_ten_megabytes_in_compact_serialisation() -> None:
    file = saved(compact(json.dumps({**example(), "x": "a" * 7_000_000})))
    assert alone("validate", file, megabytes=900).code == 1
    assert alone("verify", file, megabytes=900).code == 1
    saved("ey" + "a" * 30_000_000)
    assert alone("validate", file).code == 5


def test_presentations_in_presentations() -> None:
    inner = presentation(presentation(example()))
    for outer in (presentation(inner), {**presentation(inner), "type": "EuropeanDigitalPresentation"}):
        assert {outcome.code for outcome in seen(outer)} <= {0, 1, 4, 5}
    for nothing in (presentation(), presentation(None), presentation("hello"), presentation([[]]), presentation(3)):
        refused(nothing, "EP1010", code=5)


def test_one_broken_member_of_a_presentation_is_named() -> None:
    said = refused(presentation(example(), sealed("no JSON")), "EP1204")
    assert "/verifiableCredential/1/payload" in said
    assert "payload of the signature" in said


def test_more_places_than_are_looked_at() -> None:
    outcome = watched("verify", saved(presentation(*map(small, range(1000)))))
    assert (outcome.code, "701 of those inside this one are not" in outcome.out) == (1, True)


# -- contexts, schemas, graphs -------------------------------------------------------------------------------


CONTEXTS: tuple[Any, ...] = (
    EVIL, "file:///etc/passwd", {"title": "http://example.org/title"}, {"@vocab": "http://example.org/"},
    {"@base": "http://example.org/"}, {"@version": 1.1, "@import": EVIL},
    {"VerifiableCredential": "http://example.org/VC"}, None, 5, "",
)  # fmt: skip


@pytest.mark.parametrize("context", CONTEXTS, ids=str)
def test_contexts_that_are_not_known_or_change_what_is(context: Any) -> None:
    base = example()
    checked, converted, shown = seen({**base, "@context": [*base["@context"], context]})
    assert (checked.code, converted.code, shown.code) == (1, 0, 0)
    assert "EP1217" in checked.out or "EP1204" in checked.out


@pytest.mark.parametrize("context", [
    [[[[["x"]]]]], {f"t{n}": f"t{n + 1}:x" for n in range(5000)},
], ids=["lists", "chain"])  # fmt: skip
def test_contexts_that_are_refused(context: Any) -> None:
    base = example()
    refused({**base, "@context": [*base["@context"], context]}, "EP1")


@pytest.mark.parametrize("schema", ["file:///etc/passwd", "http://example.org/schema", 5, [], None])
def test_schemas_are_never_fetched(schema: Any) -> None:
    checked, converted, _ = seen({**example(), "credentialSchema": {"id": schema, "type": "ShaclValidator2017"}})
    assert (checked.code in (0, 1), converted.code) == (True, 0)
    assert "credentialSchema" in checked.out


def turtle(rest: str) -> bytes:
    """A credential in Turtle, with more statements."""
    return f"@prefix e: <{NAMESPACE}> .\n<urn:c:1> a e:EuropeanDigitalCredential {rest} .\n".encode()


def test_graphs_in_a_circle() -> None:
    data = turtle("; e:credentialSubject <urn:c:1>, _:a . _:a e:hasPart _:a, _:b . _:b e:hasPart _:a")
    assert [outcome.code for outcome in seen(data, name="in.ttl")] == [1, 0, 0]


@pytest.mark.parametrize("brackets", ["[ e:hasPart ", "( "])
def test_graphs_nested_too_deeply(brackets: str) -> None:
    close = " ]" if "[" in brackets else " )"
    refused(turtle("; e:hasPart " + brackets * 5000 + "1" + close * 5000), "EP1103", name="in.ttl")


def test_graphs_with_too_many_statements() -> None:
    many = " .\n".join(f"_:b{n} e:hasPart _:b{n + 1}" for n in range(130_000))
    file = saved(turtle(f". {many}"), "in.ttl")
    outcome = alone("validate", file, seconds=60)
    assert (outcome.code, "statements" in outcome.out) == (4, True)
    refused(turtle("; e:title '" + "x" * 10_000_000 + "'"), "EP1003", name="in.ttl")


def test_rdf_in_xml_has_no_entities() -> None:
    laughs = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
    rdf = f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='{NAMESPACE}'>"
    body = "<e:EuropeanDigitalCredential rdf:about='urn:c:1'><e:title>&b;</e:title></e:EuropeanDigitalCredential>"
    refused(f"<?xml version='1.0'?>{laughs}{rdf}{body}</rdf:RDF>", "EP1004", name="in.rdf")


# -- files of the issuer -------------------------------------------------------------------------------------

ORGANISATION = '[organisation]\nlegal_name = "X"\ncountry = "NL"\n'
ISSUERS = {
    "empty": "",
    "binary": bytes(range(256)),
    "no TOML": "x = [",
    "nested": "a = " + "[" * 20_000 + "]" * 20_000,
    "a long key": f"[{'.'.join('a' * 5000)}]\nx = 1",
    "a number of many digits": "x = " + "9" * 10_000,
    "twice": f"{ORGANISATION}\n[organisation]\n",
    "large": f"x = '{'a' * 1_000_000}'",
    "wrong types": "organisation = 3\ncredential = [1]\ndisplay = 'x'\nclaims = true",
    "wrong types within": "[organisation]\nlegal_name = 3\nlogo = 4\n[credential]\nvalidity = 5\n",
    **{
        f"a picture {name}": f'{ORGANISATION}logo = "{name}"\n'
        for name in ("../in.jsonld", "/etc/passwd", "/dev/zero", ".", "pipe.png", "link.png", "linked/passwd", EVIL,
                     "a\\u0000b.png", "script.svg", "entity.svg", "elsewhere.svg", "large.png", "none.png")
    },
}  # fmt: skip


@pytest.mark.parametrize("case", ISSUERS)
def test_issuer_files(case: str) -> None:
    os.mkfifo("pipe.png")
    Path("link.png").symlink_to("/etc/passwd")
    Path("linked").symlink_to("/etc")
    for name, text in PICTURES.items():
        Path(f"{name}.svg").write_text(text)
    with Path("large.png").open("wb") as stream:
        stream.truncate(3 << 30)
    saved(ISSUERS[case], "issuer.toml")
    outcome = watched("convert", saved(example()), "out.jsonld", "--to", "elm", "--issuer", "issuer.toml")
    assert (outcome.code in (2, 4), "→" in outcome.err, outcome.out) == (True, True, "")
    assert "root:" not in outcome.err
    assert not Path("out.jsonld").exists()


# -- the command ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["validate", "convert", "verify", "draft", "show"])
@pytest.mark.parametrize("name", ["folder", "empty", "binary", "missing", "-"])
def test_files_that_are_none(command: str, name: str) -> None:
    Path("folder").mkdir()
    Path("empty").touch()
    Path("binary").write_bytes(bytes(range(256)) * 50)
    more = {
        "convert": ["out.portfolio.json"],
        "draft": ["--template", str(EXAMPLES / "issuer" / "course.portfolio.json"), "--into", "drafts"],
    }
    outcome = watched(command, name, *more.get(command, []))
    assert outcome.code in (2, 4, 5) or (command, name, outcome.code) == ("verify", "binary", 1)
    assert outcome.out + outcome.err
    assert not Path("out.portfolio.json").exists()
    assert not list(Path().glob("drafts/*"))


@pytest.mark.parametrize("command", ["validate", "convert", "verify", "draft", "show"])
def test_options_that_there_are_not(command: str) -> None:
    outcome = watched(command, "in.jsonld", "--frobnicate")
    assert (outcome.code, outcome.out, "usage: eportfolio" in outcome.err) == (2, "", True)
