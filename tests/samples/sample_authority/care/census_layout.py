"""The tables of the children in need census and the elements of its XML that they become.
What goes into them is in census_rows; Department for Education, census of 2017 to 2026."""

from dataclasses import dataclass

from ..tables import Table

ID, WHO = "ChildIdentifiers", "ChildCharacteristics"
BORN, UPN, REASON = f"{ID}/PersonBirthDate", f"{ID}/UPN", f"{ID}/UPNunknown"
CARE_ID, SEX, ETHNICITY = f"{ID}/LAchildID", f"{ID}/Sex", f"{WHO}/Ethnicity"
GENDER = f"{ID}/GenderCurrent"
REFERENCE = "CollectionDetails/ReferenceDate"
OWN, PARENT = "_own", "_parent"


@dataclass(frozen=True)
class Record:
    """One kind of record: its table, its path below the record around it, and what it holds.

    parts   elements and records in the order of the document; none where it is itself a leaf
    beside  what the makers of mess must know and the document does not say
    """

    table: str
    path: str
    parts: tuple["str | Record", ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        leaves = tuple(part for part in self.parts if isinstance(part, str))
        return (OWN, PARENT, *(leaves or (self.leaf,)), *self.beside)

    @property
    def leaf(self) -> str:
        """The name of the record's own element."""
        return self.path.rpartition("/")[2]


FACTORS = Record("assessment_factors", "FactorsIdentifiedAtAssessment/AssessmentFactors")
ASSESSMENTS = Record(
    "assessments",
    "Assessments",
    ("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
     FACTORS),
)  # fmt: skip
PLANS = Record(
    "cin_plans", "CINPlanDates", ("CINPlanStartDate", "CINPlanEndDate"), ("_protected_on",)
)
ENQUIRIES = Record(
    "section47s",
    "Section47",
    ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"),
)
REVIEWS = Record("protection_plan_reviews", "Reviews/CPPreviewDate")
PROTECTION = Record(
    "child_protection_plans",
    "ChildProtectionPlans",
    ("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
     "NumberOfPreviousCPP", REVIEWS),
)  # fmt: skip
REFERRALS = Record(
    "referrals",
    "CINdetails",
    ("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
     "DateOfInitialCPC", ASSESSMENTS, PLANS, ENQUIRIES, "ReferralNFA", PROTECTION),
    ("_earlier_closed_on",),
)  # fmt: skip
DISABILITIES = Record("disabilities", f"{WHO}/Disabilities/Disability")
CHILDREN = Record(
    "children",
    "Children/Child",
    (CARE_ID, UPN, f"{ID}/FormerUPN", REASON, BORN, f"{ID}/ExpectedPersonBirthDate", GENDER, SEX,
     f"{ID}/PersonDeathDate", ETHNICITY, DISABILITIES, REFERRALS),
)  # fmt: skip
SOURCE = ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime")
HEADERS = Record(
    "headers",
    "Header",
    ("CollectionDetails/Collection", "CollectionDetails/Year", REFERENCE,
     *(f"Source/{name}" for name in SOURCE)),
)  # fmt: skip
RECORDS = (
    HEADERS, CHILDREN, DISABILITIES, REFERRALS, ASSESSMENTS, FACTORS, PLANS, ENQUIRIES, PROTECTION,
    REVIEWS,
)  # fmt: skip


def empty_tables() -> dict[str, Table]:
    return {record.table: Table(record.table, record.header) for record in RECORDS}


def file_name(month: str) -> str:
    return f"cin_999_{month[:4]}.xml"
