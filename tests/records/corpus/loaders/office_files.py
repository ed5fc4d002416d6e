"""Small files in the formats of patent offices, invented for these tests: a writer for each, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

_OPS = '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">{}</ops:world-patent-data>'


def document_id(form: str, country: str, number: str, kind: str = "", on: str = "") -> str:
    parts = {"country": country, "doc-number": number, "kind": kind, "date": on}
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)
    return f'<document-id document-id-type="{form}">{inside}</document-id>'


def exchange(
    country: str = "CN",
    number: str = "111000001",
    kind: str = "A",
    *,
    application: str = "",
    titles: Mapping[str, str] | None = None,
    extra: str = "",
    attributes: str = "",
) -> str:
    """An exchange document of Open Patent Services."""
    filed = application or (
        document_id("docdb", "CN", "202010000001", "A")
        + document_id("epodoc", "", "CN202010000001", on="20200102")
        + document_id("original", "", "202010000001.X")
    )
    names = titles if titles is not None else {"en": "BATTERY BOX", "zh": "电池箱"}
    words = "".join(f'<invention-title lang="{tongue}">{text}</invention-title>' for tongue, text in names.items())
    published = document_id("docdb", country, number, kind, "20200908")
    return (
        f'<exchange-document country="{country}" doc-number="{number}" kind="{kind}" {attributes}>'
        f"<bibliographic-data><publication-reference>{published}</publication-reference>"
        f"<application-reference>{filed}</application-reference>{words}{extra}</bibliographic-data>"
        '<abstract lang="en"><p>A box for batteries.</p></abstract></exchange-document>'
    )


def ops(*documents: str) -> str:
    return _OPS.format(f"<exchange-documents>{''.join(documents)}</exchange-documents>")


CLAIMS = _OPS.format(
    '<ftxt:fulltext-documents xmlns="http://www.epo.org/fulltext" xmlns:ftxt="http://www.epo.org/fulltext">'
    '<ftxt:fulltext-document><bibliographic-data><publication-reference data-format="docdb"><document-id>'
    "<country>EP</country><doc-number>9000001</doc-number><kind>A1</kind></document-id></publication-reference>"
    '</bibliographic-data><claims lang="DE"><claim><claim-text>1. Kasten.</claim-text></claim></claims>'
    '<claims lang="EN"><claim><claim-text>Claims\n1. A box of 2. 5 litres,\nwith a lid.\n2. A box.</claim-text>'
    "</claim></claims></ftxt:fulltext-document></ftxt:fulltext-documents>"
)
DESCRIPTION = CLAIMS.split('<claims lang="DE">', maxsplit=1)[0] + (
    '<description lang="EN"><p>[0001] Boxes.</p></description></ftxt:fulltext-document></ftxt:fulltext-documents>'
    "</ops:world-patent-data>"
)
SEARCH = _OPS.format(
    '<ops:biblio-search total-result-count="2"><ops:search-result>'
    + "".join(
        f'<ops:publication-reference family-id="7000000{at}">{document_id("docdb", "US", f"202010000{at}", "A1")}'
        "</ops:publication-reference>"
        for at in (1, 2)
    )
    + "</ops:search-result></ops:biblio-search>"
)
DOCDB = (
    '<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20240101">'
    '<exch:exchange-document country="WO" doc-number="2020100001" kind="A1" family-id="71000001" date-publ="20200522" '
    'status="C"><exch:bibliographic-data>'
    '<exch:publication-reference data-format="docdb"><document-id><country>WO</country><doc-number>2020100001'
    "</doc-number><kind>A1</kind><date>20200522</date></document-id></exch:publication-reference>"
    '<exch:application-reference data-format="docdb"><document-id><country>CN</country><doc-number>2019100001'
    "</doc-number><kind>W</kind><date>20191101</date></document-id></exch:application-reference>"
    '<exch:priority-claims><exch:priority-claim sequence="1" data-format="docdb"><document-id><country>CN</country>'
    "<doc-number>201811000001</doc-number><kind>A</kind></document-id></exch:priority-claim>"
    '<exch:priority-claim sequence="1" data-format="epodoc"><document-id><doc-number>CN20181100001</doc-number>'
    "</document-id></exch:priority-claim></exch:priority-claims>"
    '<exch:parties><exch:applicants><exch:applicant sequence="1" data-format="docdb"><exch:applicant-name><name>'
    "SHILI CO LTD</name></exch:applicant-name><residence><country>CN</country></residence></exch:applicant>"
    '<exch:applicant sequence="1" data-format="docdba"><exch:applicant-name><name>示例有限公司</name>'
    "</exch:applicant-name></exch:applicant></exch:applicants></exch:parties>"
    '<exch:invention-title lang="en">LID</exch:invention-title></exch:bibliographic-data></exch:exchange-document>'
    '<exch:exchange-document country="WO" doc-number="2020100002" kind="A1" status="D"/></exch:exchange-documents>'
)


def legal(office: str, code: str, description: str, influence: str = " ", **fields: str) -> str:
    """An event; fields are numbered as in the answer (``L007``)."""
    inside = "".join(f'<ops:{name}EP desc="{name}">{text}</ops:{name}EP>' for name, text in fields.items())
    return (
        f'<ops:legal code="{code.ljust(4)}" desc="{description}" infl="{influence}">'
        f'<ops:pre line="00001">whole</ops:pre><ops:L001EP desc="Country Code">{office}</ops:L001EP>'
        f"<ops:L500EP>{inside}</ops:L500EP></ops:legal>"
    )


def family(*members: str) -> str:
    return _OPS.format(f'<ops:patent-family legal="true">{"".join(members)}</ops:patent-family>')


def member(office: str, number: str, kind: str, application: str, *events: str) -> str:
    return (
        '<ops:family-member family-id="70000001"><publication-reference>'
        f"{document_id('docdb', office, number, kind)}</publication-reference><application-reference>"
        f"{document_id('docdb', office, application, 'A')}</application-reference>{''.join(events)}</ops:family-member>"
    )


def _address_book(name: str, inside: str) -> str:
    return (
        f"<FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>{name}"
        "</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name><Address><FormattedAddress>"
        f"{inside}</FormattedAddress></Address></FormattedNameAddress>"
    )


def _owner(code: str, name: str) -> str:
    return (
        f"<Applicant><ApplicantAddressBook>{_address_book(name, '<AddressStreet>1 First Street</AddressStreet>')}"
        f"</ApplicantAddressBook><ApplicantExt><ns2:PartyTypeCode>{code}</ns2:PartyTypeCode></ApplicantExt></Applicant>"
    )


ST66_US = (
    '<Transaction xmlns:ns2="urn:us:gov:doc:uspto:trademark:status" '
    'xmlns="http://www.wipo.int/standards/XMLSchema/trademarks"><TradeMarkTransactionBody><TransactionContentDetails>'
    "<TransactionData><TradeMarkDetails><TradeMark><RegistrationOfficeCode>US</RegistrationOfficeCode>"
    "<ApplicationNumber>79000001</ApplicationNumber><ApplicationDate>2010-01-02-05:00</ApplicationDate>"
    "<RegistrationNumber>4000001</RegistrationNumber><MarkCurrentStatusCode>700</MarkCurrentStatusCode>"
    "<KindMark>Trademark</KindMark><MarkFeature>DESIGN</MarkFeature><GoodsServicesDetails><GoodsServices>"
    "<ClassDescriptionDetails><ClassDescription><ClassNumber>030</ClassNumber><GoodsServicesDescription>Tea"
    "</GoodsServicesDescription><ClassDescriptionExt><ns2:ClassNumberStatusDescriptionText>ACTIVE"
    "</ns2:ClassNumberStatusDescriptionText></ClassDescriptionExt></ClassDescription></ClassDescriptionDetails>"
    "</GoodsServices></GoodsServicesDetails><RepresentativeDetails><Representative><Comment>Attorney of Record"
    f"</Comment><RepresentativeAddressBook>{_address_book('Ann Example', '')}</RepresentativeAddressBook>"
    "</Representative></RepresentativeDetails><MarkEventDetails>"
    "<MarkEvent><MarkEventDate>2012-03-04-05:00</MarkEventDate><MarkEventCode>R.PR</MarkEventCode><MarkEventExt>"
    "<ns2:MarkEventInternalDescriptionText>REGISTERED-PRINCIPAL REGISTER</ns2:MarkEventInternalDescriptionText>"
    "<ns2:MarkEventEntryNumber>2</ns2:MarkEventEntryNumber></MarkEventExt></MarkEvent>"
    "<MarkEvent><MarkEventDate>2018-03-04-05:00</MarkEventDate><MarkEventCode>C15A</MarkEventCode><MarkEventExt>"
    "<ns2:MarkEventInternalDescriptionText>REGISTERED - SEC. 8 (6-YR) ACCEPTED</ns2:MarkEventInternalDescriptionText>"
    "</MarkEventExt></MarkEvent></MarkEventDetails><AssignmentBagExt><ns2:Assignment><ns2:AssignmentIdentifier>"
    "51230004</ns2:AssignmentIdentifier><ns2:AssignmentConveyanceCategory>SECURITY INTEREST"
    "</ns2:AssignmentConveyanceCategory><ns2:AssignmentRecordedDate>2015-06-02-04:00</ns2:AssignmentRecordedDate>"
    "<ns2:Assignor><ns2:Contact><ns2:Name><ns2:EntityName>SECOND CO.</ns2:EntityName></ns2:Name></ns2:Contact>"
    "<ns2:AssignmentExecutionDate>2015-06-01-04:00</ns2:AssignmentExecutionDate></ns2:Assignor><ns2:Assignee>"
    "<ns2:Contact><ns2:Name><ns2:EntityName>EXAMPLE BANK</ns2:EntityName></ns2:Name></ns2:Contact></ns2:Assignee>"
    "</ns2:Assignment></AssignmentBagExt></TradeMark></TradeMarkDetails><ApplicantDetails>"
    f"{_owner('30', 'Second Co.')}{_owner('20', 'Middle Co.')}{_owner('10', 'First Co.')}"
    "</ApplicantDetails></TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"
)
_ULM = "<AddressCity>Ulm</AddressCity><AddressCounty>DE</AddressCounty>"
ST66_DE = (
    '<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/trademarks" '
    'xmlns:de="http://register.dpma.de/standards/XMLSchema/DE-TM-RegisterExt"><TradeMarkTransactionBody>'
    "<TransactionContentDetails><TransactionData><TradeMarkDetails>"
    + "".join(
        "<TradeMark><RegistrationOfficeCode>DE</RegistrationOfficeCode>"
        f"<ApplicationNumber>E{at}</ApplicationNumber><RegistrationNumber>30200000{at}</RegistrationNumber>"
        "<MarkImageDetails><MarkImage><MarkImageCategory><CategoryCodeDetails><CategoryCode>26.01.01</CategoryCode>"
        "</CategoryCodeDetails></MarkImageCategory></MarkImage></MarkImageDetails><ApplicantDetails><Applicant>"
        f"<ApplicantAddressBook>{_address_book('Muster GmbH', _ULM)}"
        "</ApplicantAddressBook></Applicant></ApplicantDetails><RepresentativeDetails><Representative><Comment>Domestic"
        "</Comment></Representative></RepresentativeDetails><MarkRecordDetails><MarkRecord><BasicRecord>"
        "<RecordIdentifier>2003</RecordIdentifier><BasicRecordKind>Umschreibung</BasicRecordKind>"
        "<RecordCurrentStatusDate>2003-01-16</RecordCurrentStatusDate></BasicRecord><de:RecordProcedureIncomplete>"
        f"<de:PreviousHolder>{_address_book('Alt KG', '')}</de:PreviousHolder>"
        f"<de:NewHolder>{_address_book('Muster GmbH', '')}</de:NewHolder></de:RecordProcedureIncomplete></MarkRecord>"
        f"</MarkRecordDetails><de:FileNumber>30200000{at}</de:FileNumber></TradeMark>"
        for at in (1, 2)
    )
    + "</TradeMarkDetails></TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"
)


def _st96_party(tag: str, name: str, code: str = "", inside: str = "") -> str:
    ranked = "<com:NationalLegalEntityCode>3</com:NationalLegalEntityCode>" if code else ""
    sequence = f' com:sequenceNumber="{code}"' if code else ""
    return (
        f"<tmk:{tag}{sequence}>{ranked}<com:Contact><com:Name><com:EntityName>{name}</com:EntityName></com:Name>"
        f"{inside}</com:Contact></tmk:{tag}>"
    )


ST96 = (
    '<?xml version="1.0"?><tmk:TrademarkTransaction xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common" '
    'xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark"><tmk:TrademarkBag><tmk:Trademark>'
    "<com:RegistrationOfficeCode>US</com:RegistrationOfficeCode><com:ApplicationNumber><com:ApplicationNumberText>"
    "88000001</com:ApplicationNumberText></com:ApplicationNumber><tmk:ApplicationDate>2019-01-02</tmk:ApplicationDate>"
    "<tmk:MarkCurrentStatusCode>630</tmk:MarkCurrentStatusCode><tmk:GoodsServicesBag><tmk:GoodsServices>"
    "<tmk:ClassDescriptionBag><tmk:ClassDescription><tmk:ClassNumber>031</tmk:ClassNumber>"
    "<tmk:GoodsServicesDescriptionText>Fresh fruit</tmk:GoodsServicesDescriptionText></tmk:ClassDescription>"
    "<tmk:ClassDescription><tmk:NationalStatusBag><tmk:NationalStatus><tmk:NationalStatusExternalDescriptionText>"
    "ACTIVE</tmk:NationalStatusExternalDescriptionText></tmk:NationalStatus></tmk:NationalStatusBag>"
    "</tmk:ClassDescription></tmk:ClassDescriptionBag></tmk:GoodsServices></tmk:GoodsServicesBag><tmk:ApplicantBag>"
    + _st96_party(
        "Applicant",
        "Orchard Example Ltd.",
        "10",
        "<com:PostalAddressBag><com:PostalAddress><com:PostalStructuredAddress><com:AddressLineText>2 Long Road"
        "</com:AddressLineText><com:AddressLineText/><com:CityName>Exampleton</com:CityName><com:CountryCode>GB"
        "</com:CountryCode></com:PostalStructuredAddress></com:PostalAddress></com:PostalAddressBag>",
    )
    + "</tmk:ApplicantBag><tmk:MarkEventBag><tmk:MarkEvent><tmk:NationalMarkEvent><tmk:MarkEventCode>PUBOA"
    "</tmk:MarkEventCode><tmk:MarkEventDescriptionText>PUBLISHED FOR OPPOSITION</tmk:MarkEventDescriptionText>"
    "</tmk:NationalMarkEvent><tmk:MarkEventDate>2019-09-03</tmk:MarkEventDate></tmk:MarkEvent></tmk:MarkEventBag>"
    "<tmk:AssignmentBag><tmk:Assignment><tmk:AssignmentIdentifier>61230004</tmk:AssignmentIdentifier>"
    "<tmk:AssignmentConveyanceCategory>MERGER</tmk:AssignmentConveyanceCategory>"
    "<tmk:AssignmentRecordedDate>2020-02-03</tmk:AssignmentRecordedDate>"
    f"{_st96_party('Assignor', 'Orchard Example Ltd.')}{_st96_party('Assignee', 'Grove Example Ltd.')}"
    "</tmk:Assignment></tmk:AssignmentBag></tmk:Trademark></tmk:TrademarkBag></tmk:TrademarkTransaction>"
)
DPMA_PATENT = (
    '<dpma-patent-document xmlns="http://www.dpma.de/standards/XMLSchema/DE-PATGBM-RegisterExt"><bibliographic-data>'
    "<publication-references><publication-reference><document-id><country>DE</country><doc-number>202020000001"
    "</doc-number><kind>U1</kind></document-id></publication-reference></publication-references><application-reference>"
    "<document-id><doc-number>202020000001.5</doc-number><date>2020-01-02</date></document-id></application-reference>"
    "<invention-title>Deckel</invention-title><classifications-ipcr><classification-ipcr><text>B65D0043160000</text>"
    "</classification-ipcr></classifications-ipcr><parties><applicants><applicant><addressbook><name>Muster GmbH</name>"
    "<address><address-1>89073 Ulm</address-1><country>DE</country></address></addressbook></applicant></applicants>"
    "</parties><priority-claims><priority-claim><country>CN</country><doc-number>201910000001</doc-number>"
    "</priority-claim></priority-claims><office-specific-bib-data><type-of-ip-right>gebrauchsmuster</type-of-ip-right></office-specific-bib-data>"
    "</bibliographic-data><events><event-data><type-of-procedure>publikationen</type-of-procedure><procedural-status>R207"
    "</procedural-status><date-of-procedural-status>2020-02-06</date-of-procedural-status></event-data></events>"
    "</dpma-patent-document>"
)
DPMA_DESIGN = (
    '<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/designs" xmlns:de="urn:x"><DesignApplication>'
    "<DesignApplicationDate>2001-02-03</DesignApplicationDate><DesignDetails>"
    + "".join(
        f"<Design><DesignIdentifier>40100001-000{at}</DesignIdentifier><DesignTitle>Krug {at}</DesignTitle>"
        "<IndicationProductDetails><IndicationProduct><ClassDescriptionDetails><ClassDescription><ClassNumber>07 - 01"
        "</ClassNumber></ClassDescription></ClassDescriptionDetails></IndicationProduct></IndicationProductDetails>"
        "<RegistrationDate>2001-04-05</RegistrationDate><PriorityDetails><Priority><PriorityCountryCode>CN"
        "</PriorityCountryCode><PriorityNumber>00300001</PriorityNumber></Priority></PriorityDetails><ApplicantDetails>"
        f"<Applicant><ApplicantAddressBook>{_address_book('Muster GmbH', _ULM)}</ApplicantAddressBook></Applicant>"
        "</ApplicantDetails><RepresentativeDetails><Representative/></RepresentativeDetails>"
        "<de:DesignRecord><DesignBasicRecord><RecordFilingDate>2011-02-03</RecordFilingDate>"
        "<de:LegalStatus>Term Extended</de:LegalStatus></DesignBasicRecord></de:DesignRecord></Design>"
        for at in (1, 2)
    )
    + "</DesignDetails></DesignApplication></Transaction>"
)
_COUNTER = "<Counter><DocumentHits>1</DocumentHits><DatabaseHits>1</DatabaseHits></Counter>"
DPMA_PATENT_HITS = (
    f"<PatentHitList>{_COUNTER}<PatentHitListRecord><registered-number>G 85 01 234.5</registered-number>"
    "<type>Utility model</type><invention-title>Krug</invention-title><main-classification><classification>A47G 19/12"
    "</classification></main-classification><applicants><applicant>Muster, Eva, 89073 Ulm, DE</applicant></applicants>"
    "</PatentHitListRecord></PatentHitList>"
)
DPMA_DESIGN_HITS = (
    f"<DesignHitList>{_COUNTER}<DesignHitListRecord><DesignIdentifier>40100001-0001</DesignIdentifier><ClassNumber>07-01"
    "</ClassNumber><ProductDescription>Krug</ProductDescription><OwnerOrApplicant>Muster GmbH</OwnerOrApplicant>"
    "</DesignHitListRecord></DesignHitList>"
)
DPMA_MARK_HITS = (
    f"<HitList>{_COUNTER}<Entries><ApplicationNumber>302000001</ApplicationNumber><MarkVerbalElementText>Krugl"
    "</MarkVerbalElementText><MarkFeature>wort-bildmarke</MarkFeature><Classification>21 30</Classification>"
    "<Applicant>Muster GmbH, 89073 Ulm, DE</Applicant></Entries></HitList>"
)
PPUBS = {
    "numFound": 1,
    "patents": [
        {
            "publicationReferenceDocumentNumber": "D990001",
            "documentId": "US D990001 S1",
            "kindCode": ["S1"],
            "type": "USPAT",
            "datePublished": "2023-06-20T00:00:00Z",
            "inventionTitle": "Jug",
            "applicationNumber": "29/800001",
            "applicationFilingDate": ["2021-07-21T00:00:00Z"],
            "applicantName": ["Jug Example LLC"],
            "assigneeName": None,
            "inventorsShort": "Example; Ann et al.",
            "ipcCodeFlattened": None,
            "cpcInventiveFlattened": "A47G19/12",
            "cpcAdditionalFlattened": "A47G2019/122",
            "familyIdentifierCur": 900001,
            "urpn": ["D100001", "20200000001"],
        }
    ],
}
ODP = {
    "count": 2,
    "patentBag": [
        {
            "applicationNumberText": "17000001",
            "inventionTitle": "LID",
            "filingDate": "2020-08-01",
            "applicationTypeLabelName": "Utility",
            "earliestPublicationNumber": "US 2022-0000001 A1",
            "earliestPublicationDate": "2022-01-06",
            "continuityBag": {
                "parentContinuityBag": [
                    {"claimParentageTypeCode": "PRO", "parentApplicationNumberText": "62900001"},
                    {"claimParentageTypeCode": "NST", "parentApplicationNumberText": "PCT/US20/00001"},
                ]
            },
            "applicantBag": [{"applicant": "Lid Example Inc.", "correspondenceAddressBag": [{"countryCode": "US"}]}],
            "transactionContentBag": [
                {
                    "recordedDate": "2022-05-06",
                    "caseActionCode": "CTNF",
                    "caseActionDescriptionText": "Non-Final Rejection",
                },
                {
                    "recordedDate": "2022-05-07",
                    "caseActionCode": "MCTNF",
                    "caseActionDescriptionText": "Mail Non-Final Rejection",
                },
            ],
            "assignmentBag": [
                {
                    "reelNumber/frameNumber": "050001/0002",
                    "conveyanceText": "LICENSE (SEE DOCUMENT FOR DETAILS).",
                    "assignmentRecordedDate": "2021-01-05",
                    "assignorBag": [
                        {"assignorName": "EXAMPLE, ANN", "executionDate": "2021-01-02"},
                        {"assignorName": "EXAMPLE, BEN", "executionDate": "2021-01-04"},
                    ],
                    "assigneeBag": [
                        {
                            "assigneeNameText": "LID EXAMPLE INC.",
                            "assigneeAddress": {"addressLineOneText": "3 SQUARE", "geographicRegionCode": "MA"},
                        }
                    ],
                }
            ],
        },
        {"applicationNumberText": "90000001", "inventionTitle": "LID", "filingDate": "2023-01-02"},
    ],
}
WRAPPER = {
    "count": 1,
    "patentFileWrapperDataBag": [
        {
            "applicationNumberText": "18000001",
            "applicationMetaData": {
                "inventionTitle": "CUP",
                "filingDate": "2022-12-01",
                "grantDate": "2024-03-05",
                "patentNumber": "11900001",
                "applicationTypeLabelName": "Utility",
                "cpcClassificationBag": ["A47G  19/22"],
                "applicantBag": [{"applicantNameText": "Cup Example Ltd."}],
                "inventorBag": [{"inventorNameText": "Cy Example"}],
            },
            "parentContinuityBag": [
                {"claimParentageTypeCode": "NST", "parentApplicationNumberText": "PCTCN2021000001"}
            ],
            "foreignPriorityBag": [{"ipOfficeName": "CHINA", "applicationNumberText": "202010000001.X"}],
            "eventDataBag": [
                {"eventCode": "CTFR", "eventDescriptionText": "Final Rejection", "eventDate": "2023-10-02"}
            ],
            "assignmentBag": [
                {
                    "reelAndFrameNumber": "060001/0002",
                    "conveyanceText": "RELEASE BY SECURED PARTY (SEE DOCUMENT FOR DETAILS).",
                    "assignmentRecordedDate": "2024-04-05",
                    "assignorBag": [{"assignorName": "EXAMPLE BANK"}],
                    "assigneeBag": [{"assigneeNameText": "CUP EXAMPLE LTD."}],
                }
            ],
        }
    ],
}
PAPERS = {
    "documentBag": [
        {
            "applicationNumberText": "17000001",
            "officialDate": "2022-05-06T00:00:00.000-0400",
            "documentIdentifier": "L1",
            "documentCode": code,
            "documentCodeDescriptionText": words,
        }
        for code, words in (("CTNF", "Non-Final Rejection"), ("SPEC", "Specification"))
    ]
}


def assignments(conveyance: str) -> str:
    def listed(name: str, *texts: str) -> str:
        return f'<arr name="{name}">{"".join(f"<str>{text}</str>" for text in texts)}</arr>'

    return (
        '<response><lst name="responseHeader"/><result name="response"><doc><str name="displayId">050001-0002</str>'
        f'<str name="conveyanceText">{conveyance}</str><date name="recordedDate">2021-01-05T05:00:00Z</date>'
        + listed("patAssignorName", "EXAMPLE, ANN", "EXAMPLE, BEN")
        + listed("patAssignorExDate", "2021-01-04T05:00:00Z", "0001-01-01T00:00:00Z")
        + listed("patAssigneeName", "LID EXAMPLE INC.")
        + listed("patAssigneeAddress1", "3 SQUARE")
        + listed("patAssigneeAddress2", "NULL")
        + listed("patAssigneeCity", "ONE", "TWO")
        + listed("applNum", "17000001", "NULL", "NULL", "NULL")
        + listed("patNum", "NULL", "11000001", "NULL", "NULL")
        + listed("pctNum", "NULL", "NULL", "PCTUS2020000001", "NULL")
        + listed("publNum", "20220000001", "20210000001", "NULL", "20230000001")
        + "</doc></result></response>"
    )


def _text(content: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_text(content, encoding="utf-8")
        return path

    return write


FILES: Mapping[str, tuple[str, Callable[[Path], Path]]] = {
    "ops": ("epo-docdb", _text(ops(exchange()))),
    "docdb": ("epo-docdb", _text(DOCDB)),
    "claims": ("epo-docdb", _text(CLAIMS)),
    "search": ("epo-docdb", _text(SEARCH)),
    "family": ("epo-family", _text(family(member("CN", "111000001", "A", "202010000001")))),
    "st66-us": ("mark-st66", _text(ST66_US)),
    "st66-de": ("mark-st66", _text(ST66_DE)),
    "st96": ("mark-st96", _text(ST96)),
    "dpma-patent": ("dpma", _text(DPMA_PATENT)),
    "dpma-design": ("dpma", _text(DPMA_DESIGN)),
    "dpma-patent-hits": ("dpma", _text(DPMA_PATENT_HITS)),
    "dpma-design-hits": ("dpma", _text(DPMA_DESIGN_HITS)),
    "dpma-mark-hits": ("dpma", _text(DPMA_MARK_HITS)),
    "ppubs": ("uspto-json", _text(json.dumps(PPUBS))),
    "odp": ("uspto-json", _text(json.dumps(ODP))),
    "wrapper": ("uspto-json", _text(json.dumps(WRAPPER))),
    "papers": ("uspto-json", _text(json.dumps(PAPERS))),
    "assignments": ("uspto-assignments", _text(assignments("MERGER"))),
}
"""Name → the loader that must take the file, and what writes it."""


def written(path: Path, content: str) -> Path:
    return _text(content)(path)
