"""A fictional city to try the program with: patents, organisations, past pledges, people. Nothing here is real."""

from zhiquan.portal.demo.lists import write_demo_lists
from zhiquan.portal.demo.organisations import DemoOrganisation, demo_organisations
from zhiquan.portal.demo.patents import UNTIL, DemoPatent, demo_patents
from zhiquan.portal.demo.people import seed_people
from zhiquan.portal.demo.pledges import DemoPledge, demo_pledges, enter_pledges
from zhiquan.portal.demo.workbook import write_demo_workbook

__all__ = [
    "UNTIL",
    "DemoOrganisation",
    "DemoPatent",
    "DemoPledge",
    "demo_organisations",
    "demo_patents",
    "demo_pledges",
    "enter_pledges",
    "seed_people",
    "write_demo_lists",
    "write_demo_workbook",
]
