"""The contract language holds no expressions, and says so when somebody writes one."""

from pathlib import Path

import duckdb
import pytest
from pydantic import BaseModel, ValidationError

from orchestration.contracts import language
from orchestration.contracts.compile import compiled_files
from orchestration.refusals import Refusal
from tests.unit.orchestration.small_project import CONTRACT, changed, read_project, write_project

PARTS = [
    part
    for part in vars(language).values()
    if isinstance(part, type)
    and issubclass(part, BaseModel)
    and part.__module__ == language.__name__
]
EXPRESSIONS = ["1 = 1", "(select 1)", "case when true then 1 end", "lambda row: row", "{{ 1 + 1 }}"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_part_of_the_language_takes_an_unknown_key(part: type[BaseModel]) -> None:
    with pytest.raises(ValidationError) as error:
        part.model_validate({"sql": "1 = 1"})
    assert "extra_forbidden" in {found["type"] for found in error.value.errors()}


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize(
    "place",
    [
        "key: [visit_row_id]",
        "each_delivery_holds: its_period",
        "reader: {kind: delimited}",
        "cadence: monthly",
        "source: visits\n",
        "kind_code: {from: kind}",
    ],
)
def test_an_expression_where_a_name_belongs_is_refused(
    place: str, expression: str, tmp_path: Path
) -> None:
    new = {
        "key: [visit_row_id]": f"key: ['{expression}']",
        "each_delivery_holds: its_period": f"each_delivery_holds: '{expression}'",
        "reader: {kind: delimited}": f"reader: {{kind: '{expression}'}}",
        "cadence: monthly": f"cadence: '{expression}'",
        "source: visits\n": f"source: '{expression}'\n",
        "kind_code: {from: kind}": f"'{expression}': {{from: kind}}",
    }[place]
    with pytest.raises(Refusal, match=r"^visits\.yml: "):
        read_project(write_project(tmp_path, contract=changed(CONTRACT, place, new)))


def test_sql_in_a_supplier_s_column_name_stays_a_name(tmp_path: Path) -> None:
    name = """kind" || (select max(id) from received) || '"""
    contract = changed(
        CONTRACT, "{from: kind}", f"{{from: '{name.replace(chr(39), chr(39) * 2)}'}}"
    )
    model = compiled_files(read_project(write_project(tmp_path, contract=contract)))[
        Path("visits/stg_visits__visits.sql")
    ]
    with duckdb.connect() as con:
        columns = ["submission_id", "supplier_code", "received_for_month", "received_line_number",
                   "received_row_id"]  # fmt: skip
        columns += ["id", "listed", "seen", "minutes", name]
        quoted = ", ".join('"' + column.replace('"', '""') + '" varchar' for column in columns)
        con.execute(f"create table received ({quoted})")
        con.execute(
            "insert into received values (null, null, null, null, null, 'i', '', '', '', 'first')"
        )
        sql = model.replace("{{ source('visits', 'visits') }}", "main.received")
        assert con.execute(f"select kind_code from ({sql.partition(chr(10))[2]})").fetchall() == [
            ("first",)
        ]


def test_a_template_expression_in_a_supplier_s_column_name_is_not_run(tmp_path: Path) -> None:
    contract = changed(CONTRACT, "{from: kind}", "{from: \"{{ env_var('HOME') }}\"}")
    try:
        catalogue = read_project(write_project(tmp_path, contract=contract))
    except Refusal:
        return
    model = compiled_files(catalogue)[Path("visits/stg_visits__visits.sql")]
    assert "{{ env_var" not in model


GAPS = {
    "the code set of a supplier": (
        "supplier: {name: clinic}",
        "supplier: {table: visits, column: id, code_set: clinics}",
    ),
    "the table of a supplier": (
        "supplier: {name: clinic}",
        "supplier: {table: journeys, column: id, code_set: kinds}",
    ),
    "the table of the period": ("period: {table: visits,", "period: {table: journeys,"),
    "the column of the period": ("column: listed,", "column: month,"),
    "a rule without a text": (
        "kind_code: {from: kind}",
        "kind_code: {from: kind, paired_with: {word: minutes, rule: V999}}",
    ),
}


@pytest.mark.parametrize("gap", GAPS)
def test_what_a_contract_names_must_exist(gap: str, tmp_path: Path) -> None:
    old, new = GAPS[gap]
    with pytest.raises(Refusal):
        read_project(write_project(tmp_path, contract=changed(CONTRACT, old, new)))


def test_an_empty_dictionary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"words_too\.yml"):
        read_project(write_project(tmp_path, more_words=""))
