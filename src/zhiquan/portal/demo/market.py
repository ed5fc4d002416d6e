"""Trade in the fictional city: rights on offer, demands, an interest that waits, one agreed, a deal that stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiquan.definitions import read_yaml
from zhiquan.portal.demo.cases import paper_of

if TYPE_CHECKING:
    from zhiquan.office.access.models import Organisation
    from zhiquan.office.access.selectors import Actor
    from zhiquan.scenes.market.models import Listing

STORIES = Path(__file__).with_name("market.yaml")
BUYER = "qiye"
SEEN = "沈老师 0000-0000001"
ASKER = "林晓禾 0000-0000000"


def open_market(today: date) -> int:
    """List and demand what the stories tell where nothing is listed yet; returns how many listings there are new."""
    from zhiquan.scenes.market.listing import post_demand
    from zhiquan.scenes.market.models import Listing

    if Listing.objects.exists():
        return 0
    stories = read_yaml(STORIES)
    for story in stories["listings"]:
        _follow(story, _listed(story, today), today)
    for story in stories["demands"]:
        actor, firm = _who(story, today)
        post_demand(actor, firm.pk, _dated(story, today))
    return len(stories["listings"])


def _listed(story: Mapping[str, Any], today: date) -> Listing:
    """List the youngest right of the story's field that nothing bars: some are pledged, some are listed already."""
    from zhiquan.rules.refusal import Refusal
    from zhiquan.scenes.market.listing import list_right

    actor, firm = _who(story, today)
    barred = None
    for right in _rights(firm.name, story["field"]):
        try:
            return list_right(actor, firm.pk, {**_dated(story, today), "right": right})
        except Refusal as refusal:
            barred = refusal
    raise LookupError(f"no right of {firm.name} in {story['field']} can be listed") from barred


def _rights(name: str, field: str) -> list[str]:
    """Return the granted patents of a firm alone whose class begins so, the youngest first."""
    from zhiquan.portal.demo.patents import demo_patents

    mine = [
        patent
        for patent in demo_patents(3_000)
        if patent.applicants == (name,) and patent.granted_on and patent.wording.main_class.startswith(field)
    ]
    return [patent.key for patent in sorted(mine, key=lambda patent: patent.filed_on, reverse=True)]


def _follow(story: Mapping[str, Any], listing: Listing, today: date) -> None:
    """Take a listing as far as its story goes; the university and the companies buy from each other."""
    from zhiquan.scenes.market import dealing

    if "deal" not in story:
        return
    holder, _ = _who(story, today)
    buyer, firm = _who({"by": "gaoxiao" if story["by"] == BUYER else BUYER}, today)
    interest = dealing.ask(buyer, listing, firm.pk, {"message": "希望了解工艺和供货条件。", "contact": ASKER})
    if story["deal"] == "asked":
        return
    interest = dealing.answer(holder, interest, {"contact": SEEN}, agree=True)
    if story["deal"] == "agreed":
        return
    terms = {"amount": "80000", "signed_on": today.isoformat(), "effective_on": today.isoformat(),
             "until": (today + timedelta(days=1_095)).isoformat()}  # fmt: skip
    dealing.confirm(holder, dealing.tell_deal(buyer, interest, firm.pk, terms, _contract(buyer, firm)), agree=True)


def _contract(actor: Actor, firm: Organisation) -> int:
    from zhiquan.hall.files.services import stage

    return stage(actor, "许可合同.docx", paper_of("许可合同", firm.name)).pk


def _dated(story: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {**story["answers"], "valid_until": (today + timedelta(days=story["days"])).isoformat()}


def _who(story: Mapping[str, Any], today: date) -> tuple[Actor, Organisation]:
    """Return who acts in a story, and for which of the organisations that are theirs."""
    from zhiquan.office.access.models import Membership, User
    from zhiquan.office.access.selectors import actor_for

    user = User.objects.get(username=story["by"])
    held = Membership.objects.filter(user=user).select_related("organisation").order_by("pk")
    return actor_for(user, today), held[story.get("firm", 0)].organisation


def keep_searches(today: date) -> int:
    """Keep the searches of the stories where somebody keeps none yet; returns how many there are new."""
    from zhiquan.portal.watch import services
    from zhiquan.portal.watch.models import SavedSearch

    if SavedSearch.objects.exists():
        return 0
    stories = read_yaml(STORIES)["searches"]
    for story in stories:
        asked = {"q": story["q"], "sets": [], "mode": "exact", "within": "", "wide": False}
        services.save(_who(story, today)[0], story["name"], asked, story["pace"])
    return len(stories)
