"""The ledger room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Seals over the chains of all cases."""

    name = "zhiquan.hall.ledger"
    label = "ledger"
