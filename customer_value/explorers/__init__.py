"""Explorers: a figure with something to move, for where moving teaches more than reading.

Each returns an `Explorer`, a widget that a cell shows as its last line. The figure is an image with a text alternative
that changes with the controls.
"""

from __future__ import annotations

from customer_value.explorers.brand.advantage import advantage_explorer
from customer_value.explorers.brand.journey import journey_explorer
from customer_value.explorers.brand.nps import nps_explorer
from customer_value.explorers.brand.price_quality import price_quality_explorer
from customer_value.explorers.brand.spot import spot_explorer
from customer_value.explorers.customers.merging import merge_explorer
from customer_value.explorers.customers.overdue import overdue_explorer, rhythm_explorer
from customer_value.explorers.customers.pareto import pareto_explorer
from customer_value.explorers.customers.regions import region_explorer
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.lifetime_value.alive import alive_explorer
from customer_value.explorers.lifetime_value.levers import levers_explorer
from customer_value.explorers.lifetime_value.lifelines import lifelines_explorer
from customer_value.explorers.lifetime_value.payback import payback_explorer
from customer_value.explorers.lifetime_value.retention import retention_explorer
from customer_value.explorers.media.attribution import attribution_explorer
from customer_value.explorers.media.small_samples import small_samples_explorer
from customer_value.explorers.new_customers.best import best_explorer
from customer_value.explorers.new_customers.funnel import funnel_explorer
from customer_value.explorers.new_customers.survival import survival_explorer
from customer_value.explorers.orders.look_back import look_back_explorer
from customer_value.explorers.repurchase.follow_up import follow_up_explorer
from customer_value.explorers.repurchase.lapse import lapse_explorer
from customer_value.explorers.repurchase.window import window_explorer
from customer_value.explorers.returns.allocation import allocation_explorer
from customer_value.explorers.returns.break_even import break_even_explorer
from customer_value.explorers.returns.budget import budget_explorer
from customer_value.explorers.returns.event import event_explorer
from customer_value.explorers.returns.one_cost import one_cost_explorer
from customer_value.explorers.returns.plan import plan_explorer
from customer_value.explorers.tiers.calls import call_explorer
from customer_value.explorers.tiers.clusters import cluster_explorer
from customer_value.explorers.tiers.group_reach import group_reach_explorer
from customer_value.explorers.tiers.rules import rules_explorer
from customer_value.explorers.tiers.snapshot import snapshot_explorer
from customer_value.explorers.tiers.thresholds import tier_explorer
from customer_value.explorers.upselling.headroom import headroom_explorer
from customer_value.explorers.upselling.peeking import peeking_explorer
from customer_value.explorers.upselling.sample_size import sample_size_explorer
from customer_value.explorers.upselling.service_limit import service_limit_explorer

__all__ = [
    "Explorer",
    "advantage_explorer",
    "alive_explorer",
    "allocation_explorer",
    "attribution_explorer",
    "best_explorer",
    "break_even_explorer",
    "budget_explorer",
    "call_explorer",
    "cluster_explorer",
    "event_explorer",
    "follow_up_explorer",
    "funnel_explorer",
    "group_reach_explorer",
    "headroom_explorer",
    "journey_explorer",
    "lapse_explorer",
    "levers_explorer",
    "lifelines_explorer",
    "look_back_explorer",
    "merge_explorer",
    "nps_explorer",
    "one_cost_explorer",
    "overdue_explorer",
    "pareto_explorer",
    "payback_explorer",
    "peeking_explorer",
    "plan_explorer",
    "price_quality_explorer",
    "region_explorer",
    "retention_explorer",
    "rhythm_explorer",
    "rules_explorer",
    "sample_size_explorer",
    "service_limit_explorer",
    "small_samples_explorer",
    "snapshot_explorer",
    "spot_explorer",
    "survival_explorer",
    "tier_explorer",
    "window_explorer",
]
