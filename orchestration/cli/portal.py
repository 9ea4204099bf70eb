"""Commands of the portal: running it, and who has an account there.

What its pages do is in orchestration.portal.
"""

import sys
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, refuse, table

portal = typer.Typer(
    no_args_is_help=True, help="The pages where suppliers send files and see their own."
)
account = typer.Typer(no_args_is_help=True, help="Who may sign in with a name and a password.")
portal.add_typer(account, name="account")

Name = Annotated[str, typer.Argument(help="The name that is typed to sign in.")]


@portal.command()
def serve(
    port: Annotated[int, typer.Option(help="0 takes any that is free.", min=0, max=65535)] = 8500,
    host: Annotated[str, typer.Option(help="The address of this machine.")] = "127.0.0.1",
) -> None:
    """Run the portal until it is stopped. Settings are in portal.yml of the data home.

    It speaks plain http: put a proxy with a certificate in front, and say its address in
    portal.yml. How: docs/how-to/portal.md.
    """
    from orchestration.home import Home
    from orchestration.portal.serving import serve as serve_until_stopped

    with refusals_told():
        serve_until_stopped(Home.at(), host, port, lambda address: out.print(address, markup=False))


@account.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="supplier, engineer, analyst, approver or auditor.")],
    supplier: Annotated[
        str | None, typer.Option(help="Whose files a supplier's person sends and sees: its code.")
    ] = None,
) -> None:
    """Add an account; the password is asked for, or read as one line from standard input."""
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.portal.accounts import add_account, suppliers
    from orchestration.portal.people import Person, Role

    with refusals_told():
        if role not in [one.value for one in Role]:
            raise typer.BadParameter(f"A role is one of: {', '.join(Role)}.")
        if supplier is not None and supplier not in suppliers(the_catalogue()):
            refuse(
                f"No contract knows a supplier '{supplier}'. Write its code as the contract does."
            )
        person = Person(name, Role(role), supplier)
        add_account(Home.at(), person, _asked_password(), now())
    out.print(f"{name} may sign in as {Role(role).shown}.", markup=False)


@account.command()
def password(name: Name) -> None:
    """Give an account another password, and end its sessions."""
    from orchestration.home import Home
    from orchestration.portal.accounts import change_password

    with refusals_told():
        change_password(Home.at(), name, _asked_password())
    out.print(f"{name} has another password now.", markup=False)


@account.command()
def disable(name: Name) -> None:
    """Keep a name out at once, also by single sign-on, and end its sessions."""
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.portal.accounts import close_account

    with refusals_told():
        ended = close_account(Home.at(), name, now())
    out.print(f"{name} is kept out; {ended} sessions were ended.", markup=False)


@account.command()
def enable(name: Name) -> None:
    """Let a name that was kept out in again."""
    from orchestration.home import Home
    from orchestration.portal.accounts import open_account

    with refusals_told():
        open_account(Home.at(), name)
    out.print(f"{name} may sign in again.", markup=False)


@account.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every account, its role and supplier, and whether it is open."""
    from orchestration.home import Home
    from orchestration.portal.accounts import accounts

    with refusals_told():
        found = accounts(Home.at())
    rows = [
        {
            "name": one.name,
            "role": one.person.role.value if one.person else "",
            "supplier": (one.person.supplier if one.person else None) or "",
            "since": one.made_at,
            "disabled": one.closed_at or "",
        }
        for one in found
    ]
    if as_json:
        answer_json(rows)
        return
    columns = ["name", "role", "supplier", "since", "disabled"]
    table("Accounts of the portal", columns, [list(row.values()) for row in rows])


def _asked_password() -> str:
    """Never an argument: those are seen by everybody on the machine, and kept by shells."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
