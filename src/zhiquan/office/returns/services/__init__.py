"""What is done with returns: open a round, fill, hand in, send back, accept, urge, lock, sign, correct."""

from zhiquan.office.returns.services.closing import correct, lock, sign
from zhiquan.office.returns.services.filling import save_draft, submit
from zhiquan.office.returns.services.opening import open_round
from zhiquan.office.returns.services.reviewing import accept, send_back, urge

__all__ = ["accept", "correct", "lock", "open_round", "save_draft", "send_back", "sign", "submit", "urge"]
