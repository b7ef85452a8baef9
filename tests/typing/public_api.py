"""What a type checker must know about the public face: checked by pyright and mypy, never run."""

from pathlib import Path
from typing import assert_type

import eportfolio as ep
from eportfolio.model import Concept, Experience, Item, Position
from eportfolio.profiles import read_profile


def reading(path: Path) -> None:
    portfolio: ep.Portfolio
    report: ep.Report
    portfolio, report = ep.read(path)
    assert_type(ep.read(path).portfolio, ep.Portfolio)
    assert_type(ep.read(b"{}", format="jsonresume").report, ep.Report)
    assert_type(portfolio.experiences, list[Experience])
    assert_type(portfolio.experiences[0].positions, list[Position])
    assert_type(portfolio.experiences[0].positions[0].occupation, Concept | None)
    assert_type(report.fidelity, ep.Fidelity | None)
    assert_type(report.findings[0].line, int | None)
    for item in portfolio.items():
        assert_type(item, Item)


def writing(portfolio: ep.Portfolio, path: Path) -> None:
    assert_type(ep.write(portfolio, path, format="europass-xml", version="3.3.0"), ep.Report)
    assert_type(ep.dumps(portfolio, "jsonresume"), ep.Writing)
    assert_type(ep.dumps(portfolio, "jsonresume").data, bytes)
    assert_type(ep.convert("cv.xml", target_format="eportfolio"), ep.Conversion)
    assert_type(ep.validate(path).ok, bool)
    assert_type(ep.read_profile("europass-cv"), ep.Profile)
    assert_type(ep.check(portfolio, ep.read_profile(path)), list[ep.Finding])
    assert_type(ep.draft("recipients.csv", path, "drafts").written, int)
    assert_type(ep.diff(portfolio, portfolio), ep.Difference)
    assert_type(ep.equivalent(portfolio, portfolio), bool)
    assert_type(ep.formats(), list[ep.Format])


def credentials(portfolio: ep.Portfolio, path: Path) -> None:
    issuer = ep.read_issuer(path)
    assert_type(issuer, ep.Issuer)
    assert_type(ep.dumps(portfolio, "elm", issuer=issuer), ep.Writing)
    assert_type(ep.validate(path, shapes=path), ep.Report)
    assert_type(ep.verify(path, trusted=[path]), ep.Verification)
    assert_type(ep.verify(path).ok, bool)


def signing(path: Path) -> None:
    key = ep.new_key("p256")
    assert_type(key, ep.SigningKey)
    key.write(path, password=b"secret", force=True)
    signed = ep.sign(path, key, suite="vc-jwt", issuer_id=key.did, set_issuer=True)
    assert_type(signed, ep.Signed)
    assert_type(signed.data, bytes)
    assert_type(signed.report, ep.Report)
    assert_type(ep.sign(path, path).issuer, str)


def pictures(path: Path) -> None:
    assert_type(ep.bake(path, b"{}", replace=True), bytes)
    baked = ep.extract(path)
    assert_type(baked, ep.Baked | None)
    if baked is not None:
        assert_type(baked.content, bytes)
        assert_type(baked.findings, tuple[ep.Finding, ...])


def sharing(portfolio: ep.Portfolio, path: Path) -> None:
    shared = ep.share(portfolio, read_profile(path), ep.ShareOptions(withhold=("owner/birth_date",)))
    assert_type(shared, ep.Shared)
    assert_type(shared.owner, ep.Portfolio)
    assert_type(shared.data, bytes)


def agreements(path: Path) -> None:
    a, b = ep.read_profile(path), ep.read_profile("europass-cv")
    assert_type(a, ep.Profile)
    found = ep.agree(a, b, via="elm", samples=[ep.read(path).portfolio])
    assert_type(found, ep.Agreement)
    assert_type(found.works, bool)


def errors(path: Path) -> None:
    try:
        ep.read(path)
    except ep.UnreadableError as error:
        assert_type(error.finding, ep.Finding)
    ep.read(path, options=ep.ReadOptions(limits=ep.Limits(depth=10)))
    ep.read(path, formats="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
