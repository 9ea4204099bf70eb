"""What a council sets about its portal: `portal.yml` in the data home, all of it optional.

Who has an account is not set here but with `sendmart portal account`.
"""

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from orchestration.contracts.layouts import Strict
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import Home
from orchestration.portal.people import Role

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class SessionSettings(Strict):
    """How long somebody stays signed in: without doing anything, and at all."""

    idle_minutes: float = Field(default=30, gt=0, le=720)
    hours: float = Field(default=10, gt=0, le=24)


class UploadSettings(Strict):
    """How much may be sent at once, for how long, and how long the sender may say nothing."""

    megabytes: float = Field(default=300, gt=0, le=4000)
    minutes: float = Field(default=20, gt=0, le=240)
    silent_seconds: float = Field(default=30, gt=0, le=600)

    @property
    def bytes(self) -> int:
        return int(self.megabytes * 1_000_000)


class AttemptSettings(Strict):
    """How often a password may be wrong in a quarter of an hour.

    for_an_account  for one name from one address; `..._from_anywhere` for one name in all
    """

    for_an_account: int = Field(default=5, ge=1, le=100)
    for_an_account_from_anywhere: int = Field(default=25, ge=1, le=1_000)
    from_an_address: int = Field(default=30, ge=1, le=10_000)


class SingleSignOn(Strict):
    """The council's own sign-in, by OpenID Connect.

    issuer       its address, as it names itself
    secret_file  holds the client's secret, and nothing else; its owner's alone
    name_claim   what a person is called in the audit log, and shut out by: one nobody can change
    trust_unverified_email  whether an e-mail is a name also where the issuer has not verified it
    role_claim   what says who is what (one value or several); `roles` leads its values to ours
    supplier_claim  what says whose supplier somebody is; `suppliers` leads its values to codes
    """

    issuer: str
    client_id: str
    secret_file: Path
    name_claim: str = "email"
    trust_unverified_email: bool = False
    role_claim: str = "roles"
    roles: dict[str, Role] = Field(min_length=1)
    supplier_claim: str = "supplier"
    suppliers: dict[str, str] = {}
    label: str = "Sign in with your work account"

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, said: str) -> str:
        parts = urlsplit(said)
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("write the issuer as an https address")
        return said.rstrip("/")


class PortalSettings(Strict):
    """Everything that `portal.yml` may say.

    address          where people reach it; with https, cookies and browsers are held to https
    council          whose portal it is, on every page
    trusted_proxies  addresses (or networks) of the proxy in front: only its word on who is asking
                     and whether by https is believed
    accounts         whether people may sign in with a name and a password kept here
    """

    address: str = "http://127.0.0.1"
    council: str = "SEND data"
    trusted_proxies: list[str] = []
    accounts: bool = True
    session: SessionSettings = SessionSettings()
    upload: UploadSettings = UploadSettings()
    attempts: AttemptSettings = AttemptSettings()
    single_sign_on: SingleSignOn | None = None

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names under which it answers, and no other."""
        host = urlsplit(self.address).hostname or ""
        return [host] if self.is_https else [host, *LOOPBACK]

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, said: list[str]) -> list[str]:
        for one in said:
            ipaddress.ip_network(one)
        return said

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise ValueError("write the address as https://name, with nothing behind the name")
        if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("only an address on this machine may do without https")
        if not self.accounts and self.single_sign_on is None:
            raise ValueError("allow `accounts`, or describe `single_sign_on`: else nobody gets in")
        return self


def settings_file(home: Home) -> Path:
    return home.root / "portal.yml"


def read_settings(home: Home) -> PortalSettings:
    """The council's settings; Refusal where the file says what cannot be."""
    path = settings_file(home)
    return parse(path, PortalSettings, load(path)) if path.exists() else PortalSettings()
