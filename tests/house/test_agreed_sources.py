"""Every source says why its data may be held, for what, until when and for how long."""

from datetime import date

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import CONTRACTS

AGREEMENTS = CONTRACTS.parent / "agreements"


def test_every_contract_has_an_agreement_and_every_agreement_a_contract() -> None:
    assert {path.name for path in AGREEMENTS.iterdir()} == {
        path.name for path in CONTRACTS.iterdir()
    }
    assert set(the_catalogue().agreements) == set(the_catalogue().contracts)


def test_rows_known_by_name_or_number_are_agreed_to_be_identifiable() -> None:
    catalogue = the_catalogue()
    for contract, _, table in catalogue.tables():
        names = [w for w in table.columns if catalogue.words[w].privacy == "direct_identifier"]
        if names:
            agreed = catalogue.agreements[contract.source].personal_data
            assert agreed == "identifiable", f"{contract.source} has {names}"


def test_the_opt_out_applies_to_every_list_of_patients_from_a_provider() -> None:
    catalogue = the_catalogue()
    for contract in catalogue.contracts.values():
        agreement = catalogue.agreements[contract.source]
        if contract.sector == "health" and agreement.personal_data != "none":
            opt_out = agreement.national_data_opt_out
            assert opt_out.applies or "individual care" in str(opt_out.why), contract.source


def test_no_agreement_that_is_shipped_has_ended_in_the_months_of_the_sample() -> None:
    for agreement in the_catalogue().agreements.values():
        assert agreement.is_in_force(date(2025, 1, 1)) and agreement.is_in_force(date(2030, 1, 1))
