"""Write a new exchange profile from what real portfolios have: what the organisation can offer.

Shares, precision of dates, vocabularies and languages are measured; nothing that a person wrote gets into the profile.
Needs, law and formats are for people to write: take a profile that ships as an example.
"""

from __future__ import annotations

import argparse

from ...report.errors import ExitCode
from ..console import err, out_utf8
from ..parsing import FILE, MisuseError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--from", dest="files", nargs="+", metavar=FILE, required=True, help="portfolios, folders of them, or patterns"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="what the profile is called")
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", default="-", help="where to write it")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from datetime import date

    import eportfolio as ep

    from ...profiles.learning import learn
    from ...profiles.writing import write_offers
    from ...report.errors import UsageError
    from ...report.render.batch import count
    from ...sources.output import write_atomically
    from ..files import expand, open_found

    if arguments.title and ("\n" in arguments.title or not arguments.title.strip()):
        raise MisuseError("--title takes a text of one line.")
    portfolios = []
    for found in expand(arguments.files):
        source = open_found(found, None)
        if isinstance(source, str):
            err(f"{found.path} was passed over: {source}")
        else:
            portfolios.append(ep.read(source).portfolio)
    if not portfolios:
        raise UsageError("usage", "There is no portfolio to learn from.")
    offers = learn(portfolios)
    title = arguments.title or "What we can offer"
    text = write_offers(offers, title=title, count=len(portfolios), day=date.today().isoformat())
    if arguments.target == "-":
        out_utf8(text)
    else:
        write_atomically(arguments.target, text.encode(), force=arguments.force)
    err(f"{count(len(offers), 'field')} from {count(len(portfolios), 'portfolio')}. Read them before you promise them.")
    return ExitCode.FINE
