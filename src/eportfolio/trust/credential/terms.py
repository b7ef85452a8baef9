"""Whether the contexts of a credential are sound, and say what its types mean (VCDM 2.0, 4.3 and 4.5).

An embedded proof over statements tells this with its own steps; a token signs bytes, so it is asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...report.errors import EportfolioError, UnsafeError
from ...sources.limits import Limits
from ..results import Outcome, Proof, Stepwise
from .shape import V2, contexts_of, listed

_TYPES: Final = "/type"


def check_terms(steps: Stepwise, document: Mapping[str, Any], proofs: list[Proof], limits: Limits) -> None:
    """Add a step where the contexts contradict each other, are not known here, or leave a type undefined.

    Args:
        steps: where it goes.
        document: the credential or presentation.
        proofs: its proofs.
        limits: the safety limits.
    """
    told = any(proof.outcome("json-ld-terms") is not None for proof in proofs)
    if told or steps.outcome("credential-context") is not Outcome.CHECKED:
        return
    from ...sources.jsonld import unsafe

    place = f"{steps.pointer}/@context"
    try:
        undefined = [one.pointer for one in unsafe(dict(document), limits) if one.pointer.startswith(_TYPES)]
    except UnsafeError as error:
        steps.not_checked("credential-context", _said(error), place)
    except EportfolioError as error:
        steps.failed("credential-context", _said(error), place)
    else:
        kinds = listed(document.get("type"))
        if undefined and kinds and contexts_of(document)[0] == V2:
            names = ", ".join(str(kinds[_index(pointer)])[:60] for pointer in undefined[:4])
            steps.failed("credential-type", f"no context says what this type is: {names}", f"{steps.pointer}/type")


def _index(pointer: str) -> int:
    last = pointer.rpartition("/")[2]
    return int(last) if last.isdigit() else 0


def _said(error: EportfolioError) -> str:
    return error.finding.message.rstrip(".")[:300]
