"""Where the profiles are that a profile inherits from, and what it has from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .profile import Formats, Legal, Profile, SubjectMatching

if TYPE_CHECKING:
    from ..sources.source import Input

T = TypeVar("T", Formats, SubjectMatching, Legal)

_MOST: Final = 8
"""How many generations are followed."""


@dataclass(frozen=True, slots=True)
class Family:
    """A profile file and those that led to it.

    Attributes:
        source: the file.
        folder: where files beside it are; ``None`` when it came from elsewhere than a file.
        line: the files that led here, the first one first, this one last.
        known: the profiles that were read already, by file: many may inherit from one.
    """

    source: Input
    folder: Path | None
    line: tuple[str, ...] = ()
    known: dict[str, Profile] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, source: Input) -> Family:
        """The family of a profile that nobody inherits from yet; a name of one that ships stands for its file."""
        if isinstance(source, str) and not Path(source).exists() and source in shipped():
            source = shipped()[source]
        if isinstance(source, str | Path) and str(source) != "-":
            path = Path(source)
            return cls(source, path.parent, (str(path.resolve()),))
        return cls(source, None)

    def parent(self, name: str) -> Family:
        """The family of a profile that this one inherits from.

        Args:
            name: of a profile that ships, or of a file beside this one.

        Raises:
            ValueError: there is none, or it is this one or one that led here; the message says so.
        """
        path = self._path(name)
        if path is None:
            raise ValueError(
                f'"{name}" is no profile that ships ({", ".join(shipped())}), and files beside it can only be named '
                "in a file" if self.folder is None else f'there is no file "{name}" beside it, and no profile of that '
                f"name ships ({', '.join(shipped())})"
            )  # fmt: skip
        if self.is_circle(name):
            chain = " → ".join(Path(one).name for one in (*self.line, str(path.resolve())))
            raise ValueError(f"inheritance runs in a circle: {chain}")
        if len(self.line) >= _MOST:
            raise ValueError(f"more than {_MOST} profiles inherit from each other in a row")
        return Family(path, path.parent, (*self.line, str(path.resolve())), self.known)

    def is_circle(self, name: str) -> bool:
        """Whether a name leads back to this profile, or to one that led here."""
        path = self._path(name)
        return path is not None and str(path.resolve()) in self.line

    def _path(self, name: str) -> Path | None:
        if name in shipped():
            return shipped()[name]
        if self.folder is None or "\0" in name or Path(name).is_absolute() or not name.endswith(".toml"):
            return None
        path = self.folder / name
        return path if path.is_file() else None


def shipped() -> dict[str, Path]:
    """The profiles that ship, by name."""
    from ..resources import schemas

    return {path.stem: path for path in sorted((schemas() / "profiles").glob("*.toml"))}


def inherited(parents: Iterable[Profile]) -> Profile:
    """What a profile has from several parents; where two say something under one name, the later one counts."""
    base = Profile()
    for parent in parents:
        base = replace(
            base,
            language=parent.language or base.language,
            organisation=parent.organisation if parent.organisation.name else base.organisation,
            offers={**base.offers, **parent.offers},
            needs={**base.needs, **parent.needs},
            accepts={**base.accepts, **parent.accepts},
            refuses={**base.refuses, **parent.refuses},
            formats=_over(base.formats, parent.formats),
            subject_matching=_over(base.subject_matching, parent.subject_matching),
            legal=_over(base.legal, parent.legal),
        )
    return base


def _over(base: T, parent: T) -> T:
    """An object, with what a later one says in place of what it says; nothing that is prohibited is allowed again."""
    said: dict[str, Any] = {
        one.name: value for one in fields(parent) if (value := getattr(parent, one.name)) != one.default
    }
    if isinstance(base, Legal) and isinstance(parent, Legal):
        both = (*base.prohibited_identifiers, *parent.prohibited_identifiers)
        said["prohibited_identifiers"] = tuple(dict.fromkeys(both))
    return replace(base, **said)
