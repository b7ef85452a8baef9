"""Reports and what is in them: the credential of each, the tree of learning opportunities, and the signature."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.sources.tree import Node

from .attachments import Attachments
from .crosswalk import AWARD, ISSUER, REPORT, RESULT, SPECIFICATION, STUDY
from .repeats import Repeats
from .rules import Prose, ReadOnly
from .supplement import read_supplements

XMLDSIG: Final = "http://www.w3.org/2000/09/xmldsig#"
ITEMS: Final = ("qualifications", "experiences", "assessments")
"""What a report can prove."""

_OPPORTUNITY: Final = "learningOpportunitySpecification"
_SCHEME_DESCRIPTION: Final = Plan((Prose("description", "description"),))


class Report:
    """The reading of one report.

    Args:
        node: the element.
        attachments: reads the attachments.
        repeats: how much may be repeated.
        run: the reading.
    """

    def __init__(self, node: Node, attachments: Attachments, repeats: Repeats, run: ReadRun) -> None:
        self.node = node
        self.attachments = attachments
        self.repeats = repeats
        self.run = run
        self.items: list[dict[str, Any]] = []
        self.issuer: dict[str, Any] = {}
        self._issuer_size = 0
        self._schemes = {
            as_text(leaf.value).strip(): place
            for place in reversed(node.all("gradingScheme"))
            if (leaf := place.first("@localId")) is not None
        }
        self._known_schemes: dict[str, tuple[dict[str, Any], int]] = {}

    def read(self) -> None:
        """Read the report as a credential, and what it says of the learner as the items that it proves."""
        run, credential = self.run, {}
        place = self.node.first("issuer")
        made = place is not None and ISSUER.read(place, self.issuer, run)
        if place is not None and made:
            credential["issuer"] = self.issuer
            self._issuer_size = _size(place)
        made = REPORT.read(self.node, credential, run) or made
        self.attachments.read(self.node, credential)
        for opportunity in self.node.all(_OPPORTUNITY):
            self._read_tree(opportunity, None)
        if self.items:
            prove(credential, self.items, self.node, run)
        if made or credential:
            run.root.setdefault("credentials", []).append(credential)
            run.own(self.node, credential)

    def _read_tree(self, opportunity: Node, whole: dict[str, Any] | None) -> None:
        """Read a learning opportunity and its parts, each a qualification."""
        item = self._read_opportunity(opportunity)
        if item is not None and whole is not None:
            self._link(item, "part_of", whole, opportunity)
        for part in opportunity.select(("hasPart", _OPPORTUNITY)):
            self._read_tree(part, item or whole)

    def _read_opportunity(self, opportunity: Node) -> dict[str, Any] | None:
        """A learning opportunity: the qualification, the study that led to it, and the assessment that proves it."""
        run = self.run
        loi = opportunity.at(("specifies", "learningOpportunityInstance")) or Node("")
        specification: dict[str, Any] = {}
        item: dict[str, Any] = {}
        study: dict[str, Any] = {}
        result: dict[str, Any] = {}
        made = SPECIFICATION.read(opportunity, specification, run)
        if made:
            item["specification"] = specification
        made = AWARD.read(loi, item, run) or made
        made = read_supplements(loi, item, self.attachments, run) or made
        has_study, has_result = STUDY.read(loi, study, run), RESULT.read(loi, result, run)
        if not (made or item or has_study or has_result):
            return None
        self._add("qualifications", item, opportunity)
        self.attachments.refer(loi, item)
        known = [item]
        if has_study:
            study["kind"] = "education"
            self._add("experiences", study, opportunity)
            self._link(item, "gained_in", study, opportunity)
            known.append(study)
        if has_result:
            self._read_scheme(loi, result)
            self._add("assessments", result, opportunity)
            self._link(item, "proven_by", result, opportunity)
            known.append(result)
        if has_study and "title" in specification:
            study.setdefault("activity_specification", {})["title"] = deepcopy(specification["title"])
        if has_result and "title" in specification:
            result["title"] = deepcopy(specification["title"])
        if self.issuer and self.repeats.allow(self._issuer_size * (len(known) + has_study), opportunity):
            for one in known:
                one["awarding_bodies"] = [deepcopy(self.issuer)]
            if has_study:
                study["organisations"] = [deepcopy(self.issuer)]
        return item

    def _read_scheme(self, loi: Node, result: dict[str, Any]) -> None:
        """The scheme by which a result was graded: its name within the report, and its description."""
        run = self.run
        leaf = loi.free(("gradingSchemeLocalId",))
        name = as_text(leaf.value).strip() if leaf is not None else ""
        if leaf is None or not name:
            return
        identifier = {"value": name}
        scheme: dict[str, Any] = {"identifiers": [identifier]}
        run.keep_as(leaf, name, identifier, "value")
        result["assessment_specification"] = {"grading_scheme": scheme}
        place = self._schemes.get(name)
        if place is None:
            return
        if name not in self._known_schemes:
            words: dict[str, Any] = {}
            _SCHEME_DESCRIPTION.read(place, words, run)
            local_id = place.first("@localId")
            assert local_id is not None
            run.keep_as(local_id, name, identifier, "value")
            scheme.update(words)
            self._known_schemes[name] = words, _size(place)
            return
        words, size = self._known_schemes[name]
        if self.repeats.allow(size, loi):
            scheme.update(deepcopy(words))

    def _add(self, items: str, item: dict[str, Any], place: Node) -> None:
        self.run.root.setdefault(items, []).append(item)
        self.run.own(place, item)
        self.items.append(item)

    def _link(self, item: dict[str, Any], field: str, other: dict[str, Any], place: Node) -> None:
        item[field] = [Ref(item=other)]
        self.run.references.append((item[field], place))


def prove(credential: dict[str, Any], items: list[dict[str, Any]], place: Node, run: ReadRun) -> None:
    """Note which items a credential proves."""
    credential["proves"] = [Ref(item=item) for item in items]
    run.references.append((credential["proves"], place))


def _size(place: Node) -> int:
    """How many characters the leaves of an element take, names of fields included."""
    return sum(len(as_text(leaf.value)) + len(leaf.name) + 8 for leaf in place.leaves())


class Reports(ReadOnly):
    """All reports of a document, its attachments, and the signature over it.

    Args:
        data: the bytes of the document, which are kept when it is signed.
    """

    step = ""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the attachments of the document, which reports refer to, then each report, then the signature."""
        repeats = Repeats(run)
        attachments = Attachments(run, repeats)
        attachments.read(node)
        reports = [Report(place, attachments, repeats, run) for place in node.all("report")]
        for report in reports:
            report.read()
        self._keep_original(node, target, run)

    def _keep_original(self, root: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Keep a signed document byte for byte, on its credential; several reports are proven by one of their own."""
        seals = [place for place in root.walk() if place.name == "Signature" and place.namespace == XMLDSIG]
        if not seals:
            return
        credentials = target.setdefault("credentials", [])
        if len(credentials) != 1:
            credentials.append({})
            items = [item for name in ITEMS for item in target.get(name, ())]
            if items:
                prove(credentials[-1], items, root, run)
        original = credentials[-1]["original"] = {
            "media_type": "application/xml", "content": b64encode(self._data).decode("ascii")
        }  # fmt: skip
        for seal in seals:
            for leaf in seal.leaves():
                if leaf.taken is None:
                    run.keep(leaf, original, "content")
        run.report(
            "proof-not-checked",
            "The document is signed (XML Signature). It is kept as it is, and the signature was not verified.",
            seals[0],
        )
