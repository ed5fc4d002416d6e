"""Official numbers and class symbols: parsing never raises, a wrong one comes back as a typed ``Broken`` value."""

from zhiquan.rules.identifiers.application import ApplicationNumber, check_character, parse_application_number
from zhiquan.rules.identifiers.classes import (
    ClassSymbol,
    parse_class_symbol,
    parse_cpc_symbol,
    parse_ipc_symbol,
    parse_locarno_symbol,
)
from zhiquan.rules.identifiers.common import Broken, Identifier, PatentKind, Standing
from zhiquan.rules.identifiers.division import DivisionCode, Level, parse_division_code
from zhiquan.rules.identifiers.index_number import IndexNumber, parse_index_number
from zhiquan.rules.identifiers.international import PctApplication, WoPublication, parse_pct_number, parse_wo_number
from zhiquan.rules.identifiers.kinds import Kind
from zhiquan.rules.identifiers.mark_classes import parse_nice_symbol, parse_vienna_symbol
from zhiquan.rules.identifiers.organisation import (
    OrganisationCode,
    organisation_check_character,
    parse_organisation_code,
)
from zhiquan.rules.identifiers.publication import PublicationNumber, parse_publication_number
from zhiquan.rules.identifiers.recognising import Confidence, Identified, identify, read_as
from zhiquan.rules.identifiers.repairing import Repair, Slip, repairs
from zhiquan.rules.identifiers.trademark import TrademarkNumber, parse_trademark_number
from zhiquan.rules.identifiers.uscc import Uscc, parse_uscc, uscc_check_character

__all__ = [
    "ApplicationNumber",
    "Broken",
    "ClassSymbol",
    "Confidence",
    "DivisionCode",
    "Identified",
    "Identifier",
    "IndexNumber",
    "Kind",
    "Level",
    "OrganisationCode",
    "PatentKind",
    "PctApplication",
    "PublicationNumber",
    "Repair",
    "Slip",
    "Standing",
    "TrademarkNumber",
    "Uscc",
    "WoPublication",
    "check_character",
    "identify",
    "organisation_check_character",
    "parse_application_number",
    "parse_class_symbol",
    "parse_cpc_symbol",
    "parse_division_code",
    "parse_index_number",
    "parse_ipc_symbol",
    "parse_locarno_symbol",
    "parse_nice_symbol",
    "parse_organisation_code",
    "parse_pct_number",
    "parse_publication_number",
    "parse_trademark_number",
    "parse_uscc",
    "parse_vienna_symbol",
    "parse_wo_number",
    "read_as",
    "repairs",
    "uscc_check_character",
]
