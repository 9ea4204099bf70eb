"""Gathers the commands into `sendmart`, and says what each is for.

Each command's work is imported when it is run, so that `--help` answers at once.
"""

import typer

from orchestration.cli import (
    answers,
    audits,
    backups,
    explaining,
    identity,
    intake,
    keys,
    ledger,
    nightly,
    portal,
    publishing,
    retention,
    returning,
    revised,
    rights,
    scaffold,
    screening,
    tables,
    tracing,
    upkeep,
)
from orchestration.cli.watched import watch

app = typer.Typer(
    name="sendmart",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
    help="""From suppliers' files to a month of SEND figures that can be defended.

    Suppliers send files; `receive` keeps them or says what is wrong; `run` builds the warehouse
    and drafts the month's release; `figures` and `status` answer questions about it.

    The data home is SENDMART_HOME, or `.sendmart` in the checkout. Commands end with 0 when done,
    1 when something was refused or a gate failed, and 2 when they were called wrongly.""",
)

app.command()(nightly.demo)
app.command()(intake.sample)
app.command()(intake.receive)
app.command()(intake.check)
app.command("check-page")(intake.check_page)
app.command()(nightly.run)
app.command()(publishing.publish)
app.command()(screening.screen)
app.command()(ledger.expected)
app.command()(ledger.notice)
app.command()(ledger.difference)
app.command()(ledger.replay)
app.command()(answers.status)
app.command()(answers.figures)
app.command()(tables.committee)
app.command()(tables.catalogue)
app.command()(explaining.explain)
app.command()(revised.revisions)
app.command()(tracing.lineage)
app.command("return")(returning.return_)
app.add_typer(scaffold.new, name="new")
app.add_typer(keys.keys, name="keys")
app.add_typer(identity.identity, name="identity")
app.add_typer(portal.portal, name="portal")
app.command("compile")(upkeep.compile_contracts)
app.command()(upkeep.lint)
app.command()(upkeep.doctor)
app.command()(audits.audit)
app.command()(backups.backup)
app.command()(backups.restore)
app.add_typer(rights.person, name="person")
app.add_typer(retention.retention, name="retention")
watch(app)


def main() -> None:
    app()
