"""The columns of the tables of the school census that are made here, as COLLECT exports them.
What goes into them is in census_rows."""

from ..tables import Table

PUPIL = "pupilonrolltableid"
FORMER = "pupilnolongeronrolltableid"
HEADERS = {
    "schoolcensus": "schoolcensustableid,NativeId,schoolcensusorderseqcolumn,sourceid,collection,"
    "term,year,referencedate,sourcelevel,softwarecode,release,serialno,datetime,lea,estab,urn",
    "school": "schooltableid,NativeId,schoolorderseqcolumn,sourceid,schoolcensustableid,phase,type,"
    "governance,intake,lowestncyeargroup,highestncyeargroup",
    "pupilonroll": f"{PUPIL},NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
    "entrydate,pupilonrollorderseqcolumn,sourceid,schoolcensustableid,parttime,topupfunding,"
    "termlysessionspossible,senunitindicator,resourcedprovisionindicator,language,enrolstatus,"
    "boarder,plaa,senprovision,ncyearactual",
    "pupilnolongeronroll": f"{FORMER},NativeId,dob,surname,forename,upn,formerupn,"
    "uniquelearnernumber,sex,entrydate,leavingdate,pupilnolongeronrollorderseqcolumn,sourceid,"
    "schoolcensustableid,parttime,termlysessionspossible,boarder,language",
    "senneeds": f"{PUPIL},NativeId,senneedstableid,senneedsorderseqcolumn,sourceid,sentyperank,"
    "sentype",
    "termlysessiondetailsonroll": f"{PUPIL},NativeId,termlysessiondetailsonrolltableid,"
    "termlysessiondetailsonrollorderseqcolumn,sourceid,sessions,attendancereason",
    "termlysessiondetailsoffroll": f"{FORMER},NativeId,termlysessiondetailsoffrolltableid,"
    "termlysessiondetailsoffrollorderseqcolumn,sourceid,sessions,attendancereason",
    "termlyexclusionsonroll": f"{PUPIL},NativeId,termlyexclusionsonrolltableid,"
    "termlyexclusionsonrollorderseqcolumn,sourceid,startdate,sessions,reason1,reason2,reason3,"
    "category,senprovision",
    "schoolarrangedapdetailsonroll": f"{PUPIL},NativeId,schoolarrangedapdetailsonrolltableid,"
    "schoolarrangedapdetailsonrollorderseqcolumn,sourceid,urn,ukprn,entrydate,leavingdate,"
    "apsessionsperweek,apsettingtype,placementreason,apattendancepattern",
    "approvisiondetailonroll": f"{PUPIL},NativeId,approvisiondetailonrolltableid,"
    "approvisiondetailonrollorderseqcolumn,sourceid,prevurn,apreason,senprovisionentry",
    "addressesonroll": f"{PUPIL},NativeId,addressesonrolltableid,addressesonrollorderseqcolumn,"
    "sourceid,postcode,uprn",
}
IN_SPRING = {"pupilonroll": ",ethnicity,youngcarer", "pupilnolongeronroll": ",ethnicity"}
TERM_NAMES = {1: "spring", 5: "summer", 10: "autumn"}
TERM_CODES = {1: "SPR", 5: "SUM", 10: "AUT"}


def file_name(month: str, table: str) -> str:
    return f"{month[:4]}_{TERM_NAMES[int(month[5:])]}_{table}.csv"


def empty_census(month: str) -> dict[str, Table]:
    """The tables of a term: needs are asked of schools in spring only."""
    spring = month.endswith("-01")
    return {
        name: Table(name, tuple(f"{header}{IN_SPRING.get(name, '') if spring else ''}".split(",")))
        for name, header in HEADERS.items()
        if spring or name != "senneeds"
    }
