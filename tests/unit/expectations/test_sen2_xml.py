"""The same extract as DfE's XML: every table is found where the return puts it."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.education_cases import told_by_line
from tests.unit.orchestration.sending import kept_rows, send

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2025-12-31</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>Any</SoftwareCode>
      <Release>1.0</Release><SerialNo>1</SerialNo><DateTime>2026-01-05T09:00:00</DateTime>
    </Source>
  </Header>
  <Persons>
"""
PERSON = """    <Person>
      <NativeId>P{n}</NativeId><Surname>Bramhope</Surname><Forename>Edie</Forename>
      <PersonBirthDate>{born}</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity>
      <PostCode>ZZ1 1AA</PostCode><UPN>B801200005001</UPN>
      <Requests>
        <NativeId>R{n}</NativeId><ReceivedDate>2024-01-08</ReceivedDate><RYA>0</RYA>
        <RequestOutcomeDate>2024-02-12</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome>
        <Assessment>
          <AssessmentOutcome>Y</AssessmentOutcome>
          <AssessmentOutcomeDate>2024-05-20</AssessmentOutcomeDate><Week20>0</Week20>
          <NamedPlan>
            <StartDate>2024-05-20</StartDate><PB>0</PB>
            <PlanDetail><URN>990100</URN><PlacementRank>1</PlacementRank></PlanDetail>
          </NamedPlan>
        </Assessment>
        <ActivePlans>
          <PlacementDetail>
            <URN>990100</URN><PlacementRank>1</PlacementRank><EntryDate>2024-09-01</EntryDate>
          </PlacementDetail>
          <SENneed><SENtypeRank>1</SENtypeRank><SENtype>ASD</SENtype></SENneed>
          <SENneed><SENtypeRank>2</SENtypeRank><SENtype>SLCN</SENtype></SENneed>
        </ActivePlans>
      </Requests>
    </Person>
"""
TAIL = "  </Persons>\n</Message>\n"


def document(folder: Path, *people: str) -> Path:
    path = folder / "SEN2_2025-12.xml"
    path.write_text(HEAD + "".join(people) + TAIL, encoding="utf-8")
    return path


def somebody(number: int, born: str = "2015-03-01") -> str:
    return PERSON.format(n=number, born=born)


def test_every_table_of_the_document_is_loaded(home: Home, tmp_path: Path) -> None:
    receipt = send(home, document(tmp_path, somebody(1), somebody(2)))
    assert told_by_line(receipt) == {}
    counts = {name: count.loaded for name, count in receipt.submission.tables.items()}
    assert counts.pop("headers") == 1
    assert counts.pop("needs") == 4
    assert set(counts.values()) == {2}
    assert receipt.submission.month == "2025-12"
    assert receipt.submission.supplier == "999"


def test_rows_point_to_the_rows_around_them(home: Home, tmp_path: Path) -> None:
    receipt = send(home, document(tmp_path, somebody(1), somebody(2)))
    requests = kept_rows(home, receipt, "requests", "loaded")
    people = kept_rows(home, receipt, "people", "loaded")
    placed = kept_rows(home, receipt, "placements", "loaded")
    assert [row["persontableid"] for row in requests] == [row["persontableid"] for row in people]
    assert [row["activeplanstableid"] for row in placed] == ["1", "2"]


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        ("<NativeId>P2</NativeId>", "", "D01"),
        ("<PersonBirthDate>2015-03-01", "<PersonBirthDate>01/03/2015", "D03"),
    ],
    ids=["no lasting identifier", "a date as another system writes it"],
)
def test_a_person_that_breaks_a_rule_goes_with_all_that_is_below(
    sound: str, broken: str, rule: str, home: Home, tmp_path: Path
) -> None:
    receipt = send(home, document(tmp_path, somebody(1), somebody(2).replace(sound, broken)))
    told = told_by_line(receipt)
    assert {what[2] for line in told.values() for what in line} == {rule}
    assert all(
        (count.loaded, count.set_aside) in [(1, 0), (1, 1), (2, 2)]
        for count in receipt.submission.tables.values()
    )
