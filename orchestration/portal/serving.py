"""Runs the portal on a port of this machine until it is stopped.

What it serves is in `application`; certificates are for the proxy in front.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from filelock import FileLock, Timeout

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.portal.accounts import suppliers
from orchestration.portal.application import application
from orchestration.portal.records import folder
from orchestration.portal.settings import PortalSettings, read_settings
from orchestration.refusals import Refusal

AT_ONCE = 400
SECONDS_TO_END = 20


def serve(home: Home, host: str, port: int, told: Callable[[str], None]) -> None:
    """Serve until the process is told to end; `told` gets the address once it is known.

    Paths are not logged, for the audit log has who did what; nor is anything that a sender wrote.
    """
    settings = read_settings(home)
    _refuse_unsafe(settings, host)
    _refuse_unknown_suppliers(settings)
    with _alone(home):
        _serve_alone(home, settings, host, port, told)


def _serve_alone(
    home: Home, settings: PortalSettings, host: str, port: int, told: Callable[[str], None]
) -> None:
    app = application(home, settings)
    listening = _listening(host, port)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=SECONDS_TO_END,
        h11_max_incomplete_event_size=64 * 1024,
    )
    told(f"The portal is at http://{host}:{listening.getsockname()[1]} (stop it with Ctrl+C)")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """One server for one home: a second would clear away what the first is taking in."""
    place = folder(home)
    place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place / "serving.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        what = "A portal of this data home is running already."
        raise Refusal("portal", what, "Use that one, or stop it first.") from None
    try:
        yield
    finally:
        lock.release()


def _refuse_unsafe(settings: PortalSettings, host: str) -> None:
    is_here = host == "localhost" or _is_loopback(host)
    if not is_here and not settings.is_https:
        what = "Others could read what is sent to it: portal.yml names no https address."
        remedy = "Put a proxy with a certificate in front, and say `address: https://...` there."
        raise Refusal("portal", what, remedy)


def _refuse_unknown_suppliers(settings: PortalSettings) -> None:
    """A slip in a supplier's code would let its people see nothing, or another's."""
    said = settings.single_sign_on
    unknown = set(said.suppliers.values() if said else ()) - set(suppliers(the_catalogue()))
    if unknown:
        what = f"No contract knows the suppliers: {', '.join(sorted(unknown))}."
        raise Refusal("portal.yml", what, "Write each code as the contract does.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        remedy = "Stop what uses it, or choose another: --port"
        raise Refusal(f"port {port}", f"It is not to be had: {error.strerror}.", remedy) from None
