"""Tiny formats, and a face of the library that answers as a test wishes: the command line by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.compare import Change, Difference
from eportfolio.exchange import registry
from eportfolio.exchange.adapter import NO, Confidence, Format, Reading, Writing
from eportfolio.model import Portfolio
from eportfolio.report.findings import Endpoint, Fidelity, Finding, Report
from eportfolio.sources.source import Source, open_source


class Tiny:
    """A JSON document of one member, named after the format, that holds a language tag."""

    def __init__(self, form: Format) -> None:
        self.format = form

    def sniff(self, source: Source) -> Confidence:
        known = source.kind == "json" and f'"{self.format.id}"'.encode() in source.head
        return Confidence(90, "its key") if known else NO

    def read(self, source: Source, options: Any) -> Reading:
        return Reading(Portfolio(language=source.json.peek((self.format.id,))), Report())

    def write(self, portfolio: Portfolio, options: Any) -> Writing:
        return Writing(json.dumps({self.format.id: portfolio.language}).encode(), Report())

    def check(self, source: Source, level: Any) -> list[Finding]:
        return []


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The formats ``tiny`` (``.tiny.json``, ``.tiny``), ``mini`` (``.mini``, ``.tiny``) and ``mute``."""
    module = ModuleType("tiny_adapters")
    for form in (
        Format("tiny", "Tiny format", ("1", "2"), ("1", "2"), ("application/json",), (".tiny.json", ".tiny")),
        Format("mini", "Mini format", suffixes=(".mini", ".tiny")),
        Format("mute", "Mute format", suffixes=(".mute",), writable=False),
    ):
        setattr(module, form.id.upper(), Tiny(form))
    monkeypatch.setitem(sys.modules, "tiny_adapters", module)
    monkeypatch.setattr(
        registry, "BUILT_IN", {name.lower(): f"tiny_adapters:{name}" for name in ("TINY", "MINI", "MUTE")}
    )
    registry._load.cache_clear()
    yield
    registry._load.cache_clear()


@dataclass
class Face:
    """What the library answers, and how it was asked.

    Attributes:
        findings: for each file name, what is found.
        errors: for each file name, what is raised.
        fidelity: the figures of every conversion.
        calls: keyword arguments of each call.
        changes: the differences.
    """

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    errors: dict[str, BaseException] = field(default_factory=dict)
    fidelity: Fidelity = field(default_factory=lambda: Fidelity(480, 10, 20, 2))
    calls: list[dict[str, Any]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def _report(self, source: Any) -> Report:
        opened = open_source(source)
        name = Path(opened.name).name
        if name in self.errors:
            raise self.errors[name]
        return Report(list(self.findings.get(name, ())), Endpoint(opened.name, "tiny", "1"))

    def read(self, source: Any, **given: Any) -> Any:
        self.calls.append(given)
        return Reading(Portfolio(language="nl"), self._report(source))

    def validate(self, source: Any, **given: Any) -> Report:
        self.calls.append(given)
        return self._report(source)

    def convert(self, source: Any, target: Any = None, **given: Any) -> Any:
        self.calls.append({"target": target, **given})
        report = self._report(source)
        report.target = Endpoint("" if target is None else str(target), given["target_format"], "2")
        report.fidelity = self.fidelity
        if target is not None:
            Path(target).write_bytes(b"done")
        return type("Conversion", (), {"report": report, "data": b"done\x00\xff"})

    def diff(self, a: Any, b: Any) -> Any:
        return Difference(tuple(self.changes))


@pytest.fixture
def face(monkeypatch: pytest.MonkeyPatch) -> Face:
    """The library, answering as the test wishes."""
    stub = Face()
    for name in ("read", "validate", "convert", "diff"):
        monkeypatch.setattr(ep, name, getattr(stub, name), raising=False)
    return stub


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Type a command line and see what comes back."""

    def call(*argv: str) -> Result:
        code = main(list(argv))
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def make(folder: Path) -> Callable[..., str]:
    """Write a file of the format tiny, or with the content given."""

    def write(name: str, content: str | bytes = '{"tiny": "nl"}') -> str:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return write
