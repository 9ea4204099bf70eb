"""The council's own sign-in, by OpenID Connect: who somebody is there, and what they may be here.

The protocol is Authlib's, imported only where such a sign-in is used; the pages are in
`rooms.work_account`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from orchestration.portal.accounts import LONGEST_NAME
from orchestration.portal.people import Person, Role, tidy_name
from orchestration.portal.settings import PortalSettings, SingleSignOn
from orchestration.refusals import Refusal

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

SIGNED_BY_KEY_PAIRS = ("RS", "PS", "ES", "Ed")
SECONDS = 10
WHERE = "single sign-on"
ASK = "Ask the council's data team."


def client_of(settings: PortalSettings) -> "StarletteOAuth2App | None":
    """Our side of the council's sign-in, where there is one; Refusal where its secret is not."""
    said = settings.single_sign_on
    if said is None:
        return None
    from authlib.integrations.starlette_client import OAuth

    return OAuth().register(
        "council",
        client_id=said.client_id,
        client_secret=_secret(said),
        server_metadata_url=f"{said.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": SECONDS,
        },
    )


async def prepare(client: "StarletteOAuth2App", said: SingleSignOn) -> None:
    """Read what the council's server says of itself, and believe only what is safe."""
    import httpx

    try:
        metadata = await client.load_server_metadata()
    except (httpx.HTTPError, ValueError):
        raise _no_answer() from None
    if str(metadata.get("issuer", "")).rstrip("/") != said.issuer:
        what = "The council's sign-in calls itself by another name than portal.yml does."
        raise Refusal(WHERE, what, ASK)
    named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    kept = [name for name in named if str(name).startswith(SIGNED_BY_KEY_PAIRS)]
    metadata["id_token_signing_alg_values_supported"] = kept or ["RS256"]


async def claims_of(
    request: Request, client: "StarletteOAuth2App", said: SingleSignOn
) -> Mapping[str, Any]:
    """What the council's server says of whoever comes back from it, once all of it is checked."""
    import httpx
    from authlib.integrations.base_client.errors import OAuthError
    from joserfc.errors import JoseError

    issuer = (await client.load_server_metadata())["issuer"]
    wanted = {
        "iss": {"essential": True, "values": [issuer]},
        "aud": {"essential": True, "values": [said.client_id]},
        "exp": {"essential": True},
        "sub": {"essential": True},
    }
    try:
        token = await client.authorize_access_token(request, claims_options=wanted)
    except httpx.HTTPError:
        raise _no_answer() from None
    except (OAuthError, JoseError, ValueError, KeyError, TypeError, RuntimeError):
        what = "The council's sign-in did not say who you are, or too much time went by."
        raise Refusal(WHERE, what, "Go back and sign in again.") from None
    claims: Mapping[str, Any] = token.get("userinfo") or {}
    if not claims:
        raise Refusal(WHERE, "The council's sign-in did not say who you are.", ASK)
    return claims


def person_in(claims: Mapping[str, Any], said: SingleSignOn) -> Person:
    """Who that is here; Refusal where the claims name no role, or a supplier that is not ours.

    Of several roles the one counts that stands first in portal.yml.
    """
    name = tidy_name(str(claims.get(said.name_claim) or ""))
    is_sure = claims.get("email_verified") is True or said.trust_unverified_email
    is_doubtful = said.name_claim == "email" and not is_sure
    if not name or not name.isprintable() or len(name) > LONGEST_NAME or is_doubtful:
        what = "Your work account does not say for certain who you are."
        raise Refusal(WHERE, what, ASK)
    held = _values(claims.get(said.role_claim))
    role = next((role for value, role in said.roles.items() if value in held), None)
    if role is None:
        raise Refusal(WHERE, "Your work account has no part in this portal.", ASK)
    if role is not Role.supplier:
        return Person(name, role)
    named = _values(claims.get(said.supplier_claim))
    suppliers = {code for value, code in said.suppliers.items() if value in named}
    if len(suppliers) != 1:
        raise Refusal(WHERE, "Your work account does not say which supplier you are of.", ASK)
    return Person(name, role, suppliers.pop())


def _values(claim: Any) -> set[str]:
    return {str(value) for value in claim} if isinstance(claim, list) else {str(claim)}


def _secret(said: SingleSignOn) -> str:
    try:
        secret = said.secret_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        what = "The file with the client's secret is empty, or cannot be read by whoever runs this."
        raise Refusal("portal.yml", what, "Write the secret into the file that `secret_file` names")
    return secret


def _no_answer() -> Refusal:
    what = "The council's sign-in does not answer."
    return Refusal(WHERE, what, f"Try again in a few minutes. If it stays so: {ASK}")
