"""`wholeplace doctor`: what it takes for well, and what it does not let itself be fooled by."""

import datetime as dt
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connection
from django.test import Client
from tests.cli.test_backups import home, run
from tests.convene.deciding import Group
from tests.convene.files import on_disk_at, put
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import opened
from tests.ports import free_port

from wholeplace.cli import doctor
from wholeplace.kernel import clock
from wholeplace.kernel.installation import INSTALLATION, installation_id
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.keys import key_path
from wholeplace.mediate.conversations.keys import ballot_key_path

__all__ = ["home", "own_keys", "saltmarsh"]


def found() -> dict[str, dict[str, Any]]:
    done = run("doctor", "--json")
    assert isinstance(done.exception, SystemExit | None), done.exception
    return {one["about"]: one for one in json.loads(done.stdout)}


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve until the block ends, and say at which port."""
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def healthy(whose: str) -> HTTPServer:
    """A server whose address for machines says that it is well, and whose."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header(INSTALLATION, whose)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    return HTTPServer(("127.0.0.1", 0), Answer)


def test_the_pages_answer_only_where_they_are_this_installations(db: None, home: Path, settings: Any) -> None:
    told = []
    for whose in (installation_id(), "another"):
        with served(healthy(whose)) as port:
            settings.PUBLIC_URL = f"http://127.0.0.1:{port}"
            told.append(found()["reachable"]["well"])
    assert told == [True, False]


def test_the_address_for_machines_says_whose_it_is_and_another_secret_is_another(
    db: None, client: Client, settings: Any
) -> None:
    mine = client.get("/healthz/")[INSTALLATION]
    assert mine == installation_id()
    settings.SECRET_KEY = "another"
    assert client.get("/healthz/")[INSTALLATION] != mine
    assert "another" not in installation_id()


def test_a_key_that_was_published_must_be_here(saltmarsh: Scene, home: Path) -> None:
    assert "not made yet" in found()["key of saltmarsh"]["says"]
    checkpoint(saltmarsh.place)
    assert found()["key of saltmarsh"]["well"]
    key_path(saltmarsh.place, generation=1).unlink()
    told = found()["key of saltmarsh"]
    assert (told["well"], "Put it back from where keys are kept" in told["says"]) == (False, True)


def test_the_key_that_keeps_answers_secret_must_be_here_while_a_conversation_is_open(
    saltmarsh: Scene, home: Path
) -> None:
    opened(saltmarsh)
    assert "ballot key of saltmarsh" not in found()
    ballot_key_path(saltmarsh.place).unlink()
    finding = found()["ballot key of saltmarsh"]
    assert (finding["well"], "put it back" in finding["says"]) == (False, True)


def test_a_file_that_is_not_on_disk_is_told(saltmarsh: Scene, home: Path, settings: Any) -> None:
    settings.FILES = home / "files"
    assert found()["files"]["says"].startswith("none yet")
    group = Group(saltmarsh).come_together()
    file = put(group, group.propose())
    assert found()["files"]["well"]
    on_disk_at(file).unlink()
    told = found()["files"]
    assert (told["well"], told["says"].startswith("1 of 1 are not in")) == (False, True)


def test_a_clock_that_went_back_is_seen(
    saltmarsh: Scene, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found()["clock"]["well"]
    back = clock.now() - dt.timedelta(minutes=10)
    monkeypatch.setattr(doctor.clock, "now", lambda: back)
    assert not found()["clock"]["well"]


@pytest.mark.parametrize(("proxies", "well"), [(0, False), (1, True)])
def test_behind_https_somebody_stands_in_front(
    db: None, home: Path, settings: Any, proxies: int, *, well: bool
) -> None:
    settings.PUBLIC_URL, settings.PROXIES = "https://localhost:9", proxies
    told = found()
    assert told["proxies"]["well"] is well
    assert "cannot be checked" in told["certificate"]["says"]


@pytest.mark.parametrize(("days", "well"), [(40, True), (5, False)])
def test_a_certificate_that_ends_soon_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, *, well: bool
) -> None:
    file = certificate(tmp_path, days=days)
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(file)
    trusting = ssl.create_default_context(cafile=str(file))
    monkeypatch.setattr(doctor.ssl, "create_default_context", lambda: trusting)
    server = healthy("")
    server.socket = here.wrap_socket(server.socket, server_side=True)
    with served(server) as port:
        told = doctor._certificate("localhost", port)
    assert (told.well, told.says) == (well, f"{days - 1} days left")


def certificate(folder: Path, *, days: int) -> Path:
    """A certificate for this machine that vouches for itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )  # fmt: skip
    file = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


@pytest.mark.parametrize(("password", "well"), [("right", True), ("wrong", False)])
def test_mail_is_well_only_where_it_lets_us_sign_in(
    db: None, home: Path, settings: Any, password: str, *, well: bool
) -> None:
    def known(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    post = Controller(
        object(),
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=known,
        auth_require_tls=False,
        auth_required=True,
    )
    post.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "post", password
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        assert found()["mail"]["well"] is well
    finally:
        post.stop()


def test_one_secret_serves_all_machines_of_a_shared_database(db: None, home: Path, settings: Any) -> None:
    settings.SECRET_KEY_IS_SET = False
    told = found()
    if connection.vendor != "postgresql":
        assert "secret" not in told
        return
    assert not told["secret"]["well"]
    done = run("worker")
    assert (done.exit_code, "Set WHOLEPLACE_SECRET_KEY" in done.output) == (2, True)
    done = run("serve", "--port", "9")
    assert (done.exit_code, "Set WHOLEPLACE_SECRET_KEY" in done.output) == (2, True)


def test_what_the_settings_silence_with_a_reason_is_no_finding(settings: Any) -> None:
    settings.PUBLIC_URL = "https://saltmarsh.example"
    told = {finding.about for finding in doctor._settings()}
    assert not {f"settings {silenced}" for silenced in settings.SILENCED_SYSTEM_CHECKS} & told
    settings.SILENCED_SYSTEM_CHECKS = []
    assert "settings security.W008" in {finding.about for finding in doctor._settings()}
