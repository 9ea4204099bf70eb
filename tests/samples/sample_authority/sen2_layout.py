"""The columns of the nine tables of the monthly SEN2 extract, as the case system exports them.
What goes into them is in sen2_rows."""

from .tables import Table

OWN_COLUMNS = {
    "sen2": "collection,year,referencedate,sourcelevel,softwarecode,release,serialno,datetime,"
    "lea,dmo,dco",
    "person": "sen2tableid,surname,forename,personbirthdate,sex,ethnicity,postcode,upn,"
    "uniquelearnernumber,upnunknown",
    "requests": "persontableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,"
    "requestmediation,requesttribunal,exported,locality,casesystem",
    "assessment": "requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,"
    "assessmenttribunal,othermediation,othertribunal,week20,exceptionreason,draftplandate,"
    "epadvicerequested,epadvicereceived,healthadvicerequested,healthadvicereceived,"
    "careadvicerequested,careadvicereceived,educationadvicerequested,educationadvicereceived,"
    "parentadvicerequested,parentadvicereceived",
    "namedplan": "assessmenttableid,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason",
    "plandetail": "namedplantableid,urn,ukprn,sensetting,sensettingother,placementrank,"
    "senunitindicator,resourcedprovisionindicator",
    "activeplans": "requeststableid,transferla,reviewmeeting,reviewoutcome,lastreview,"
    "reviewduedate,amendmentnoticedate,finalamendedplandate,transferphase,transferfinaldate",
    "placementdetail": "activeplanstableid,urn,ukprn,sensetting,sensettingother,placementrank,"
    "entrydate,leavingdate,res,wbp,senunitindicator,resourcedprovisionindicator",
    "senneed": "activeplanstableid,sentyperank,sentype",
}
TABLES = tuple(OWN_COLUMNS)


def header(table: str) -> tuple[str, ...]:
    own = OWN_COLUMNS[table].split(",")
    return (f"{table}tableid", "NativeId", f"{table}orderseqcolumn", "sourceid", *own)


def empty_export() -> dict[str, Table]:
    return {table: Table(table, header(table)) for table in TABLES}


PARENTS = {
    table: own.split(",")[0].removesuffix("tableid")
    for table, own in OWN_COLUMNS.items()
    if table != "sen2"
}
