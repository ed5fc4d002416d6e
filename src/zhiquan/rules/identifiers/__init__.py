"""Official numbers and class symbols: parsing never raises, a wrong one comes back as a typed ``Broken`` value."""

from zhiquan.rules.identifiers.application import ApplicationNumber, check_character, parse_application_number
from zhiquan.rules.identifiers.classes import ClassSymbol, parse_class_symbol
from zhiquan.rules.identifiers.common import Broken, PatentKind, Standing
from zhiquan.rules.identifiers.uscc import Uscc, parse_uscc, uscc_check_character

__all__ = [
    "ApplicationNumber",
    "Broken",
    "ClassSymbol",
    "PatentKind",
    "Standing",
    "Uscc",
    "check_character",
    "parse_application_number",
    "parse_class_symbol",
    "parse_uscc",
    "uscc_check_character",
]
