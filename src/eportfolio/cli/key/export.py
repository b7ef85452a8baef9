"""Write the public part of a key: for verifiers, or as the document that an issuer publishes.

With --form document, the document of a did:web or https issuer that lists the key; publish it where the issuer's
identifier says. The private key is never exported.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from ..parsing import FILE, MisuseError
from .passwords import add_password, asker

if TYPE_CHECKING:
    from ...trust.keys import SigningKey

_FORMS = ("pem", "jwk", "multikey", "document")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar=FILE, help="file with the private key, PEM or JWK")
    parser.add_argument(
        "--public", action="store_true", required=True, help="the public part; there is no other export"
    )
    parser.add_argument("--form", choices=_FORMS, default="pem", help="form of the public key (default: pem)")
    parser.add_argument("--issuer-id", metavar="URI", help="the issuer that the document is about, https or did:web")
    parser.add_argument("-o", "--out", metavar=FILE, default="-", help="file to write (default: standard output)")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    add_password(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if (arguments.form == "document") != (arguments.issuer_id is not None):
        raise MisuseError("--form document and --issuer-id go together")
    from ...sources.output import write_atomically
    from ...trust.keys import read_key

    data = _form(read_key(arguments.file, asker(arguments)), arguments.form, arguments.issuer_id)
    write_atomically(arguments.out, data, force=arguments.force)
    return 0


def _form(key: SigningKey, form: str, issuer: str | None) -> bytes:
    from ...trust.keys import issuer_document, to_jwk, to_pem

    if form == "pem":
        return to_pem(key.public)
    if form == "multikey" and key.multikey == "":
        raise MisuseError("an RSA key is not written as a Multikey; take --form jwk")
    if form == "multikey":
        return f"{key.multikey}\n".encode()
    data: dict[str, Any] = issuer_document(key.public, issuer) if issuer else {**to_jwk(key.public)}
    return json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n"
