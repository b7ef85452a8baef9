"""Sign the draft of a credential: an Open Badge, a learner record, an endorsement, a European Digital Credential.

What breaks the rules of its format is not signed, nor what has parts that no signature would cover, nor what names
another issuer. The result is verified before it is written.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..report.errors import ExitCode
from ..report.findings import Endpoint
from .console import err, out_json, paint_for
from .key.passwords import add_password, asker
from .parsing import FILE, MisuseError, add_output

if TYPE_CHECKING:
    from ..trust.signing import Signed

SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019",
          "vc-jwt", "vc+jwt", "sd-jwt-vc", "vc+sd-jwt")  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar=FILE, help="the draft; - for standard input")
    parser.add_argument("-o", "--out", metavar="OUT", required=True, help="file to write; - for standard output")
    parser.add_argument("--key", metavar=FILE, required=True, help="file with the private key, PEM or JWK")
    add_password(parser)
    parser.add_argument(
        "--suite", choices=SUITES, metavar="SUITE",
        help=f"how to sign: {', '.join(SUITES)} (default: eddsa-rdfc-2022 or ecdsa-rdfc-2019, as the key is)",
    )  # fmt: skip
    parser.add_argument(
        "--issuer-id", metavar="URI", help="the issuer whose key it is, https or DID (default: the did:key of the key)"
    )
    parser.add_argument("--set-issuer", action="store_true", help="make that one the issuer of the draft")
    parser.add_argument("--key-id", metavar="URI", help="identifier of the public key (default: told from the issuer)")
    parser.add_argument("--add", action="store_true", help="add the proof beside those that are there")
    parser.add_argument(
        "--disclose", action="append", default=[], metavar="POINTER",
        help="for sd-jwt-vc and vc+sd-jwt: what the holder may withhold; may be given several times",
    )  # fmt: skip
    parser.add_argument("--vct", metavar="URI", help="for sd-jwt-vc: the type of the credential")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.out == "-" and arguments.output == "json":
        raise MisuseError("standard output cannot hold both the credential and --output json")
    import eportfolio as ep

    from ..sources.output import write_atomically

    signed = ep.sign(
        arguments.file, arguments.key, suite=arguments.suite, issuer_id=arguments.issuer_id,
        set_issuer=arguments.set_issuer, key_id=arguments.key_id, add=arguments.add,
        disclose=arguments.disclose, vct=arguments.vct, password=asker(arguments),
    )  # fmt: skip
    write_atomically(arguments.out, signed.data, force=arguments.force)
    _tell(signed, arguments)
    return ExitCode.FINE


def _tell(signed: Signed, arguments: argparse.Namespace) -> None:
    signed.report.target = Endpoint(arguments.out)
    facts = {"suite": signed.suite, "issuer": signed.issuer, "key": signed.key}
    if arguments.output == "json":
        out_json({**facts, "report": signed.report.as_dict()})
        return
    from ..report.render.text import printable, render_findings

    if signed.report.findings:
        err(render_findings(signed.report.findings, paint_for(sys.stderr)))
    err(f"Signed with {signed.suite} for {printable(signed.issuer)}.")
