"""What a profile demands and rules out at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from .profile import Need, Profile, Restriction

Contradiction = tuple[tuple[str, ...], str, str]
"""Where it stands, such as ``("needs", "photo")``, what contradicts what, and what to do."""


def contradictions(profile: Profile) -> Iterator[Contradiction]:
    """Everything that no portfolio could meet, as far as it shows in the profile itself."""
    if profile.valid_from and profile.valid_until and profile.valid_from > profile.valid_until:
        yield ("valid_until",), "it ends before it begins", "Correct the dates."
    for need in profile.needs.values():
        if need.recommended:
            continue
        for refused in profile.refuses.values():
            if _never(need, refused):
                message = f"needs.{need.name} demands what refuses.{refused.name} rules out"
                yield ("needs", need.name), message, "Take one of both out."
        for accepted in profile.accepts.values():
            if reason := _apart(need, accepted):
                yield (
                    ("needs", need.name),
                    f"needs.{need.name} and accepts.{accepted.name} {reason}",
                    "Make them agree.",
                )
        yield from _prohibited(need, profile)


def _never(need: Need, refused: Restriction) -> bool:
    """Whether whatever meets a need is refused."""
    if need.any_of:
        return all(_never(one, refused) for one in need.any_of)
    if need.all_of:
        return any(_never(one, refused) for one in need.all_of)
    path = need.full_path
    if path is None or need.minimum == 0 or need.for_each is not None:
        return False
    return not refused.conditions and refused.path.covers(path)


def _apart(need: Need, accepted: Restriction) -> str:
    """What keeps a value that is needed from being accepted; empty when nothing does."""
    path = need.full_path
    if (
        path is None
        or need.minimum == 0
        or not accepted.path.covers(path)
        or len(accepted.path.steps) != len(path.steps)
    ):
        return ""
    if accepted.maximum is not None and need.for_each is None and need.minimum > accepted.maximum:
        return "allow fewer values than are needed"
    one, other = need.conditions, accepted.conditions
    for words, mine, theirs in (
        ("values", one.values, other.values),
        ("languages", one.languages, other.languages),
        ("issuers", one.issuers, other.issuers),
    ):
        if mine and theirs and not set(mine) & set(theirs):
            return f"have no {words} in common"
    return ""


def _prohibited(need: Need, profile: Profile) -> Iterator[Contradiction]:
    """Identifiers that are demanded, and that the law part forbids."""
    for simple in need.simple():
        path = simple.full_path
        kinds = (
            {value for step in path.steps if step.field in ("kind", "scheme") for value in step.values}
            if path
            else set()
        )
        if path is not None and kinds and kinds <= set(profile.legal.prohibited_identifiers):
            message = f"needs.{need.name} demands the identifier {', '.join(sorted(kinds))}, which [legal] prohibits"
            yield ("needs", need.name), message, "Take one of both out."
