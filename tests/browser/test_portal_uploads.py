"""Files on their way in: whole or not at all, whatever their sender does, over a real line."""

import hashlib
import shutil
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from orchestration.home import Home
from orchestration.portal.accounts import close_account
from orchestration.portal.allowing import allowed
from orchestration.portal.application import application
from orchestration.portal.parts import tidy_file_name
from orchestration.portal.people import Person, Role
from orchestration.portal.sessions import begin
from orchestration.portal.settings import PortalSettings, UploadSettings
from orchestration.portal.uploads import Upload, sweep_uploads, take_upload, uploads_folder
from tests.browser.signing_in import ANN, EVE, MADE_AT, add_people, sign

NOW = datetime(2026, 2, 2, 9, 0)
SMALL = PortalSettings(upload=UploadSettings(megabytes=1, minutes=0.05, silent_seconds=0.5))
BOUNDARY = "between"


@dataclass
class Desk:
    """A portal with a page that takes files, on a port of this machine, and what it took."""

    home: Home
    port: int = 0
    took: list[Upload] = field(default_factory=list)
    moment: datetime = NOW

    def browser(self, person: Person | None = ANN) -> httpx.Client:
        """Somebody's browser; signed in, if it is somebody's."""
        client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        if person is not None:
            client.cookies.set("sendmart", begin(self.home, person, "a test", self.moment))
        return client

    def left(self) -> list[Path]:
        return [path for path in uploads_folder(self.home).rglob("*") if path.is_file()]

    def has_nothing(self) -> bool:
        return not self.took and not self.left()


@contextmanager
def desk(home: Home, settings: PortalSettings) -> Iterator[Desk]:
    made = Desk(home)

    @allowed(Role.supplier, takes_files=True)
    async def take(request: Request) -> Response:
        made.took.append(await take_upload(request))
        return PlainTextResponse("taken")

    app = application(home, settings, lambda: made.moment)
    app.router.routes.insert(0, Route("/take", take, methods=["POST"]))
    listening = socket.create_server(("127.0.0.1", 0))
    made.port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield made
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture
def small_desk(home: Home) -> Iterator[Desk]:
    add_people(home, ANN, EVE)
    with desk(home, SMALL) as made:
        yield made


def form(sent: httpx.Client, *files: tuple[str, bytes], sign_first: bool = True) -> bytes:
    """A form as a browser writes it."""
    signed = ("csrf_token", None, sign(sent, "/password").encode())
    parts = [("file", name, content) for name, content in files]
    ordered = [signed, *parts] if sign_first else [*parts, signed]
    written = b""
    for name, filename, content in ordered:
        told = f'; filename="{filename}"' if filename is not None else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'
        written += head.encode() + content + b"\r\n"
    return written + f"--{BOUNDARY}--\r\n".encode()


KIND = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


def sent_by_hand(desk: Desk, browser: httpx.Client, length: int | None) -> socket.socket:
    """The beginning of a request on a bare line; what follows is the test's to write."""
    line = socket.create_connection(("127.0.0.1", desk.port), timeout=10)
    said = f"Content-Length: {length}" if length is not None else "Transfer-Encoding: chunked"
    head = (
        f"POST /take HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n{said}\r\n"
        f"Content-Type: {KIND['content-type']}\r\nCookie: sendmart={browser.cookies['sendmart']}"
        "\r\n\r\n"
    )
    line.sendall(head.encode())
    return line


def answer_on(line: socket.socket) -> str:
    """Whatever comes back until the line is quiet or closed."""
    heard = b""
    try:
        while piece := line.recv(65536):
            heard += piece
            if b"</html>" in heard:
                break
    except (TimeoutError, ConnectionResetError):
        pass
    return heard.decode()


def test_a_file_is_taken_as_it_was_sent_for_its_owner_alone(small_desk: Desk) -> None:
    content = bytes(range(256)) * 2000 + b"--between\r\n--betwee"
    browser = small_desk.browser()
    answer = browser.post("/take", content=form(browser, ("a.csv", content)), headers=KIND)
    assert answer.text == "taken"
    [upload] = small_desk.took
    [file] = upload.files
    assert (file.said_name, file.bytes) == ("a.csv", len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert file.path.read_bytes() == content
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(upload.folder.stat().st_mode) == 0o700
    upload.drop()
    assert small_desk.left() == []


def test_several_files_of_one_delivery_come_in_one_form(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"1"), ("b.csv", b"22"), ("", b""))
    browser.post("/take", content=sent, headers=KIND)
    assert [(f.said_name, f.bytes) for f in small_desk.took[0].files] == [
        ("a.csv", 1),
        ("b.csv", 2),
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("/etc/cron.d/x", "x"),
        ("C:\\Users\\ann\\waits.csv", "waits.csv"),
        ("..", ""),
        (".hidden.csv", "hidden.csv"),
        ("ok\r\n\x1b[31mred\x00.csv", "ok[31mred.csv"),
        ("x" * 5000 + ".csv", "x" * 150),
    ],
)
def test_a_name_is_only_ever_shown(said: str, kept: str) -> None:
    assert tidy_file_name(said) == kept


def test_a_path_in_a_name_leads_nowhere(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("../../../../escaped.csv", b"x"), ("con\x00.csv", b"y"))
    browser.post("/take", content=sent, headers=KIND)
    inside = uploads_folder(small_desk.home)
    assert sorted(path.name for path in small_desk.left()) in (["1", "2"], ["1"], [])
    assert all(path.is_relative_to(inside) for path in small_desk.left())
    assert not list(small_desk.home.root.rglob("escaped*"))


def test_what_our_page_did_not_send_is_not_taken(small_desk: Desk) -> None:
    browser, other = small_desk.browser(), small_desk.browser()
    late = form(browser, ("a.csv", b"x"), sign_first=False)
    anothers = form(other, ("a.csv", b"x"))
    for sent in (late, anothers):
        assert browser.post("/take", content=sent, headers=KIND).status_code == 403
    good = form(browser, ("a.csv", b"x"))
    elsewhere = {**KIND, "origin": "https://evil.test"}
    assert browser.post("/take", content=good, headers=elsewhere).status_code == 403
    assert small_desk.has_nothing()


def test_other_roles_and_strangers_send_nothing(small_desk: Desk) -> None:
    engineer, stranger = small_desk.browser(EVE), small_desk.browser(None)
    sent = form(engineer, ("a.csv", b"x"))
    assert engineer.post("/take", content=sent, headers=KIND).status_code == 403
    answer = stranger.post("/take", content=sent, headers=KIND)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?again=1")
    assert small_desk.has_nothing()


def test_half_a_gigabyte_is_refused_before_a_byte_of_it_is_read(home: Home) -> None:
    add_people(home, ANN)
    with desk(home, PortalSettings()) as whole:
        with sent_by_hand(whole, whole.browser(), 500_000_000) as line:
            said = answer_on(line)
        assert said.startswith("HTTP/1.1 413")
        assert "More than 300 MB came at once" in said
        assert "Pack the file as .zip or .gz" in said
        assert whole.left() == []


def test_who_hides_how_much_is_coming_is_stopped_on_the_way(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 3_000_000))
    with sent_by_hand(small_desk, browser, None) as line:
        for start in range(0, len(sent), 100_000):
            piece = sent[start : start + 100_000]
            line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert answer_on(line).startswith("HTTP/1.1 413")
    assert small_desk.has_nothing()


def test_a_line_that_goes_quiet_is_given_up(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with sent_by_hand(small_desk, browser, len(sent)) as line:
        line.sendall(sent[:250_000])
        said = answer_on(line)
    assert said.startswith("HTTP/1.1 408")
    assert "stopped coming" in said
    assert small_desk.has_nothing()


def test_a_file_that_comes_too_slowly_is_given_up(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with sent_by_hand(small_desk, browser, len(sent)) as line, pytest.raises(OSError), line:
        for start in range(0, len(sent), 5_000):
            line.sendall(sent[start : start + 5_000])
            time.sleep(0.2)
            line.settimeout(0.01)
            try:
                if line.recv(4096).startswith(b"HTTP/1.1 408"):
                    raise OSError
            except TimeoutError:
                line.settimeout(10)
    assert small_desk.has_nothing()


def test_an_upload_cut_half_way_leaves_nothing(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with sent_by_hand(small_desk, browser, len(sent)) as line:
        line.sendall(sent[:250_000])
    until_it_is_so(lambda: small_desk.left() == [])
    assert small_desk.took == []
    assert browser.post("/take", content=sent, headers=KIND).text == "taken"


def test_nobody_fills_the_disk_by_sending_many_times_at_once(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with ExitStack() as lines:
        for _ in range(4):
            line = lines.enter_context(sent_by_hand(small_desk, browser, len(sent)))
            line.sendall(sent[:250_000])
        until_it_is_so(lambda: len(small_desk.left()) == 4)
        answer = browser.post("/take", content=sent, headers=KIND)
        assert answer.status_code == 429
        assert "4 times at once already" in answer.text
    until_it_is_so(lambda: small_desk.left() == [])
    assert browser.post("/take", content=sent, headers=KIND).text == "taken"


def test_who_is_shut_out_while_sending_has_sent_nothing(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with sent_by_hand(small_desk, browser, len(sent)) as line:
        line.sendall(sent[:250_000])
        until_it_is_so(lambda: small_desk.left() != [])
        close_account(small_desk.home, ANN.name, MADE_AT)
        line.sendall(sent[250_000:])
        said = answer_on(line)
    assert said.startswith("HTTP/1.1 401")
    assert "You were signed out" in said
    assert small_desk.has_nothing()


def test_a_session_that_runs_out_on_the_way_has_sent_nothing(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    with sent_by_hand(small_desk, browser, len(sent)) as line:
        line.sendall(sent[:250_000])
        until_it_is_so(lambda: small_desk.left() != [])
        small_desk.moment += timedelta(hours=11)
        line.sendall(sent[250_000:])
        said = answer_on(line)
    assert said.startswith("HTTP/1.1 401")
    assert "Sign in and send it again" in said
    assert small_desk.has_nothing()


@pytest.mark.parametrize(
    "broken",
    [
        b"no form at all",
        b"--between\r\n",
        b"--other\r\nContent-Disposition: form-data; name=x\r\n\r\nx\r\n--other--",
        b"--between\r\nContent-Disposition: form-data; name=x\r\n\r\n" + b"x" * 9000,
        b"--between\r\n" + b"X-Header: a\r\n" * 200,
        b"--between\r\nContent-Disposition: " + b"a" * 100_000,
        b"--between\r\nContent-Disposition: form-data; name=x\r\n\r\nx\r\n" * 200,
    ],
)
def test_what_is_no_form_is_told_so(broken: bytes, small_desk: Desk) -> None:
    answer = small_desk.browser().post("/take", content=broken, headers=KIND)
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.text
    assert small_desk.has_nothing()


def test_a_form_without_its_end_is_not_whole(small_desk: Desk) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 1000)).removesuffix(f"--{BOUNDARY}--\r\n".encode())
    assert browser.post("/take", content=sent, headers=KIND).status_code == 400
    assert small_desk.has_nothing()


def test_a_full_disk_is_told_and_leaves_nothing(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x"))
    monkeypatch.setattr("orchestration.portal.parts.Parts.write", full)
    answer = browser.post("/take", content=sent, headers=KIND)
    assert answer.status_code == 507
    assert "no room left" in answer.text
    assert small_desk.has_nothing()


def test_the_last_room_on_the_disk_is_not_for_files_from_outside(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = small_desk.browser()
    sent = form(browser, ("a.csv", b"x" * 500_000))
    floor = "orchestration.portal.uploads.LEAST_FREE_BYTES"
    monkeypatch.setattr(floor, shutil.disk_usage(small_desk.home.root).free * 2)
    with sent_by_hand(small_desk, browser, len(sent)) as line:
        said = answer_on(line)
    assert said.startswith("HTTP/1.1 507")
    assert "no room left" in said
    assert small_desk.has_nothing()


def test_what_a_server_that_was_stopped_left_is_swept(home: Home) -> None:
    for place in (uploads_folder(home) / ".part-1", uploads_folder(home) / "2"):
        place.mkdir(parents=True)
        (place / "1").write_bytes(b"x")
    sweep_uploads(home)
    assert list(uploads_folder(home).iterdir()) == []


def until_it_is_so(asked: Callable[[], bool]) -> None:
    """Wait for what the server does in its own time."""
    for _ in range(300):
        if asked():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to be so")
