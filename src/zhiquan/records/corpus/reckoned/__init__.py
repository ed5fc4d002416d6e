"""What the law makes of the records: legal status 法律状态 and high-value inventions 高价值发明专利 as dated intervals.

Kept as two tables of facts beside the records and brought up to date with them, so that statistics read them and no
rule of the law is written a second time.
"""

from zhiquan.records.corpus.reckoned.keeping import HIGH_VALUE, STATUS, Reckoned, mark, reckon

__all__ = ["HIGH_VALUE", "STATUS", "Reckoned", "mark", "reckon"]
