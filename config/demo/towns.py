"""The three invented municipalities."""

from __future__ import annotations

from dataclasses import dataclass

from config.demo import plans


@dataclass(frozen=True)
class Town:
    slug: str
    name: str
    organisation: str
    organisation_genitive: str
    place: str
    timezone: str
    letterhead: str
    signatory_position: str
    schools: int
    plan: plans.Plan
    streets: tuple[str, ...]


TOWNS = (
    Town(
        slug="ozersk",
        name="город Верхнеозёрск",
        organisation="Управление образования администрации города Верхнеозёрска",
        organisation_genitive="управления образования администрации города Верхнеозёрска",
        place="г. Верхнеозёрск",
        timezone="Europe/Moscow",
        letterhead="МУНИЦИПАЛЬНОЕ УЧРЕЖДЕНИЕ\n«УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ГОРОДА ВЕРХНЕОЗЁРСКА»",
        signatory_position="Заместитель главы администрации города —\nначальник управления образования",
        schools=12,
        plan=plans.YEARLY,
        streets=("Набережная", "Школьная", "Озёрная"),
    ),
    Town(
        slug="kamnegorsk",
        name="город Камнегорск",
        organisation="Комитет образования администрации города Камнегорска",
        organisation_genitive="комитета образования администрации города Камнегорска",
        place="г. Камнегорск",
        timezone="Asia/Yekaterinburg",
        letterhead="КОМИТЕТ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ГОРОДА КАМНЕГОРСКА",
        signatory_position="Председатель комитета образования",
        schools=22,
        plan=plans.WITH_FORMS,
        streets=("Заводская", "Рудничная", "Мира"),
    ),
    Town(
        slug="primorolessk",
        name="Приморолесский городской округ",
        organisation="Департамент образования Приморолесского городского округа",
        organisation_genitive="департамента образования Приморолесского городского округа",
        place="г. Приморолесск",
        timezone="Asia/Vladivostok",
        letterhead="АДМИНИСТРАЦИЯ ПРИМОРОЛЕССКОГО ГОРОДСКОГО ОКРУГА\nДЕПАРТАМЕНТ ОБРАЗОВАНИЯ",
        signatory_position="Директор департамента образования",
        schools=40,
        plan=plans.BY_YEARS,
        streets=("Портовая", "Лесная", "Тихоокеанская"),
    ),
)
