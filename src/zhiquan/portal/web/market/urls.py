"""URLs of the market."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.market import mine, views

urlpatterns = [
    route("market/", views.market, "market"),
    route("market/list/", mine.list_right, "market.list", post=True),
    route("market/listings/<str:number>/", views.listing, "market.listing", post=True),
    route("market/demands/", views.demands, "market.demands"),
    route("market/demands/post/", mine.post, "market.post", post=True),
    route("market/demands/<str:number>/", views.demand, "market.demand", post=True),
    route("market/mine/", mine.mine, "market.mine"),
    route("market/interests/<int:pk>/", mine.interest, "market.interest", post=True),
    route("market/deals/<str:number>/", mine.deal, "market.deal", post=True),
]
