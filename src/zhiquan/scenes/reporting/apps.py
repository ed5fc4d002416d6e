"""The reporting scene."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Figures and the records behind them."""

    name = "zhiquan.scenes.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Register where the facts of each view come from, and who proves plans of the year."""
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.office.rulebook.ports import provers
        from zhiquan.scenes.reporting.appraisals import files as appraisal_files
        from zhiquan.scenes.reporting.appraisals.selectors import may_read_evidence
        from zhiquan.scenes.reporting.plans.files import PLAN, prove
        from zhiquan.scenes.reporting.plans.selectors import may_read_proof
        from zhiquan.scenes.reporting.returned import returned_sources
        from zhiquan.scenes.reporting.sources import FactSource, fact_sources, records, stretches
        from zhiquan.scenes.reporting.sources.cases import case_facts, organisation_facts
        from zhiquan.scenes.reporting.sources.entries import entry_facts
        from zhiquan.scenes.reporting.sources.pledges import pledge_facts
        from zhiquan.scenes.reporting.sources.returns import returned_by_rounds
        from zhiquan.scenes.reporting.sources.trades import trade_facts

        provers.register(PLAN, prove)
        provers.register(appraisal_files.APPRAISAL, appraisal_files.prove)
        file_owners.register("appraisals", may_read_evidence)
        file_owners.register("plans", may_read_proof)
        returned_sources.register("returns", returned_by_rounds)
        fact_sources.register("pledge", FactSource(pledge_facts))
        fact_sources.register("trades", FactSource(trade_facts))
        fact_sources.register("entries", FactSource(entry_facts))
        fact_sources.register("cases", FactSource(case_facts))
        fact_sources.register("organisations", FactSource(organisation_facts))
        fact_sources.register("patents", records.of_lake(records.patent_facts, "patents"))
        fact_sources.register("high_value_classes", records.of_lake(stretches.class_facts, "patents"))
        fact_sources.register("marks", records.of_lake(records.mark_facts, "marks"))
        fact_sources.register("indications", records.of_lake(records.indication_facts, "indications"))
        fact_sources.register("deals", records.of_lake(records.deal_facts, "events"))
