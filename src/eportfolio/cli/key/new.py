"""Make a key to sign with. The file can be read by its owner alone, and none is ever overwritten unasked.

A file that ends with .jwk or .json holds a JSON Web Key, any other one PEM. What is printed is public.
"""

from __future__ import annotations

import argparse

from ..parsing import FILE, add_output
from .passwords import add_password, chosen
from .showing import show


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--type",
        choices=("ed25519", "p256", "p384", "rsa"),
        default="ed25519",
        help="kind of key (default: ed25519); rsa signs tokens alone",
    )
    parser.add_argument("-o", "--out", metavar=FILE, required=True, help="file to write, such as key.pem or key.jwk")
    parser.add_argument("--encrypt", action="store_true", help="ask for a password, and encrypt the key with it")
    add_password(parser)
    parser.add_argument("--force", action="store_true", help="replace an existing file; the key in it is gone then")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...trust.keys import new_key

    password = chosen(arguments)
    key = new_key(arguments.type)
    key.write(arguments.out, password=password, force=arguments.force)
    show(key, arguments.output)
    return 0
