"""What was not given never leaves: every text of a portfolio is a unique token, and only those that are needed show.

The tokens are looked for in the bytes of the result, in whatever is encoded in them, and in attached files.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.exchange.specimen import full_portfolio
from eportfolio.model import ITEM_LISTS, Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.profiles import Need, Path, Profile
from eportfolio.profiles.paths import parse_path
from eportfolio.profiles.profile import Named
from eportfolio.sharing.forgetting import layers
from eportfolio.testing.strategies import portfolio_data

PATHS = (
    "owner/names[]/given_name", "owner/names[]", "owner/birth_place", "owner/contact_points[]/value",
    "owner/identifiers[]/value", "summary", "headline", "experiences[]", "experiences[]/title",
    "experiences[]/organisations[]", "experiences[]/description", "qualifications[]", "qualifications[]/title",
    "competences[]", "competences[]/label", "competences[]/concepts[]", "competences[]/assertions[]", "languages[]",
    "interests[]/title", "entries[]", "evidence_items[]", "evidence_items[]/media", "credentials[]/title",
    "credentials[]", "credentials[]/original", "preferences", "career_plans[]", "test_results[]/title",
)  # fmt: skip
TOKEN = re.compile(r"tk[0-9]{5}zq")
FIXED = frozenset({
    "type", "id", "schema_version", "language", "channel", "purpose", "asserted_by", "edtf", "media_type", "kind",
    "skill_type", "datatype", "format", "path", "granted_by", "source", "target", "scheme", "status",
})  # fmt: skip


def marked(data: dict[str, Any]) -> dict[str, str]:
    """Put a token of its own into every free text, file and residue; where each of them stands."""
    tokens: dict[str, str] = {}

    def token(pointer: str) -> str:
        tokens[pointer] = f"tk{len(tokens):05}zq"
        return tokens[pointer]

    def walk(value: Any, pointer: str) -> None:
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in list(members):
            place = f"{pointer}/{key}"
            if isinstance(inner, dict | list):
                walk(inner, place)
            elif key == "content":
                value[key] = base64.b64encode(f"a file that says {token(place)}".encode()).decode()
            elif isinstance(inner, str) and key not in FIXED and not _reference(inner):
                value[key] = token(place)

    walk(data, "")
    return tokens


def _reference(text: str) -> bool:
    return text.startswith("urn:")


def profile(paths: list[str], optional: list[str]) -> Profile:
    def need(path: str, number: int, recommended: bool) -> Need:
        return Need(f"n{number}{'r' * recommended}", parse_path(path)[0], recommended=recommended)

    made = [need(path, number, False) for number, path in enumerate(paths)]
    made += [need(path, number, True) for number, path in enumerate(optional)]
    return Profile(
        title="What we need", version="1", organisation=Named("Werkpunt"), needs={one.name: one for one in made}
    )


def allowed(pointer: str, paths: list[str]) -> bool:
    """Whether a token stands at or below what is needed, or names an item of which something is needed."""
    plain = re.sub(r"/\d+", "[]", pointer).lstrip("/")
    wanted = [str(parse_path(path)[0]) for path in paths]
    below = any(plain == path or plain.startswith((f"{path}/", f"{path}[]")) for path in wanted)
    beside = any(plain.rpartition("/")[0] == path.rpartition("/")[0] and plain.endswith("/scheme") for path in wanted)
    return (below or beside) and "/residue" not in pointer and "/provenance" not in pointer


def referring(data: Any) -> Iterator[str]:
    """Ids that anything refers to: what is named by something that goes is called by its name there."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("id", "type"):
                yield from referring(value)
    elif isinstance(data, list):
        for value in data:
            yield from referring(value)
    elif isinstance(data, str) and data.startswith("urn:"):
        yield data


@settings(max_examples=30, phases=(Phase.explicit, Phase.generate))
@given(
    data=portfolio_data(max_fields=8, ids=True),
    paths=st.lists(st.sampled_from(PATHS), min_size=1, max_size=4, unique=True),
    optional=st.lists(st.sampled_from(PATHS), max_size=2, unique=True),
    whole=st.booleans(),
)
def test_nothing_goes_that_was_not_asked_for(
    data: dict[str, Any], paths: list[str], optional: list[str], whole: bool
) -> None:
    for fields in (data, *data.get("variants", ())):
        fields.pop("disclosures", None)
    tokens = marked(data)
    try:
        owner = Portfolio.model_validate(data)
    except ValueError:
        assume(False)
    have = [path for path in paths if next(parse_path(path)[0].places(to_data(owner)), None) is not None]
    assume(have)
    wanted = profile(have, optional)
    choose = {name: ("all",) for name, need in wanted.needs.items() if not need.recommended}
    options = ep.ShareOptions(choose=choose, whole=frozenset({"all"}) if whole else frozenset())
    try:
        shared = ep.share(owner, wanted, options)
    except ep.RefusedError:
        return  # a file that may not go as it is was needed
    found = {token for layer in layers(shared.data.decode()) for token in TOKEN.findall(layer)}
    named = {f"/{kind}/{number}" for kind in ITEM_LISTS for number, item in enumerate(data.get(kind, ()))
             if item["id"] in set(referring(data))}  # fmt: skip
    leaked = {
        pointer for pointer, token in tokens.items()
        if token in found and not allowed(pointer, have) and not any(pointer.startswith(f"{one}/") for one in named)
    }  # fmt: skip
    assert not leaked
    for kind in ITEM_LISTS:
        for item in data.get(kind, ()):
            assert item["id"] not in shared.data.decode()
    assert b'pairwise_key":"' not in shared.data.replace(b" ", b"")
    assert not shared.portfolio.disclosures if shared.portfolio else True


@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))
@given(
    data=portfolio_data(max_fields=8, ids=True),
    path=st.sampled_from(PATHS),
    pick=st.randoms(use_true_random=False),
)
def test_what_a_rule_withholds_shows_nowhere(data: dict[str, Any], path: str, pick: Any) -> None:
    data.pop("disclosures", None)
    tokens = marked(data)
    assume(tokens)
    secret = pick.choice(sorted(tokens.values()))
    data["summary"] = {"text": f"It is said that {secret} is so."}
    try:
        owner = Portfolio.model_validate(data)
    except ValueError:
        assume(False)
    wanted = profile([path], ["summary"])
    options = ep.ShareOptions(
        {"n0": ("all",)}, include=frozenset({"all"}), withhold=(secret,), whole=frozenset({"all"})
    )
    try:
        shared = ep.share(owner, wanted, options)
    except ep.RefusedError:
        return
    assert not any(secret in layer for layer in layers(shared.data.decode()))


def full() -> dict[str, Any]:
    """A portfolio with every field of the model, and residue and provenance on every item."""
    data = to_data(full_portfolio())
    data.pop("disclosures", None)
    for kind in ITEM_LISTS:
        for item in data[kind]:
            item["residue"] = [{"format": "x", "path": "a", "value": "left over", "anchor": "beside"}]
            item["provenance"] = {"format": "x", "pointer": "/somewhere", "recorded_by": "a school"}
    return data


@pytest.mark.parametrize("path", PATHS)
def test_of_a_full_portfolio_nothing_goes_that_was_not_asked_for(path: str) -> None:
    data = full()
    tokens = marked(data)
    for credential in data["credentials"]:
        told = json.dumps(sorted(tokens.values())).encode()
        credential["original"] = {"content": base64.b64encode(told).decode(), "media_type": "application/json"}
    wanted = profile([path], [])
    options = ep.ShareOptions({"n0": ("all",)})
    owner = Portfolio.model_validate(data)
    if path == "credentials[]/original":
        with pytest.raises(ep.RefusedError):
            ep.share(owner, wanted, options)
        return
    if path == "evidence_items[]/media":
        options = ep.ShareOptions({"n0": ("all",)}, whole=frozenset({"all"}))
    shared = ep.share(owner, wanted, options)
    found = {token for layer in layers(shared.data.decode()) for token in TOKEN.findall(layer)}
    shown = {pointer for pointer, token in tokens.items() if token in found}
    named = {f"/{kind}/{number}" for kind in ITEM_LISTS for number, item in enumerate(data[kind])
             if item["id"] in set(referring(_at(data, path)))}  # fmt: skip
    assert shown
    leaked = {one for one in shown if not allowed(one, [path])}
    assert not {one for one in leaked if not any(one.startswith(f"{two}/") for two in named)}
    assert "left over" not in shared.data.decode()


def _at(data: dict[str, Any], path: str) -> list[Any]:
    return [place.value for place in parse_path(path)[0].places(data)]


@pytest.mark.parametrize("path", PATHS)
def test_every_path_of_the_property_is_one(path: str) -> None:
    assert isinstance(parse_path(path)[0], Path)
    assert json.dumps(str(path))
