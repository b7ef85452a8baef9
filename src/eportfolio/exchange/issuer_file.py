"""Reading an issuer file: from TOML to an :class:`.issuer.Issuer`, with every fault at its line.

What the keys mean stands in :mod:`.issuer`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, cast

from ..report.errors import EportfolioError
from ..sources.source import Input
from ..sources.toml import TomlTable, open_toml
from ..vocabulary import countries, schemes
from . import settings
from .issuer import PLACEHOLDERS, PROFILES, DisplaySettings, Issuer, Template, Texts, language_concept

T = TypeVar("T")
Data = dict[str, Any]

WHAT: Final = "The issuer file"

_EIDAS = re.compile(r"(?:VAT|NTR|PSD|LEI|TIN|EXC|[A-Z]{2}:)([A-Z]{2})-.+")
"""The organisation identifier of a certificate: kind, country, hyphen, reference (ETSI EN 319 412-1, 5.1.4)."""

_EVIDENCE: Final[Mapping[str, str]] = {"accreditation": "c_991b06c6", "mandate": "c_18016257"}
"""Kinds of evidence, and their concepts in the EU's list."""

_LEAST_OF_TEXT, _LEAST_OF_HEADINGS = 4.5, 3
"""The least contrast to the background (WCAG 2.2, success criterion 1.4.3)."""

_ACCREDITATION: Final = schemes.ACCREDITATION.rpartition("/")[0] + "/"


def read(source: Input) -> Issuer:
    """Read an issuer file; see :func:`.issuer.read_issuer`."""
    name = str(source) if isinstance(source, str | Path) else ""
    folder = Path(name).parent if name and name != "-" else None
    return open_toml(source, WHAT, lambda root: _Reader(root, folder).issuer(Path(name).name))


class _Reader:
    """Reads one file.

    Args:
        root: its root table.
        folder: where it stands, for the files that it names; ``None`` when it stands nowhere.
    """

    def __init__(self, root: TomlTable, folder: Path | None) -> None:
        self._root = root
        self._folder = folder
        self._language: str = root.take("language", settings.language) or ""

    def issuer(self, name: str) -> Issuer:
        """The issuer; of a file with faults whatever could be read."""
        root = self._root
        need = "Add a table [organisation] with legal_name and country."
        table = root.table("organisation", need=need)
        accreditations = self._accreditations(table)
        organisation = self._organisation(table, list(accreditations.values())) if table else {}
        claims = root.section("claims")
        body = claims.take("awarding_body", partial(settings.choice, ("issuer", "owner")))
        display = self._display(root.section("display"))
        credential = root.section("credential")
        return Issuer(
            data=organisation,
            name=name,
            display=display,
            **self._achievement(root.section("achievement")),
            awarding_body=cast(Literal["issuer", "owner", ""], body or ""),
            **self._credential(credential, accreditations),
        )

    # -- the organisation ------------------------------------------------------------------------------------

    def _organisation(self, table: TomlTable, accreditations: list[Data]) -> Data:
        found = self._basics(table)
        country = found.get("addresses", [{}])[0].get("country")
        full_address = table.take("address", self._address)
        if country and full_address is not None:
            found["addresses"][0]["full_address"] = full_address
        extra = {
            "alternative_names": table.take("alternative_names", partial(settings.several, self._text)),
            "identifiers": self._identifiers(table, country),
            "logo": table.take("logo", self._picture),
            "accreditations": accreditations,
        }
        contacts = found.pop("contact_points", [])
        for key, channel in (("email", "email"), ("telephone", "telephone")):
            value = table.take(key, settings.email if key == "email" else settings.line)
            if value:
                contacts.append({"channel": channel, "value": value})
        return found | _filled(extra | {"contact_points": contacts})

    def _basics(self, table: TomlTable) -> Data:
        """What an accrediting body tells of itself, too."""
        name = table.take("legal_name", self._text, need='Add the registered name: legal_name = "..."')
        country = table.take("country", settings.country, need='Add the country of the address: country = "NL"')
        homepage = table.take("homepage", settings.web_address)
        return _filled(
            {
                "name": name,
                "addresses": [{"country": _country(country)}] if country else None,
                "contact_points": [{"channel": "website", "value": homepage}] if homepage else None,
            }
        )

    def _identifiers(self, table: TomlTable, country: Data | None) -> list[Data]:
        web_id = table.take("id", settings.web_id)
        found: list[Data] = [{"kind": "id", "value": web_id}] if web_id else []
        for key, kind, many in (
            ("eidas_identifier", "eidas", False),
            ("registration", "registration", False),
            ("vat_identifiers", "vat", True),
            ("tax_identifiers", "tax", True),
        ):
            tables = table.tables(key, short="value") if many else [table.table(key, short="value")]
            found += [self._identifier(one, kind, country) for one in tables if one is not None]
        return found

    def _identifier(self, table: TomlTable, kind: str, country: Data | None) -> Data:
        value = table.take("value", settings.line, need='Add the identifier itself: value = "..."') or ""
        own = table.take("country", settings.country)
        if kind == "eidas":
            spatial: Data | None = self._eidas_country(table, value, own)
        else:
            spatial = _country(own) if own else country
        scheme_name = table.take("scheme_name", settings.line)
        issued = table.take("issued", settings.day)
        return {"kind": kind} | _filled(
            {"value": value, "country": spatial, "scheme_name": scheme_name, "issued": issued and {"edtf": issued}}
        )

    def _eidas_country(self, table: TomlTable, value: str, own: str | None) -> Data | None:
        """The country of the identifier in a certificate, which tells it itself."""
        told = _EIDAS.fullmatch(value)
        inside = countries.iso_country(told[1]) if told and countries.exists(told[1]) else None  # XG is no country
        if inside and own and inside != own:
            table.fault("invalid-value", "country", f"{WHAT}: the identifier says {inside}, the country {own}.")
        elif value and not inside and not own:
            hint = 'Write it as the certificate of the seal has it, such as "VATNL-123456789", or add its country.'
            table.missing("country", hint)
        code = inside or own
        return _country(code) if code else None

    # -- accreditations --------------------------------------------------------------------------------------

    def _accreditations(self, table: TomlTable | None) -> dict[str, Data]:
        found = table.named("accreditations") if table else {}
        return {name: self._accreditation(one) for name, one in found.items()}

    def _accreditation(self, table: TomlTable) -> Data:
        need = f'Add the URI of the EU\'s list of accreditation types: type = "{_ACCREDITATION}..."'
        kind = table.take("type", partial(settings.member, _ACCREDITATION), need=need)
        title = table.take("title", self._text, need='Add what it is called: title = "..."')
        body = table.table("body", need='Add who accredited: body = { legal_name = "...", country = "NL" }')
        description = table.take("description", self._text)
        decision = table.take("decision", self._text)
        dates = {key: table.take(key, settings.day) for key in ("issued", "valid_until")}
        levels = table.take("eqf_levels", partial(settings.several, settings.eqf_level)) or []
        links = table.take("links", partial(settings.several, settings.web_address)) or []
        return _filled(
            {
                "accreditation_type": kind and {"uri": kind, "scheme": schemes.ACCREDITATION},
                "title": title,
                "description": description and {"text": description},
                "accrediting_body": self._basics(body) if body else None,
                "decision": decision and {"label": decision},
                **{key: date and {"edtf": date} for key, date in dates.items()},
                "levels": [{"scheme": schemes.EQF, "notation": one} for one in levels],
                "links": [{"uri": one} for one in links],
            }
        )

    # -- the credential --------------------------------------------------------------------------------------

    def _credential(self, table: TomlTable, accreditations: Mapping[str, Data]) -> Data:
        profile = table.take("profile", partial(settings.choice, PROFILES)) or "generic"
        found: Data = {
            "languages": tuple(table.take("languages", partial(settings.several, settings.language)) or ()),
            "title": table.take("title", self._template),
            "description": table.take("description", self._template),
            "validity": table.take("validity", settings.duration),
            **{key: table.take(key, settings.moment) for key in ("issued", "valid_from", "valid_until")},
        }
        if found["valid_until"] and found["validity"]:
            table.fault("invalid-value", "validity", f"{WHAT}: valid_until and validity exclude each other.")
        start, end = (found[key] or "" for key in ("valid_from", "valid_until"))
        if end and (start or found["issued"] or "")[:10] > end[:10]:
            table.fault("invalid-value", "valid_until", f"{WHAT}: validity ends before it begins.")
        evidence = (self._accredited(table, profile, accreditations), self._mandated(table, profile))
        return {"profile": profile, "evidence": tuple(filter(None, evidence))} | {
            key: value for key, value in found.items() if value is not None
        }

    def _achievement(self, table: TomlTable) -> Data:
        found = {f"achievement_{key}": table.take(key, self._template) for key in ("description", "criteria")}
        return {key: value for key, value in found.items() if value is not None}

    def _accredited(self, table: TomlTable, profile: str, accreditations: Mapping[str, Data]) -> Data | None:
        chosen = table.take("accreditation", partial(settings.choice, accreditations))
        if chosen is None and "accreditation" not in table and profile == "accredited":
            if len(accreditations) == 1:
                chosen = next(iter(accreditations))
            else:
                table.missing("accreditation", "Name one of the tables [organisation.accreditations.NAME].")
        return None if chosen is None else _evidence("accreditation", accreditation=accreditations[chosen])

    def _mandated(self, table: TomlTable, profile: str) -> Data | None:
        need = "Add who gave the mandate, and by which decision." if profile == "issued-by-mandate" else ""
        mandate = table.take("mandate", self._text, need=need)
        return None if mandate is None else _evidence("mandate", statement={"text": mandate})

    def _template(self, value: Any) -> Template:
        template = Template(self._text(value))
        unknown = sorted(template.needs - set(PLACEHOLDERS))
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise ValueError(f"there is no placeholder {{{unknown[0]}}}; there are {known}")
        return template

    # -- the display -----------------------------------------------------------------------------------------

    def _display(self, table: TomlTable) -> DisplaySettings:
        pages = [self._page(one) for one in table.tables("images")]
        seen: set[tuple[str, str]] = set()
        for page in pages:
            place = page.get("display_language", {}).get("notation", ""), page["page"]
            if place in seen:
                table.fault("invalid-value", "images", f"{WHAT}: two images are page {place[1]} of one language.")
            seen.add(place)
        render = table.take("render", settings.flag)
        if render is False and not pages:
            table.fault(
                "missing-element", "images", f"{WHAT}: without rendering, a credential needs images of its own.",
                hint='Add [[display.images]] with file = "...", or leave render out.',
            )  # fmt: skip
        chosen = {
            "orientation": table.take("orientation", partial(settings.choice, ("portrait", "landscape"))),
            **{key: table.take(key, settings.colour) for key in ("paper", "ink", "accent")},
        }
        given: Data = {key: value for key, value in chosen.items() if value is not None}
        ordered = tuple(sorted(pages, key=lambda page: int(page["page"])))
        found = DisplaySettings(pages=ordered, render=not pages if render is None else render, **given)
        for key, least in (("ink", _LEAST_OF_TEXT), ("accent", _LEAST_OF_HEADINGS)):
            contrast = settings.contrast(getattr(found, key), found.paper)
            if contrast < least:
                message = f"{WHAT}: display.{key} is hard to read on this paper: contrast {contrast:.1f}, not {least}."
                table.fault(
                    "invalid-value", key if key in table else "paper", message, hint="Take a darker or lighter one."
                )
        return found

    def _page(self, table: TomlTable) -> Data:
        language = table.take("language", settings.language)
        page = table.take("page", settings.positive)
        image = table.take("file", self._picture, need='Add the picture: file = "page-1.png"')
        return _filled(
            {"display_language": language and language_concept(language), "page": str(page or 1), "image": image}
        )

    # -- values that depend on the file ----------------------------------------------------------------------

    def _text(self, value: Any) -> Texts:
        """A text; a plain one is in the language of the file, where it has one."""
        found = settings.texts(value)
        return {self._language: found} if self._language and isinstance(found, str) else found

    def _address(self, value: Any) -> Texts:
        """An address; an array is its lines."""
        return self._text("\n".join(map(settings.line, value)) if isinstance(value, list) else value)

    def _picture(self, value: Any) -> Data:
        """A picture that stands beside the file, as a ``MediaObject``."""
        from ..sources.images import PICTURE_BYTES, picture_type

        name = settings.line(value)
        if self._folder is None:
            raise ValueError("pictures are found only beside a file that was given by its path")
        path = (self._folder / name).resolve()
        if Path(name).is_absolute() or not path.is_relative_to(self._folder.resolve()):
            raise ValueError("pictures stand beside the issuer file, or in a folder below it")
        if path.exists() and not path.is_file():
            raise ValueError(f"{name} is no file")
        try:
            with path.open("rb") as stream:
                data = stream.read(PICTURE_BYTES + 1)
            media_type = picture_type(data)
        except OSError as error:
            raise ValueError(f"{name} cannot be opened: {error.strerror}") from None
        except EportfolioError as error:
            raise ValueError(f"{error.finding.message.rstrip('.')}. {error.finding.hint}".strip(" .")) from None
        return {"media_type": media_type, "content": b64encode(data).decode("ascii")}


def _country(code: str) -> Data:
    return {"scheme": schemes.ISO_3166_1, "notation": code}


def _evidence(kind: str, **given: Any) -> Data:
    uri = schemes.EVIDENCE_TYPE.rpartition("/")[0] + "/" + _EVIDENCE[kind]
    return {"evidence_type": {"uri": uri, "scheme": schemes.EVIDENCE_TYPE}, **given}


def _filled(data: Data) -> Data:
    """What has a value: the canonical form has no empty fields."""
    return {key: value for key, value in data.items() if value}
