from config.demo.plans.by_years import BY_YEARS
from config.demo.plans.indicators import INDICATORS, IndicatorPlan
from config.demo.plans.structure import Plan, Row
from config.demo.plans.with_forms import WITH_FORMS
from config.demo.plans.yearly import YEARLY

__all__ = ["BY_YEARS", "INDICATORS", "WITH_FORMS", "YEARLY", "IndicatorPlan", "Plan", "Row"]
