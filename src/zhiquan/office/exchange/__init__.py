"""Exchange with other offices: packs that say what is in them and prove that nothing was changed on the way."""

from zhiquan.office.exchange.packs import LIMIT, OpenedPack, Pack, build_pack, read_pack

__all__ = ["LIMIT", "OpenedPack", "Pack", "build_pack", "read_pack"]
