"""Every rule and check of the project is SQL that runs, and speaks of what its contract has."""

from orchestration.contracts.catalogue import the_catalogue
from orchestration.register.rehearse import cannot_run


def test_every_rule_and_check_of_the_project_can_be_asked() -> None:
    assert cannot_run(the_catalogue()) == []
