"""Documents from around credentials that are none: each is refused in plain words.

* a framework of competences: a CFPackage of Competencies and Academic Standards Exchange (CASE 1.0, section 4.1);
* the metadata of a type of credential (SD-JWT-based Verifiable Credentials, section on type metadata);
* the data that an issuer of European digital credentials collects before it issues any;
* a presentation that shows nothing (Verifiable Credentials 2.0, section 4.13: its credentials are optional).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .envelope import CREDENTIALS
from .joints import types_of

if TYPE_CHECKING:
    from eportfolio.sources.tree import Node

_FRAMEWORK: Final = (
    "it is a framework of competences (CASE), and no credential; alignments of credentials name its items"
)
_METADATA: Final = "it is the metadata of a type of credential, and not a credential that somebody has"
_COLLECTION: Final = (
    "it is data from which credentials are issued, and no credential; take one out of it: what is in document_data"
)
_EMPTY: Final = "it is a presentation that shows no credential"
_UNREADABLE: Final = "it is a presentation, and none of its credentials is in a form that is known here"

_OF_METADATA: Final = frozenset({"claims", "display", "schema", "extends"})
_OF_TOKENS: Final = frozenset({"iss", "cnf", "_sd", "_sd_alg"})
_PRESENTATION: Final = "VerifiablePresentation"


def refusal_of(root: Node) -> str:
    """Why a document without a credential is none; empty when nothing of it is known.

    Args:
        root: the document.
    """
    names = {child.name for child in root.children}
    if "CFDocument" in names:
        return _FRAMEWORK
    if "vct" in names and names & _OF_METADATA and not names & _OF_TOKENS:
        return _METADATA
    if root.children and all(one.first("meta") and one.first("document_data") for one in root.children):
        return _COLLECTION
    if _PRESENTATION in types_of(root):
        return _UNREADABLE if CREDENTIALS in names else _EMPTY
    return ""
