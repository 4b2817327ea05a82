"""Orders on paper. Names are invented."""

import factory
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from orders.models import Clause, OfficeProfile, Order
from tests.factories.people import MunicipalityFactory
from tests.factories.roadmaps import RoadmapFactory


class OfficeProfileFactory(DjangoModelFactory):
    class Meta:
        model = OfficeProfile

    municipality = SubFactory(MunicipalityFactory)
    letterhead = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ГОРОДСКОГО ОКРУГА"
    signatory_position = "Начальник управления образования"
    signatory_name = "В. А. Озёрная"


class OrderFactory(DjangoModelFactory):
    class Meta:
        model = Order

    municipality = SubFactory(MunicipalityFactory)
    roadmap = SubFactory(RoadmapFactory, programme__municipality=factory.SelfAttribute("...municipality"))
    heading = "Об утверждении дорожной карты"
    preamble = "В целях повышения качества образования"
    signatory_position = "Начальник управления образования"
    signatory_name = "В. А. Озёрная"


class ClauseFactory(DjangoModelFactory):
    class Meta:
        model = Clause

    order = SubFactory(OrderFactory)
    position = Sequence(int)
    text = "Утвердить дорожную карту."
