"""Small documents in the shapes of the United States office, invented."""

from __future__ import annotations


def document_id(number: str, kind: str = "", on: str = "", country: str = "US", name: str = "") -> str:
    parts = {"country": country, "doc-number": number, "kind": kind, "name": name, "date": on}
    return f"<document-id>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in parts.items() if text)}</document-id>"


def person(last: str, first: str, city: str = "Springfield", state: str = "IL", country: str = "US") -> str:
    where = f"<address><city>{city}</city><state>{state}</state><country>{country}</country></address>"
    return f"<addressbook><last-name>{last}</last-name><first-name>{first}</first-name>{where}</addressbook>"


def company(name: str, country: str = "US") -> str:
    address = f"<address><city>Springfield</city><country>{country}</country></address>"
    return f"<addressbook><orgname>{name}</orgname><role>02</role>{address}</addressbook>"


def grant(data: str, *, number: str = "09999001", application: str = "16999001", kind: str = "utility") -> str:
    """A grant of version 4.7 with some more bibliographic data."""
    code = "S1" if kind == "design" else "B2"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v47-2022-02-17.dtd" [ ]>\n'
        '<us-patent-grant dtd-version="v4.7 2022-02-17"><us-bibliographic-data-grant>'
        f"<publication-reference>{document_id(number, code, '20200107')}</publication-reference>"
        f'<application-reference appl-type="{kind}">{document_id(application, on="20180305")}</application-reference>'
        f"{data}<invention-title>Lamp with <i>two</i> wicks</invention-title></us-bibliographic-data-grant>"
        "<abstract><p>A lamp.</p><p>It has two wicks &#x26; oil.</p></abstract>"
        "<description><p>Long.</p></description>"
        "<claims><claim><claim-text>1. A lamp, comprising:<claim-text>two wicks.</claim-text></claim-text></claim>"
        "<claim><claim-text>2. The lamp of claim 1.</claim-text></claim></claims></us-patent-grant>\n"
    )


def symbol(tag: str, *parts: str, position: str = "L") -> str:
    names = ("section", "class", "subclass", "main-group", "subgroup")
    inside = "".join(f"<{name}>{part}</{name}>" for name, part in zip(names, parts, strict=True))
    return f"<{tag}>{inside}<symbol-position>{position}</symbol-position></{tag}>"


SGML = """<!DOCTYPE PATDOC SYSTEM "ST32-US-Grant-024.dtd" [
<!ENTITY US06999001-20020101-D00001.TIF SYSTEM "US06999001-20020101-D00001.TIF" NDATA TIF>
]>
<PATDOC DTD="2.4">
<SDOBI>
<B100><B110><DNUM><PDAT>06999001</PDAT></DNUM></B110><B130><PDAT>B1</PDAT></B130>
<B140><DATE><PDAT>20020101</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100>
<B200><B210><DNUM><PDAT>09999001</PDAT></DNUM></B210><B220><DATE><PDAT>19991005</PDAT></DATE></B220></B200>
<B300><B310><DNUM><PDAT>990001</PDAT></DNUM></B310><B330><CTRY><PDAT>NO</PDAT></CTRY></B330></B300>
<B500><B510><B511><PDAT>F21S  300</PDAT></B511><B512><PDAT>F21V 1704</PDAT></B512></B510>
<B540><STEXT><PDAT>Lamp &amp; wick &mdash; </PDAT><HIL><ITALIC><PDAT>new</PDAT></ITALIC></HIL></STEXT></B540>
<B560>
<B561><PCIT><DOC><DNUM><PDAT>5999002</PDAT></DNUM><DATE><PDAT>19981000</PDAT></DATE><KIND><PDAT>A</PDAT></KIND></DOC>
<PARTY-US><NAM><SNM><STEXT><PDAT>Doe et al.</PDAT></STEXT></SNM></NAM></PARTY-US></PCIT><CITED-BY-EXAMINER></B561>
<B561><PCIT><DOC><DNUM><PDAT>96/99003</PDAT></DNUM><CTRY><PDAT>WO</PDAT></CTRY></DOC></PCIT><CITED-BY-OTHER></B561>
<B562><NCIT><STEXT><PDAT>Lamps Monthly, &ldquo;Wicks&rdquo;, 1997.</PDAT></STEXT></NCIT><CITED-BY-OTHER></B562>
</B560>
<B590><B597US></B590></B500>
<B700><B720><B721><PARTY-US><NAM><FNM><PDAT>Jane</PDAT></FNM><SNM><STEXT><PDAT>Doe</PDAT></STEXT></SNM></NAM>
<ADR><CITY><PDAT>Springfield</PDAT></CITY><STATE><PDAT>IL</PDAT></STATE></ADR></PARTY-US></B721></B720>
<B730><B731><PARTY-US><NAM><ONM><STEXT><PDAT>Example Lamps AS</PDAT></STEXT></ONM></NAM>
<ADR><CITY><PDAT>Oslo</PDAT></CITY><CTRY><PDAT>NO</PDAT></CTRY></ADR></PARTY-US></B731></B730>
<B740><B741><PARTY-US><NAM><FNM><PDAT>John</PDAT></FNM><SNM><STEXT><PDAT>Roe</PDAT></STEXT></SNM></NAM></PARTY-US></B741></B740>
</B700>
</SDOBI>
<SDOAB><BTEXT><PARA><PTEXT><PDAT>A lamp with a wick.</PDAT></PTEXT></PARA></BTEXT></SDOAB>
<SDOCL><CL><CLM ID="CLM-1"><PARA><PTEXT><PDAT>1. A lamp.</PDAT></PTEXT></PARA></CLM>
<CLM ID="CLM-2"><PARA><PTEXT><PDAT>2. The lamp of claim 1.</PDAT></PTEXT></PARA></CLM></CL></SDOCL>
</PATDOC>
"""

PAP = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE patent-application-publication SYSTEM "pap-v15-2001-01-31.dtd" []>
<patent-application-publication><subdoc-bibliographic-information>
<document-id><doc-number>20010999001</doc-number><kind-code>A1</kind-code><document-date>20010719</document-date></document-id>
<publication-filing-type>new-utility</publication-filing-type>
<domestic-filing-data><application-number><doc-number>09999001</doc-number></application-number>
<filing-date>20010205</filing-date></domestic-filing-data>
<technical-information><classification-ipc><classification-ipc-primary><ipc>F21S003/00</ipc></classification-ipc-primary>
<classification-ipc-secondary><ipc>F21V017/04</ipc></classification-ipc-secondary></classification-ipc>
<title-of-invention> Lamp
   with a wick </title-of-invention></technical-information>
<continuity-data><non-provisional-of-provisional><document-id><doc-number>60999001</doc-number>
<document-date>20000406</document-date><country-code>US</country-code></document-id></non-provisional-of-provisional>
</continuity-data>
<foreign-priority-data><priority-application-number><doc-number>2000-99001</doc-number></priority-application-number>
<filing-date>20000301</filing-date><country-code>JP</country-code></foreign-priority-data>
<inventors><first-named-inventor><name><given-name>Jane</given-name><middle-name>Q.</middle-name>
<family-name>Doe</family-name><name-suffix>III</name-suffix></name>
<residence><residence-us><city>Springfield</city><state>IL</state><country-code>US</country-code></residence-us></residence>
</first-named-inventor>
<inventor><name><given-name>Kari</given-name><family-name>Roe</family-name></name>
<residence><residence-non-us><city>Oslo</city><country-code>NO</country-code></residence-non-us></residence></inventor>
<inventor><name><given-name>John</given-name><family-name>Poe</family-name></name>
<address><city>Springfield</city><state>IL</state><country><country-code>US</country-code></country></address></inventor>
</inventors>
<assignee><organization-name>Example Lamps Inc.</organization-name><address><city>Springfield</city><state>IL</state>
<country><country-code>US</country-code></country></address></assignee>
</subdoc-bibliographic-information>
<subdoc-abstract><paragraph>A lamp.</paragraph></subdoc-abstract>
<subdoc-claims><heading>Claims</heading><claim><claim-text>1. A lamp.</claim-text></claim>
<claim>2. More.</claim></subdoc-claims>
</patent-application-publication>
"""

GREEN = """HHHHHT        APS1        ISSUE - 760113
PATN
WKU  039990014
SRC  5
APN  4990015
APT  1
APD  19740307
TTL  Electric
      lamp
ISD  19760113
NCL  2
INVT
NAM  Doe; Jane Q.
STR  1 Main St.
CTY  Springfield
STA  IL
INVT
NAM  Roe; Kari
CTY  Oslo
CNT  NOX
ASSG
NAM  Example Lamps Incorporated
CTY  Springfield
STA  IL
PRIR
CNT  NOX
APD  19730308
APN  999/73
CLAS
OCL  362 90K
ICL  F21S  300
ICL  F21V 1704
UREF
PNO  3518629
ISD  19700600
NAM  Poe
FREF
PNO  1,999,002
ISD  19680100
CNT  DEX
OREF
PAL  Lamps Monthly, Wicks,
      1969.
LREP
FRM  Example & Partners
FR2  Low; Ann
ABST
PAL  A lamp with
      two wicks.
BSUM
PAR  Not read.
CLMS
STM  What is claimed is:
NUM  1.
PAR  1. A lamp comprising:
PA1  a. a wick; and
PA1  b. oil.
NUM  2.
PAR  2. The lamp of claim 1.
PATN
WKU  D02390019
SRC  D
APN  999002
APT  4
APD  19740307
TTL  Lamp
ISD  19760113
CLAS
ICL  D2605
DCLM
PAR  The ornamental design for a lamp.
"""
