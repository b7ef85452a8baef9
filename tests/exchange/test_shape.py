"""Shapes: the notation, the verdicts with their plain words, and the arranging of what is to be written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eportfolio.exchange.shape import Shape
from eportfolio.exchange.shapes.notation import NotationError, parse
from eportfolio.report.findings import Finding
from eportfolio.sources.tree import Node
from eportfolio.sources.xml import parse_xml

WARDROBE = Shape.parse(
    r"""
# a comment
namespace w urn:example:wardrobe
namespace o urn:example:other
versions 1.0 1.1 2.0
alias 2 = 2.0

root Wardrobe
  @locale   1 Locale
  Owner     1
    Name    1 string
    Born    ? gYear
  Shirt     * [1.1-]
    @id     1 id
    Colour  ? Coded(Colour)
    Size    1 Size
  Matches   *
    @ref    1 idref
  any order
    Note    * string
    o:Tag   *
  Box       0..2 Box
  Motto     ? "Be bright"
  Attic     ? open
    Trunk   *
      Label * string
      o:Tag *
  Notes     ? any
  Void      ? empty

type Coded(Codes)
  Code      ? Codes
  Label     ? string

type Box
  Box       * Box
  Content   ? string

element o:Tag Size

values Locale -- a language such as en
  /[a-z]{2}/

values Size
  S M L XL[2.0-] 3XL[-1.1]

values Colour
  red green "dark red" +Shades[2.0-]

values Shades
  grey /grey[0-9]{2}/
""",
    "wardrobe.shape",
)

VALID = """<Wardrobe xmlns="urn:example:wardrobe" xmlns:o="urn:example:other" locale="en">
  <Owner><Name>Ada</Name></Owner>
  <Shirt id="a"><Colour><Code>dark red</Code></Colour><Size>M</Size></Shirt>
  <Matches ref="a"/>
  <Note>one</Note><o:Tag>S</o:Tag><Note>two</Note>
  <Box><Box><Content>socks</Content></Box></Box>
  <Motto>Be bright</Motto>
</Wardrobe>"""


def tree(old: str = "", new: str = "", xml: str = VALID) -> Node:
    assert old in xml
    return parse_xml(xml.replace(old, new, 1).encode())


def check(old: str = "", new: str = "", version: str = "1.1") -> list[Finding]:
    return list(WARDROBE.check(tree(old, new), version))


def names(findings: list[Finding]) -> list[str]:
    return [finding.name for finding in findings]


# -- checking ------------------------------------------------------------------------------------------


def test_a_valid_document_has_no_findings() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "pointer", "words"),
    [
        ("<Name>Ada</Name>", "", "missing-element", "/Wardrobe/Owner", "Owner needs the element Name."),
        ('locale="en"', "", "missing-attribute", "/Wardrobe", "Wardrobe needs the attribute locale."),
        ("<Matches", "<Hat/><Matches", "unexpected-element", "/Wardrobe/Hat", "Hat is not known in Wardrobe."),
        ("<Owner>", "<Void/><Owner>", "unexpected-element", "/Wardrobe/Owner",
         "Owner stands after Void; it must come before."),
        ("<Motto>", "<Motto/><Motto>", "too-many-elements", "/Wardrobe/Motto[1]",
         "Motto may occur only once in Wardrobe."),
        ("<Size>M", "<Size>XL", "invalid-value", "/Wardrobe/Shirt/Size",
         "Size has a value that is not allowed; expected one of S, M, L, 3XL."),
        ('"en"', '"EN"', "invalid-value", "/Wardrobe/@locale",
         "The attribute locale has a value that is not allowed; expected a language such as en."),
        ("<Size>M", "<Size>", "invalid-value", "/Wardrobe/Shirt/Size",
         "Size has a value that is not allowed; expected one of S, M, L, 3XL."),
        ("<Owner>", '<Owner age="9">', "unexpected-attribute", "/Wardrobe/Owner/@age",
         "The attribute age is not known here."),
        ("<Owner>", "<Owner>Ada", "unexpected-text", "/Wardrobe/Owner",
         "Owner holds text; only elements and attributes are allowed."),
        ('ref="a"', 'ref="b"', "dangling-reference", "/Wardrobe/Matches/@ref",
         "No element of the document has this id."),
        ("<Matches", '<Shirt id="a"><Size>S</Size></Shirt><Matches', "duplicate-id", "/Wardrobe/Shirt[1]/@id",
         "Another element has the same id."),
        ("<o:Tag>", '<Tag xmlns="urn:x">', "unexpected-element", "/Wardrobe/Tag",
         "Tag is in the namespace urn:x; expected urn:example:other."),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(old: str, new: str, rule: str, pointer: str, words: str) -> None:
    xml = VALID.replace("</o:Tag>", "</Tag>") if "urn:x" in new else VALID
    found = list(WARDROBE.check(tree(old, new, xml), "1.1"))
    assert [(finding.name, finding.pointer, finding.message) for finding in found] == [(rule, pointer, words)]
    assert found[0].line is not None


def test_too_many_is_said_once_and_counts_higher_bounds() -> None:
    found = check("<Motto>", "<Box/><Box/><Box/><Motto>")
    assert [(finding.name, finding.pointer) for finding in found] == [("too-many-elements", "/Wardrobe/Box[2]")]
    assert "2 times" in found[0].message


def test_values_are_not_in_the_message() -> None:
    (found,) = check("<Size>M", "<Size>secret")
    assert "secret" not in found.message
    assert found.value == "secret"


def test_a_long_value_is_not_repeated() -> None:
    (found,) = check("<Size>M", "<Size>" + "x" * 500)
    assert found.value == "(500 characters)"


@pytest.mark.parametrize(
    ("old", "new", "version", "valid"),
    [
        ("", "", "1.0", False),  # no shirts yet
        ("<Size>M", "<Size>XL", "2.0", True),
        ("<Size>M", "<Size>3XL", "1.1", True),
        ("<Size>M", "<Size>3XL", "2.0", False),
        ("dark red", "grey12", "1.1", False),
        ("dark red", "grey12", "2.0", True),
        ("dark red", "grey123", "2.0", False),
        ("<Motto>Be bright</Motto>", "<Motto/>", "1.1", True),
        ("Be bright", "Be dark", "1.1", False),
        ("<Motto>", "<Void/><Motto>", "1.1", False),
        ("</Motto>", "</Motto><Void/>", "1.1", True),
        ("</Motto>", "</Motto><Void><Box/></Void>", "1.1", False),
        ("</Motto>", "</Motto><Attic><X><o:Tag>S</o:Tag>words</X><Trunk><Hat/></Trunk></Attic>", "1.1", True),
        ("</Motto>", "</Motto><Attic><X><o:Tag>huge</o:Tag></X></Attic>", "1.1", False),
        ("</Motto>", "</Motto><Attic>words</Attic>", "1.1", False),
        ("</Motto>", '</Motto><Notes a="b">words <Hat/></Notes>', "1.1", True),
        ("<Name>Ada</Name>", "<Name>Ada</Name><Born>1815</Born>", "1.1", True),
        ("<Name>Ada</Name>", "<Name>Ada</Name><Born>15</Born>", "1.1", False),
    ],
)
def test_verdicts(old: str, new: str, version: str, valid: bool) -> None:
    assert (check(old, new, version) == []) is valid


def test_another_root_is_one_finding() -> None:
    assert names(list(WARDROBE.check(parse_xml(b"<Wardrobe/>"), "1.1"))) == ["unexpected-element"]
    assert names(list(WARDROBE.check(Node("Cupboard"), "1.1"))) == ["unexpected-element"]


def test_namespaces_can_be_left_out_of_account() -> None:
    root = tree()
    for node in root.walk():
        node.namespace = ""
    assert list(WARDROBE.check(root, "1.1", namespaces=False)) == []
    assert list(WARDROBE.check(root, "1.1"))


def test_places_in_a_json_document_are_json_pointers() -> None:
    root = tree("<Size>M", "<Size>Q")
    shirt = root.first("Shirt")
    assert shirt is not None
    shirt.source_pointer = "/wardrobe/shirts/0"
    (found,) = WARDROBE.check(root, "1.1")
    assert found.pointer == "/wardrobe/shirts/0/Size"


def test_pointers_agree_with_those_of_the_tree() -> None:
    root = tree("<Owner><Name>Ada</Name></Owner>", "<Hat/><Owner><Name/><Cap/><Cap/></Owner><Hat/>")
    strangers = [node.pointer for node in root.walk() if node.name in ("Hat", "Cap")]
    assert sorted(finding.pointer for finding in WARDROBE.check(root, "1.1")) == sorted(strangers)


def test_many_faults_side_by_side_take_linear_time() -> None:
    root = Node("Wardrobe", namespace="urn:example:wardrobe")
    for _ in range(20_000):
        root.add("Hat", namespace="urn:example:wardrobe")
    found = list(WARDROBE.check(root, "1.1"))
    assert found[-3].pointer == "/Wardrobe/Hat[19999]"


# -- versions ----------------------------------------------------------------------------------------


def test_spellings_of_versions() -> None:
    assert WARDROBE.versions == ("1.0", "1.1", "2.0")
    assert [WARDROBE.version(text) for text in ("2", "V1.1", " v2.0 ", "3.0", "")] == ["2.0", "1.1", "2.0", "", ""]


@pytest.mark.parametrize(("version", "used"), [("1.5", "1.1"), ("9", "2.0"), ("0.1", "1.0"), ("new", "2.0")])
def test_an_unknown_version_is_said_and_the_nearest_used(version: str, used: str) -> None:
    doubt, *rest = check("<Size>M", "<Size>Q", version)
    assert doubt.name == "unknown-version"
    assert f"the rules of {used} were used" in doubt.message
    assert names(rest) == names(check("<Size>M", "<Size>Q", used))


# -- arranging -----------------------------------------------------------------------------------------


def shuffled(root: Node, seed: int) -> Node:
    order = random.Random(seed)
    for node in root.walk():
        order.shuffle(node.children)
    return root


@pytest.mark.parametrize("seed", range(5))
def test_arranging_restores_order_and_namespaces(seed: int) -> None:
    root = shuffled(tree(), seed)
    for node in root.walk():
        node.namespace = ""
    assert WARDROBE.arrange(root, "1.1") == []
    assert list(WARDROBE.check(root, "1.1")) == []
    assert sum(1 for _ in root.leaves()) == sum(1 for _ in tree().leaves())
    tag = root.first("Tag")
    assert tag is not None
    assert tag.namespace == "urn:example:other"


def test_arranging_is_stable() -> None:
    root = tree("<Note>one</Note><o:Tag>S</o:Tag><Note>two</Note>", "<Note>b</Note><Note>a</Note><Note>c</Note>")
    WARDROBE.arrange(root, "1.1")
    assert [node.value for node in root.all("Note")] == ["b", "a", "c"]


def removed(old: str, new: str, version: str = "1.1", *, keep: bool = False) -> tuple[list[tuple[str, object]], Node]:
    root = tree(old, new)
    leaves = WARDROBE.arrange(root, version, keep=keep)
    return [(leaf.name, leaf.value) for leaf in leaves], root


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("<Matches", "<Hat><Brim>wide</Brim></Hat><Matches", [("Brim", "wide")]),
        ("<Owner>", '<Owner age="9">', [("@age", "9")]),
        ("<Owner>", "<Owner>words", [("Owner", "words")]),
        ("</Name>", "</Name><Born>15</Born>", [("Born", "15")]),
        ("<Motto>", "<Motto/><Motto>", [("Motto", "Be bright")]),
        ("<Motto>", "<Box/><Box><Content>x</Content></Box><Motto>", [("Content", "x")]),
        ("<Size>M</Size>", "", [("@id", "a"), ("Code", "dark red"), ("@ref", "a")]),
        ("<Size>M", "<Size>Q", [("@id", "a"), ("Code", "dark red"), ("Size", "Q"), ("@ref", "a")]),
        ('ref="a"', 'ref="b"', [("@ref", "b")]),
        ("</Motto>", "</Motto><Attic><X>keep</X><o:Tag>huge</o:Tag></Attic>", [("Tag", "huge")]),
        ('<Wardrobe ', '<Wardrobe xml:lang="en" ', [("@lang", "en")]),
    ],
)  # fmt: skip
def test_what_the_schema_forbids_is_removed_and_given_back(old: str, new: str, lost: list[tuple[str, object]]) -> None:
    leaves, root = removed(old, new)
    assert sorted(leaves, key=str) == sorted(lost, key=str)
    assert list(WARDROBE.check(root, "1.1")) == []


def test_of_two_equal_ids_the_first_is_kept() -> None:
    leaves, root = removed("<Matches", '<Shirt id="a"><Size>S</Size></Shirt><Matches')
    assert leaves == [("@id", "a"), ("Size", "S")]
    assert root.peek(("Matches", "@ref")) == "a"


def test_an_element_that_was_emptied_goes_too() -> None:
    leaves, root = removed("dark red", "mauve")
    shirt = root.first("Shirt")
    assert leaves == [("Code", "mauve")]
    assert shirt is not None
    assert shirt.first("Colour") is None


def test_an_element_that_was_empty_stays() -> None:
    _, root = removed("<Colour><Code>dark red</Code></Colour>", "<Colour/>")
    assert root.at(("Shirt", "Colour")) is not None


@pytest.mark.parametrize(("old", "new"), [("<Name>Ada</Name>", ""), ('"en"', '"EN"'), ("<Name>Ada", "<Name><Hat/>Ada")])
def test_what_the_document_requires_is_never_removed(old: str, new: str) -> None:
    leaves, root = removed(old, new)
    assert leaves == []
    assert root.first("Owner") is not None
    assert root.first("@locale") is not None


def test_the_sound_one_of_two_is_kept() -> None:
    leaves, root = removed("<Owner>", "<Owner><Born>15</Born><Born>1815</Born>")
    assert leaves == [("Born", "15")]
    assert root.peek(("Owner", "Born")) == "1815"


def test_keeping_only_orders() -> None:
    leaves, root = removed("<Owner>", "<Motto/><Hat>top</Hat><Owner>", keep=True)
    assert leaves == []
    assert [node.name for node in root.children][-3:] == ["Motto", "Hat", "Motto"]
    assert root.peek(("Hat",)) == "top"


def test_advice_orders_open_content_and_gives_namespaces() -> None:
    root = tree()
    trunk = root.add("Attic").add("Trunk")
    trunk.add("Tag", "S")
    trunk.add("Label", "winter")
    trunk.add("Lock", "rusty").add("@key", "lost")
    assert WARDROBE.arrange(root, "1.1") == []
    assert [(node.name, node.namespace) for node in trunk.children] == [
        ("Label", "urn:example:wardrobe"), ("Lock", "urn:example:wardrobe"), ("Tag", "urn:example:other"),
    ]  # fmt: skip
    assert list(WARDROBE.check(root, "1.1")) == []


def test_arranging_for_another_version() -> None:
    leaves, root = removed("", "", "1.0")
    assert ("Size", "M") in leaves
    assert ("@ref", "a") in leaves
    assert list(WARDROBE.check(root, "1.0")) == []


# -- notation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("roof House", "x:1: not a statement"),
        ("  Room 1", "x:1: indented line without a statement above"),
        ("root House\n  Room", "x:2: expected name, cardinality, type"),
        ("root House\n  Room many", "x:2: expected name, cardinality, type"),
        ("root (", "x:1: not a name"),
    ],
)
def test_a_fault_in_the_notation_names_the_line(text: str, message: str) -> None:
    with pytest.raises(NotationError, match="^" + message):
        parse(text, "x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("versions 1", "no root"),
        ("versions 1\nroot House\n  Room 1 Large", "x:3: unknown type Large"),
        ("versions 1\nroot House\n  Room 1", "x:3: Room has neither type nor content"),
        ("versions 1\nroot House\n  Room 1 string [2-]", "unknown version"),
    ],
)
def test_a_fault_in_the_table_is_found_when_it_is_used(text: str, message: str) -> None:
    with pytest.raises(NotationError, match=message):
        list(Shape.parse(text, "x").check(Node("House"), "1"))


def test_a_file_is_loaded_once(tmp_path: Path) -> None:
    file = tmp_path / "x.shape"
    file.write_text("versions 1\nroot House\n", encoding="utf-8")
    assert Shape.load(file) is Shape.load(file)
    assert list(Shape.load(file).check(Node("House"), "1")) == []
