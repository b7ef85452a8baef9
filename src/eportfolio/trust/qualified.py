"""What a certificate says of being qualified (ETSI EN 319 412-5): information, since only a trusted list proves it."""

from __future__ import annotations

from typing import Final

from asn1crypto import core

from .certificates import BROKEN, Certificate

_EXTENSION: Final = "1.3.6.1.5.5.7.1.3"

_STATEMENTS: Final = {
    "0.4.0.1862.1.1": "a qualified certificate of the European Union",
    "0.4.0.1862.1.4": "its key lies in a qualified device",
}
_TYPE: Final = "0.4.0.1862.1.6"
_TYPES: Final = {
    "0.4.0.1862.1.6.1": "for electronic signatures",
    "0.4.0.1862.1.6.2": "for electronic seals",
    "0.4.0.1862.1.6.3": "for web sites",
}


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields = [("id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]  # noqa: RUF012 - as asn1crypto


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


class _Types(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.ObjectIdentifier


def qualified_statements(certificate: Certificate) -> tuple[str, ...]:
    """The statements of a certificate, in words; empty when it has none, or none that can be read."""
    found: list[str] = []
    try:
        for extension in certificate.asn1["tbs_certificate"]["extensions"]:
            if extension["extn_id"].dotted == _EXTENSION:
                for statement in _Statements.load(extension["extn_value"].contents, strict=True):
                    found.extend(_words(statement))
    except BROKEN:
        return ()
    return tuple(found)


def _words(statement: _Statement) -> list[str]:
    oid = statement["id"].dotted
    if oid == _TYPE:
        types = _Types.load(statement["info"].dump(), strict=True)
        return [_TYPES[one.dotted] for one in types if one.dotted in _TYPES]
    return [_STATEMENTS[oid]] if oid in _STATEMENTS else []
