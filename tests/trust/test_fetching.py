"""Fetching: from public hosts by https alone, in bounds of size, time and number; the server is one of our own."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any, ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from eportfolio.trust.documents import NotAvailableError
from eportfolio.trust.fetching import Fetcher

HOST = "school.example.org"


class Answers(BaseHTTPRequestHandler):
    """Answers by path."""

    seen: ClassVar[list[dict[str, str]]] = []
    port = 0

    def do_GET(self) -> None:
        self.seen.append({"path": self.path, **dict(self.headers)})
        answer = getattr(self, f"answer_{self.path.strip('/').partition('?')[0]}", None)
        if answer is None:
            self.send_error(404)
        else:
            answer()

    def answer_fine(self) -> None:
        self.reply(b'{"id": 1}')

    def answer_huge(self) -> None:
        self.reply(b"x" * 200_000)

    def answer_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65_536)

    def answer_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            sleep(0.1)

    def answer_slow_header(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(100):
            self.wfile.write(b"X-Slow: 1\r\n")
            self.wfile.flush()
            sleep(0.1)

    def answer_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"short")

    def answer_round(self) -> None:
        self.redirect("/round")

    def answer_there(self) -> None:
        self.redirect("/fine")

    def answer_inside(self) -> None:
        self.redirect(f"https://inside.example.org:{self.port}/fine")

    def answer_plain(self) -> None:
        self.redirect("http://school.example.org/fine")

    def answer_file(self) -> None:
        self.redirect("file:///etc/hostname")

    def answer_cookie(self) -> None:
        self.send_response(302)
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Location", "/fine")
        self.end_headers()

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def reply(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate of the host with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName("inside.example.org")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "host.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return str(path)


@pytest.fixture(scope="module")
def port(certificate: str) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    Answers.port = server.server_port
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(certificate: str, port: int) -> Fetcher:
    """A fetcher that takes the server for a public host."""
    Answers.seen.clear()
    return Fetcher(
        local=frozenset({HOST}), resolve=lambda _host, _port: ["127.0.0.1"], seconds=1.0, most_bytes=100_000,
        context=ssl.create_default_context(cafile=certificate),
    )  # fmt: skip


def at(port: int, path: str) -> str:
    return f"https://{HOST}:{port}/{path}"


def refused(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(NotAvailableError) as caught:
        fetcher(address)
    return str(caught.value)


@pytest.mark.parametrize("path", ["fine", "there", "cookie", "fine?a=b"])
def test_documents_are_fetched_and_redirects_followed(fetcher: Fetcher, port: int, path: str) -> None:
    assert fetcher(at(port, path)) == b'{"id": 1}'
    assert not {"Cookie", "Authorization", "Referer"} & {header for seen in Answers.seen for header in seen}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing", "status 404"), ("huge", "larger than 100,000 bytes"), ("endless", "larger than 100,000 bytes"),
        ("slow", "within 1 seconds"), ("slow_header", "within 1 seconds"), ("short", "cut off"),
        ("round", "redirected more than 3 times"), ("inside", "is in an own network"), ("plain", "only https"),
        ("file", "only https"),
    ],
)  # fmt: skip
def test_answers_that_are_not_taken(fetcher: Fetcher, port: int, path: str, words: str) -> None:
    start = monotonic()
    assert words in refused(fetcher, at(port, path))
    assert monotonic() - start < 3


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://school.example.org/", "only https"), ("file:///etc/hostname", "only https"),
        ("did:web:x", "only https"), ("", "only https"), ("https://a:b@school.example.org/", "user name"),
        ("https:///x", "broken"),
        ("https://school.example.org:99999/", "broken"), ("https://school.example.org/a b", "broken"),
        ("https://school.example.org/\r\nX: 1", "broken"), ("https://[::1", "broken"),
        ("https://school.example.org/" + "x" * 3000, "broken"), ("https://school.example.org/\u00e9", "broken"),
    ],
)  # fmt: skip
def test_addresses_that_are_not_fetched(fetcher: Fetcher, address: str, words: str) -> None:
    assert words in refused(fetcher, address)
    assert Answers.seen == []


@pytest.mark.parametrize(
    "numeric",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1", "2002:7f00:0001::1", "64:ff9b::a00:1", "2001:db8::1"],
)  # fmt: skip
def test_own_networks_are_not_asked(numeric: str) -> None:
    found = Fetcher(resolve=lambda _host, _port: ["93.184.215.14", numeric])
    assert "is in an own network" in refused(found, "https://trick.example.org/")


@pytest.mark.parametrize("address", ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://127.1/"])
def test_own_networks_by_number(address: str) -> None:
    assert "is in an own network" in refused(Fetcher(), address)


def test_address_is_the_one_that_was_looked_at() -> None:
    """A name that stands for another address when it is asked for again changes nothing."""
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    found = Fetcher(resolve=resolve, seconds=0.5)
    refused(found, "https://127.0.0.1/")
    refused(found, "https://localhost/")
    assert asked == ["127.0.0.1", "localhost"]


def test_host_that_is_not_found(fetcher: Fetcher) -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError

    fetcher.resolve = nowhere
    assert "is not found" in refused(fetcher, "https://nowhere.example.org/")


def test_certificate_of_another_is_refused(port: int) -> None:
    stranger = Fetcher(local=frozenset({HOST}), resolve=lambda _host, _port: ["127.0.0.1"], seconds=1.0)
    assert "cannot be fetched" in refused(stranger, at(port, "fine"))


def test_number_of_documents_is_bounded(fetcher: Fetcher, port: int) -> None:
    fetcher.most = 3
    for number in range(3):
        fetcher(at(port, f"fine?{number}"))
    assert "more than 3 documents" in refused(fetcher, at(port, "fine?3"))
    assert fetcher(at(port, "fine?2")) == b'{"id": 1}'


def test_size_of_all_documents_is_bounded(fetcher: Fetcher, port: int) -> None:
    fetcher.together = 20
    fetcher(at(port, "fine?0"))
    fetcher(at(port, "fine?1"))
    assert "more than 20 bytes" in refused(fetcher, at(port, "fine?2"))


def test_each_address_is_asked_once(fetcher: Fetcher, port: int) -> None:
    for _ in range(3):
        fetcher(at(port, "fine"))
        refused(fetcher, at(port, "missing"))
    assert [seen["path"] for seen in Answers.seen] == ["/fine", "/missing"]
