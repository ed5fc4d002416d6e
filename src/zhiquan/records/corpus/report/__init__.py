"""What an import did, for people (``zhiquan import``) and for the record (``lake/reports``)."""

from zhiquan.records.corpus.report.outcome import BatchRefused, ImportReport, Reason, TableReport
from zhiquan.records.corpus.report.refused import RefusedRows
from zhiquan.records.corpus.report.summary import read_summary, write_summary
from zhiquan.records.corpus.report.tally import Tally

__all__ = [
    "BatchRefused",
    "ImportReport",
    "Reason",
    "RefusedRows",
    "TableReport",
    "Tally",
    "read_summary",
    "write_summary",
]
