"""What a credential demands and a portfolio lacks: from the file of the issuer, or from the writing itself."""

from __future__ import annotations

import base64
import json
import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import WriteOptions
from eportfolio.report.findings import Finding, finding
from eportfolio.vocabulary.schemes import CREDENTIAL

from .concepts import LANGUAGE, is_listed
from .dates import date_time
from .values import MEDIA_TYPES
from .words import name_in_words

if TYPE_CHECKING:
    from eportfolio.exchange.issuer import Issuer

GENERIC: Final = {"uri": CREDENTIAL.rpartition("/")[0] + "/e34929035b", "scheme": CREDENTIAL}
_NAMESPACE: Final = uuid.UUID("5b6f8d5c-9a0e-5f0f-8f59-6f2c3c1d7a10")
_DAY: Final = len("2026-07-03")
_AWARDED: Final = ("qualifications", "assessments")


@dataclass(slots=True)
class Prepared:
    """A portfolio with the credential that is to be written.

    Attributes:
        data: the portfolio in canonical form.
        index: which of its credentials is written.
        supplied: pointers of what was added.
        demands: what is still lacking.
    """

    data: dict[str, Any]
    index: int = 0
    supplied: set[str] = field(default_factory=set)
    demands: list[Finding] = field(default_factory=list)

    @property
    def credential(self) -> dict[str, Any]:
        """The credential that is written."""
        credential: dict[str, Any] = self.data["credentials"][self.index]
        return credential

    def supply(self, holder: dict[str, Any], pointer: str, name: str, value: Any) -> None:
        """Give an object of the portfolio a value, or a list further members, and note what was not there before."""
        known = holder.get(name) if isinstance(value, list) else None
        holder[name] = known + value if known else value
        for leaf in _pointers(value, f"{pointer}/{name}", len(known or ())):
            self.supplied.update((leaf, leaf.rpartition("/")[0]))


def prepare(data: dict[str, Any], options: WriteOptions, *, sealed_later: bool) -> Prepared:
    """Choose or make the credential that is written, and complete it.

    Args:
        data: the portfolio in canonical form, which is completed in place.
        options: with the issuer, and the date-time of the writing.
        sealed_later: whether the credential is a draft, to which the sealing adds issuer and date of issue.
    """
    prepared = Prepared(data)
    _choose(prepared, options)
    if prepared.demands:
        return prepared
    _award(prepared, options.issuer)
    credential = prepared.credential
    pointer = f"/credentials/{prepared.index}"
    for name, value in _envelope(prepared.data, credential, options, sealed_later).items():
        known = credential.get(name)
        if not known or (name == "credential_profiles" and not any(map(_is_profile, known))):
            prepared.supply(credential, pointer, name, value)
    for name in ("issued", "valid_from"):
        moment = credential.get(name)
        if moment and not date_time(moment.get("edtf", "")):
            prepared.demands.append(
                _lacking(f"{pointer}/{name}", "the date is not known to the day", "Give the whole date.")
            )
    if not credential.get("title"):
        prepared.demands.append(
            _lacking(
                f"{pointer}/title",
                "the credential has no title",
                "Give it one, for example in the issuer file (credential.title).",
            )
        )
    _display(prepared, options.issuer, pointer)
    return prepared


def _is_profile(concept: dict[str, Any]) -> bool:
    return str(concept.get("uri", "")).startswith(CREDENTIAL.rpartition("/")[0] + "/")


def _choose(prepared: Prepared, options: WriteOptions) -> None:
    """The credential at hand: the only one; with an issuer file the first that it completes, else a new one."""
    credentials = prepared.data.setdefault("credentials", [])
    if options.issuer is None and len(credentials) > 1:
        prepared.demands.append(
            _lacking(
                "/credentials",
                f"the portfolio holds {len(credentials)} credentials, and one document is one",
                "Name the issuer of a new credential with --issuer, or keep the credential that you want.",
            )
        )
    if options.issuer is None and credentials:
        return
    drafts = [number for number, credential in enumerate(credentials) if _is_completed_by(options.issuer, credential)]
    if drafts:
        prepared.index = drafts[0]
        return
    prepared.index = len(credentials)
    seed = json.dumps([prepared.data, options.now, str(options.issuer)], sort_keys=True, ensure_ascii=False)
    credentials.append({"type": "Credential"})
    prepared.supply(
        credentials[-1], f"/credentials/{prepared.index}", "id", f"urn:credential:{uuid.uuid5(_NAMESPACE, seed)}"
    )


def _is_completed_by(issuer: Issuer | None, credential: dict[str, Any]) -> bool:
    """Whether a credential is a draft of nobody, or of this issuer: what another one issued is not reissued."""
    if issuer is None or credential.get("original"):
        return False
    by = credential.get("issuer")
    return not by or bool(_seals(by) & _seals(issuer.organisation()))


def _seals(organisation: dict[str, Any]) -> set[str]:
    """The identifiers of the seals of an organisation."""
    identifiers = organisation.get("identifiers", ())
    return {one["value"] for one in identifiers if one.get("kind") == "eidas" and "value" in one}


def _organisation(issuer: Issuer) -> dict[str, Any]:
    """The issuer, without what only badges name it by."""
    organisation = issuer.organisation()
    identifiers = [one for one in organisation.pop("identifiers", ()) if one.get("kind") != "id"]
    return {**organisation, "identifiers": identifiers} if identifiers else organisation


def _award(prepared: Prepared, issuer: Issuer | None) -> None:
    """Name the issuer as awarding body of what names none, if that is what its file says."""
    if issuer is None or issuer.awarding_body != "issuer":
        return
    for items in _AWARDED:
        for number, item in enumerate(prepared.data.get(items, ())):
            if not item.get("awarding_bodies"):
                prepared.supply(item, f"/{items}/{number}", "awarding_bodies", [_organisation(issuer)])
    granted = {name for item in prepared.data.get("qualifications", ()) for name in item.get("entitles_to", ())}
    for number, item in enumerate(prepared.data.get("entitlements", ())):
        if item.get("id") in granted and not item.get("issuer"):
            prepared.supply(item, f"/entitlements/{number}", "issuer", _organisation(issuer))


def _envelope(
    data: dict[str, Any], credential: dict[str, Any], options: WriteOptions, sealed_later: bool
) -> dict[str, Any]:
    """What the credential gets where it has nothing."""
    issuer = options.issuer
    now = options.now or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    issued = issuer.issued if issuer is not None and issuer.issued else now
    start = issuer.valid_from if issuer is not None and issuer.valid_from else ""
    start = start or _date_time(credential.get("issued")) or issued
    values: dict[str, Any] = {"credential_profiles": [GENERIC], "title": _title(data)}
    if not sealed_later or issuer is not None:
        values["issued"] = _moment(issued)
    values["valid_from"] = _moment(start)
    if issuer is not None:
        values |= {"credential_profiles": [issuer.profile_concept()], "issuer": _organisation(issuer)}
        holder = name_in_words(data.get("owner", {}), data.get("language") or "")
        texts = {"holder": holder, "award": values["title"] or "", "organisation": issuer.legal_name}
        for name in ("title", "description"):
            template = getattr(issuer, name)
            if template is not None and all(texts[need] for need in template.needs):
                text = template.fill(texts)
                values[name] = text if name == "title" else {"text": text}
        if issuer.evidence:
            values["supporting_evidence"] = [deepcopy(dict(one)) for one in issuer.evidence]
        end = issuer.expiry(start) if len(start) >= _DAY else ""
        if end:
            values["valid_until"] = _moment(end)
        if issuer.languages:
            values["display_languages"] = [{"notation": tag, "scheme": LANGUAGE.scheme} for tag in issuer.languages]
    return {name: value for name, value in values.items() if value}


def _moment(text: str) -> dict[str, str]:
    return {"edtf": text} if len(text) == _DAY else {"edtf": text[:_DAY], "verbatim": _zoned(text)}


def _zoned(text: str) -> str:
    """A date-time as the other dates of the document are written; one without a time zone gets none."""
    return text.replace("+00:00", "Z")


def _date_time(moment: dict[str, str] | None) -> str:
    if not moment:
        return ""
    return moment.get("verbatim") or moment.get("edtf", "")


def _title(data: dict[str, Any]) -> Any:
    """The title of what is awarded first."""
    for item in data.get("qualifications", ()):
        title = item.get("title") or item.get("specification", {}).get("title")
        if title:
            return title
    return None


def _display(prepared: Prepared, issuer: Issuer | None, pointer: str) -> None:
    """Give the credential a page to show, where it has none: the issuer's, else one made from its content."""
    credential = prepared.credential
    kept = credential.get("displays", [])
    if any(map(_can_be_shown, kept)):
        return
    shown = [concept.get("notation", "") for concept in credential.get("display_languages", []) if _is_known(concept)]
    own = str(prepared.data.get("language") or "").partition("-")[0]
    languages = shown or [own if _is_known(_language(own)) else ""]
    pages = [page for language in languages for page in _pages(prepared.data, credential, issuer, language)]
    if pages:
        prepared.supply(credential, pointer, "displays", pages)
    else:
        prepared.demands.append(
            _lacking(
                f"{pointer}/displays",
                "there is no picture of it, and the issuer file forbids to render one",
                "Name a picture in the issuer file (display.images), or allow display.render.",
            )
        )


def _can_be_shown(page: dict[str, Any]) -> bool:
    """Whether the format can hold a page: a picture with content, of a known type and in a known language."""
    image, language = page.get("image", {}), page.get("display_language", {})
    kind = str(image.get("media_type", "")).partition(";")[0].strip().lower()
    if not image.get("content") or kind not in MEDIA_TYPES:
        return False
    return _is_known(language)


def _is_known(language: dict[str, Any]) -> bool:
    """Whether the authority table has a language, given as a concept."""
    return is_listed(LANGUAGE, *(str(language.get(name, "")) for name in ("scheme", "notation", "uri")))


def _language(code: str) -> dict[str, Any]:
    return {"notation": code, "scheme": LANGUAGE.scheme}


def _pages(
    data: dict[str, Any], credential: dict[str, Any], issuer: Issuer | None, language: str
) -> list[dict[str, Any]]:
    """The pages of one language."""
    concept = _language(language) if language else dict(_UNDETERMINED)
    own = issuer.display.own_pages(language) if issuer is not None else []
    if own:
        return [{**page, "display_language": concept} for page in own]
    if issuer is not None and not issuer.display.render:
        return []
    from .display_content import pages_of

    return [
        {
            "display_language": dict(concept),
            "page": str(number),
            "image": {"media_type": "image/svg+xml", "content": base64.b64encode(page).decode("ascii")},
        }
        for number, page in enumerate(pages_of(data, credential, issuer, language), 1)
    ]


_UNDETERMINED: Final = {
    "uri": "http://publications.europa.eu/resource/authority/language/UND",
    "scheme": "http://publications.europa.eu/resource/authority/language",
}


def _lacking(pointer: str, lacking: str, hint: str) -> Finding:
    message = f"A European Digital Credential demands it, but {lacking}."
    return finding("required-by-target", message, pointer=pointer, hint=hint)


def _pointers(value: Any, pointer: str, first: int = 0) -> list[str]:
    """The places of the leaves of a value; the members of a list are counted from a number."""
    if isinstance(value, dict):
        return [leaf for key, member in value.items() for leaf in _pointers(member, f"{pointer}/{key}")]
    if isinstance(value, list):
        members = enumerate(value, first)
        return [leaf for number, member in members for leaf in _pointers(member, f"{pointer}/{number}")]
    return [pointer]
