"""Makes small children in need censuses in which every child is a case of its own.

A case is what is changed in a sound child's elements; what must be told of it is in the tests.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from orchestration.register.receive import Receipt
from sample_authority.identifiers import upn
from tests.unit.expectations.education_cases import Told, told_by_line

Changes = Iterable[tuple[str, str]]
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Message>
<Header>
<CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{reference}</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>Any</SoftwareCode>
<Release>1</Release><SerialNo>001</SerialNo><DateTime>2025-05-01T09:00:00</DateTime></Source>
</Header>
<Children>
"""
CHILD = """<Child>
<ChildIdentifiers>
<LAchildID>C{number}</LAchildID>
<UPN>{upn}</UPN>
<PersonBirthDate>2012-03-01</PersonBirthDate>
<Sex>F</Sex>
</ChildIdentifiers>
<ChildCharacteristics>
<Ethnicity>WBRI</Ethnicity>
<Disabilities>
<Disability>LD</Disability>
</Disabilities>
</ChildCharacteristics>
<CINdetails>
<CINreferralDate>2024-02-01</CINreferralDate>
<ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N2</PrimaryNeedCode>
<CINclosureDate>2024-05-01</CINclosureDate>
<ReasonForClosure>RC7</ReasonForClosure>
<ReferralNFA>0</ReferralNFA>
</CINdetails>
<CINdetails>
<CINreferralDate>2024-05-01</CINreferralDate>
<ReferralSource>6</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments>
<AssessmentActualStartDate>2024-05-02</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2024-06-20</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment>
<AssessmentFactors>3A</AssessmentFactors>
<AssessmentFactors>4B</AssessmentFactors>
</FactorsIdentifiedAtAssessment>
</Assessments>
<CINPlanDates>
<CINPlanStartDate>2024-07-01</CINPlanStartDate>
<CINPlanEndDate>2024-09-01</CINPlanEndDate>
</CINPlanDates>
<Section47>
<S47ActualStartDate>2024-08-20</S47ActualStartDate>
<InitialCPCtarget>2024-09-10</InitialCPCtarget>
<DateOfInitialCPC>2024-09-01</DateOfInitialCPC>
<ICPCnotRequired>0</ICPCnotRequired>
</Section47>
<ReferralNFA>false</ReferralNFA>
<ChildProtectionPlans>
<CPPstartDate>2024-09-01</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>MUL</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews>
<CPPreviewDate>2024-11-20</CPPreviewDate>
</Reviews>
</ChildProtectionPlans>
</CINdetails>
</Child>
"""
TAIL = "</Children>\n</Message>\n"


def child(number: int, *changes: tuple[str, str]) -> str:
    """A sound child, with some of its text replaced; what is replaced must be there once."""
    text = CHILD.format(number=number, upn=upn(number, 2016))
    for old, new in changes:
        old = old.format(upn=upn(number, 2016))
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def census(
    folder: Path, children: Iterable[str], year: int = 2025, reference: str = "", header: str = ""
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"cin_999_{year}.xml"
    head = header or HEAD.format(year=year, reference=reference or f"{year}-03-31")
    path.write_text(head + "".join(children) + TAIL, encoding="utf-8")
    return path


def told_by_child(receipt: Receipt, children: list[str]) -> Mapping[int, Told]:
    """What was told of each child, counted from 1, wherever in the child it stands."""
    told: dict[int, Told] = {}
    lines = told_by_line(receipt)
    first = HEAD.count("\n") + 1
    for number, text in enumerate(children, start=1):
        last = first + text.count("\n")
        for line in range(first, last):
            told.setdefault(number, set()).update(lines.pop(line, set()))
        first = last
    assert lines == {}
    return {number: what for number, what in told.items() if what}
