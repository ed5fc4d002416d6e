"""What the ledger tells: whether everything is as it was recorded and sealed."""

from __future__ import annotations

from zhiquan.hall.ledger.faults import Change, Fault, Verified
from zhiquan.hall.ledger.leaves import last_seal
from zhiquan.hall.ledger.verifying import verify, verify_case

__all__ = ["Change", "Fault", "Verified", "last_seal", "verify", "verify_case"]
