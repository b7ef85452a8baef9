"""JSON-LD through PyLD, offline and at bounded cost (extra ``shacl`` or ``verify``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import EportfolioError, MissingExtraError, UnreadableError, UnsafeError
from ..limits import DEFAULT_LIMITS, Limits
from .contexts import shared_context
from .definitions import conflict
from .dropping import dropped_terms

if TYPE_CHECKING:
    from .processor import Processor

_MERGING: Final = 10_000_000
"""So many comparisons of values may be needed where one property of one node has many; some five seconds."""

_NOT_MERGED: Final = ("@graph", "@included", "@list")
"""What holds values that are not compared with each other."""

_PROTECTED: Final = "protected term redefinition"


def loader(texts: Mapping[str, str] | None = None) -> Callable[[str, dict[str, Any]], dict[str, Any]]:
    """A document loader for PyLD that knows our contexts and fetches nothing.

    Args:
        texts: for an address whose context goes about in several texts, the one to take.

    Returns:
        A function of an address and options; it raises ``UnsafeError`` for every address that is not known.
    """
    chosen = texts or {}

    def load(address: str, _options: dict[str, Any]) -> dict[str, Any]:
        document = {"@context": shared_context(address, chosen.get(address, ""))}
        return {"contextUrl": None, "documentUrl": address, "document": document}

    return load


def expand(document: Any, limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None) -> list[Any]:
    """The expanded form of a document (JSON-LD 1.1 API, section 5.1); relative references stay as they are.

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for an address whose context goes about in several texts, the one to take.

    Raises:
        MissingExtraError: PyLD is not installed.
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: it is no JSON-LD.
    """
    dropped_terms(document, limits, texts)
    expanded: list[Any] = _guarded(lambda processor: processor.expanded(document), texts)
    return expanded


def to_nquads(document: Any, limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None) -> str:
    """The statements of a document as N-Quads (JSON-LD 1.1 API, section 8.1).

    There is no base address: what a relative reference says is dropped.

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for an address whose context goes about in several texts, the one to take.

    Raises:
        MissingExtraError: PyLD is not installed.
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: it is no JSON-LD.
    """
    dropped_terms(document, limits, texts)
    options = {"format": "application/n-quads"}
    quads: str = _guarded(lambda processor: processor.statements(document, options), texts, "verify")
    return quads


def statements(expanded: list[Any]) -> list[dict[str, dict[str, str]]]:
    """The statements of the default graph of an expanded document, as PyLD has them.

    Args:
        expanded: what :func:`expand` gave.

    Returns:
        ``subject``, ``predicate`` and ``object`` of each.  A term has ``type`` (``IRI``, ``blank node`` or ``literal``)
        and ``value``; a literal has ``datatype`` too, and perhaps ``language``.

    Raises:
        UnsafeError: it goes beyond a limit.
        UnreadableError: it is no JSON-LD.
    """
    found: list[dict[str, dict[str, str]]] = _guarded(lambda processor: processor.statements(expanded, {})).get(
        "@default", []
    )
    return found


def _guarded(call: Callable[[Processor], Any], texts: Mapping[str, str] | None = None, extra: str = "shacl") -> Any:
    """Call PyLD, and tell what it raises in our own errors."""
    try:
        import pyld  # noqa: F401  # what builds on it may have been imported long ago

        from .processor import Processor
    except ImportError:
        raise MissingExtraError(extra, "Turning JSON-LD into RDF") from None
    key = tuple(sorted((texts or {}).items()))
    try:
        return call(Processor(loader(texts), key, _refuse_crowds))
    except RecursionError:
        raise UnsafeError("nested-too-deeply", "The JSON-LD is nested too deeply to be read.") from None
    except Exception as error:  # PyLD raises its own error for most, and Python's for other malformed documents
        raise _told(error) from None


def _told(error: Exception) -> EportfolioError:
    """Our error for one of PyLD's; its details are left out, because they quote the document."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, EportfolioError):
            return cause
    codes = [str(code) for cause in causes if (code := getattr(cause, "code", None))]
    if _PROTECTED in codes:
        return conflict()
    reason = codes[-1] if codes else type(causes[-1]).__name__
    return UnreadableError(
        "invalid-value",
        f"The document is no JSON-LD that a processor accepts: {reason} (JSON-LD 1.1 API, section 9.5).",
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _refuse_crowds(expanded: list[Any]) -> None:
    """Refuse a document in which one property of one node has so many values that merging them costs too much.

    PyLD compares each value with all those before it.
    """
    counts: Counter[tuple[str, str]] = Counter()
    stack: list[Any] = [expanded]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += value
        elif isinstance(value, dict):
            node = str(value.get("@id", id(value)))
            for key, members in value.items():
                if key == "@reverse":  # the nodes there get a value each
                    for inverse, nodes in members.items():
                        counts.update((str(item.get("@id", id(item))), inverse) for item in nodes)
                        stack += nodes
                elif isinstance(members, list) and key != "@value":
                    counts[node, key] += 0 if key in _NOT_MERGED else len(members)
                    stack += members
    if sum(count * count for count in counts.values()) > _MERGING:
        raise UnsafeError("limit-exceeded", "One property of one node has too many values to be merged.")
