"""Figures of the course: each takes plain tables and returns a `Picture`, an image with a text alternative.

Importing this module sets the course's fonts and style for whatever seaborn and matplotlib draw afterwards; `show`
gives a figure drawn in the open a title and a text alternative. Titles are computed from the data and say the finding.
"""

from __future__ import annotations

from customer_value.figures.brand.advantage import advantage_ranking, weight_sensitivity
from customer_value.figures.brand.area_shares import area_shares
from customer_value.figures.brand.journey import journey_scorecard
from customer_value.figures.brand.market_size import market_size
from customer_value.figures.brand.nps import nps_groups, nps_precision
from customer_value.figures.brand.perceptual_map import perceptual_map
from customer_value.figures.brand.price_quality import price_quality
from customer_value.figures.brand.quadrants import importance_performance
from customer_value.figures.customers.growth_bubbles import growth_bubbles
from customer_value.figures.customers.overdue_customers import overdue_customers
from customer_value.figures.customers.pareto import pareto_curve
from customer_value.figures.customers.purchase_cycle import purchase_cycle_ridge
from customer_value.figures.customers.region_tiles import region_tiles
from customer_value.figures.customers.rhythm_strips import rhythm_strips
from customer_value.figures.customers.seasonality import seasonality
from customer_value.figures.customers.spend_distribution import spend_distribution
from customer_value.figures.lifetime_value.alive_history import alive_history
from customer_value.figures.lifetime_value.channel_ratios import channel_ratios
from customer_value.figures.lifetime_value.clv_buildup import clv_buildup
from customer_value.figures.lifetime_value.driver_panels import driver_panels
from customer_value.figures.lifetime_value.error_parts import error_parts
from customer_value.figures.lifetime_value.forecast_check import forecast_check
from customer_value.figures.lifetime_value.levers_tornado import levers_tornado
from customer_value.figures.lifetime_value.lifelines import lifelines
from customer_value.figures.lifetime_value.margin_multiples import margin_multiples
from customer_value.figures.lifetime_value.payback_curve import payback_curve
from customer_value.figures.lifetime_value.payment_forms import payment_forms
from customer_value.figures.lifetime_value.renewal_rates import renewal_rates
from customer_value.figures.media.attribution_rules import attribution_rules
from customer_value.figures.media.engagement import engagement_rates
from customer_value.figures.media.media_funnel import media_funnel
from customer_value.figures.media.viewers import viewer_retention
from customer_value.figures.new_customers.acquisition_costs import acquisition_costs
from customer_value.figures.new_customers.contact_response import contact_response
from customer_value.figures.new_customers.conversion import conversion_rates
from customer_value.figures.new_customers.funnel_change import funnel_change
from customer_value.figures.new_customers.lead_funnel import lead_funnel
from customer_value.figures.new_customers.survival import survival_curve
from customer_value.figures.new_customers.trait_lifts import trait_lifts
from customer_value.figures.orders.cards_left import cards_left
from customer_value.figures.orders.category_rankings import category_rankings
from customer_value.figures.orders.completeness_bars import completeness_bars
from customer_value.figures.orders.merging import merging
from customer_value.figures.orders.row_reasons import row_reasons
from customer_value.figures.picture import Picture, show
from customer_value.figures.repurchase.area_customers import area_customers
from customer_value.figures.repurchase.cohort_heatmap import cohort_heatmap
from customer_value.figures.repurchase.customer_balance import customer_balance, customer_flow
from customer_value.figures.repurchase.first_ever import first_ever
from customer_value.figures.repurchase.follow_up import follow_up
from customer_value.figures.repurchase.lapse_split import lapse_split
from customer_value.figures.repurchase.repurchase_over_time import repurchase_over_time
from customer_value.figures.repurchase.second_purchase import second_purchase
from customer_value.figures.repurchase.win_back import win_back_curve, win_back_trial
from customer_value.figures.returns.allocation_ways import allocation_ways
from customer_value.figures.returns.break_even import break_even
from customer_value.figures.returns.budget_response import budget_response
from customer_value.figures.returns.campaign_comparison import campaign_comparison
from customer_value.figures.returns.constraint_cost import constraint_cost
from customer_value.figures.returns.cost_kinds import cost_kinds
from customer_value.figures.returns.event_result import event_result
from customer_value.figures.returns.plan_page import plan_page
from customer_value.figures.returns.roi_means import roi_means
from customer_value.figures.returns.roi_or_amount import roi_or_amount
from customer_value.figures.returns.roi_waterfall import roi_waterfall
from customer_value.figures.returns.whale import whale
from customer_value.figures.style import PALETTE, SEQUENTIAL, style
from customer_value.figures.tiers.call_profit import call_profit
from customer_value.figures.tiers.choose_k import choose_k
from customer_value.figures.tiers.cluster_map import cluster_map
from customer_value.figures.tiers.cluster_profiles import cluster_profiles
from customer_value.figures.tiers.confusion import confusion
from customer_value.figures.tiers.decision_tree import decision_tree
from customer_value.figures.tiers.dimensions import dimensions
from customer_value.figures.tiers.discriminant import discriminant
from customer_value.figures.tiers.distributions import distributions
from customer_value.figures.tiers.equal import ties
from customer_value.figures.tiers.flow import migration_flow
from customer_value.figures.tiers.grid import rfm_grid
from customer_value.figures.tiers.group_reach import group_reach
from customer_value.figures.tiers.groups import response_by_group
from customer_value.figures.tiers.referrals import referrals
from customer_value.figures.tiers.segment_sizes import segment_sizes
from customer_value.figures.tiers.standing import standing
from customer_value.figures.tiers.strips import purchase_strips
from customer_value.figures.tiers.tier_shares import tier_shares
from customer_value.figures.tiers.tier_values import tier_values
from customer_value.figures.tiers.treemap import segment_treemap
from customer_value.figures.upselling.ab_peeking import ab_peeking
from customer_value.figures.upselling.ab_result import ab_result
from customer_value.figures.upselling.basket_lift import basket_lift
from customer_value.figures.upselling.driver_importance import driver_importance
from customer_value.figures.upselling.next_offer import next_offer
from customer_value.figures.upselling.price_ladder import price_ladder
from customer_value.figures.upselling.sample_sizes import sample_sizes
from customer_value.figures.upselling.service_offers import service_offers
from customer_value.figures.upselling.service_wishes import service_wishes
from customer_value.figures.upselling.wallet_headroom import wallet_headroom

__all__ = [
    "PALETTE",
    "SEQUENTIAL",
    "Picture",
    "ab_peeking",
    "ab_result",
    "acquisition_costs",
    "advantage_ranking",
    "alive_history",
    "allocation_ways",
    "area_customers",
    "area_shares",
    "attribution_rules",
    "basket_lift",
    "break_even",
    "budget_response",
    "call_profit",
    "campaign_comparison",
    "cards_left",
    "category_rankings",
    "channel_ratios",
    "choose_k",
    "cluster_map",
    "cluster_profiles",
    "clv_buildup",
    "cohort_heatmap",
    "completeness_bars",
    "confusion",
    "constraint_cost",
    "contact_response",
    "conversion_rates",
    "cost_kinds",
    "customer_balance",
    "customer_flow",
    "decision_tree",
    "dimensions",
    "discriminant",
    "distributions",
    "driver_importance",
    "driver_panels",
    "engagement_rates",
    "error_parts",
    "event_result",
    "first_ever",
    "follow_up",
    "forecast_check",
    "funnel_change",
    "group_reach",
    "growth_bubbles",
    "importance_performance",
    "journey_scorecard",
    "lapse_split",
    "lead_funnel",
    "levers_tornado",
    "lifelines",
    "margin_multiples",
    "market_size",
    "media_funnel",
    "merging",
    "migration_flow",
    "next_offer",
    "nps_groups",
    "nps_precision",
    "overdue_customers",
    "pareto_curve",
    "payback_curve",
    "payment_forms",
    "perceptual_map",
    "plan_page",
    "price_ladder",
    "price_quality",
    "purchase_cycle_ridge",
    "purchase_strips",
    "referrals",
    "region_tiles",
    "renewal_rates",
    "repurchase_over_time",
    "response_by_group",
    "rfm_grid",
    "rhythm_strips",
    "roi_means",
    "roi_or_amount",
    "roi_waterfall",
    "row_reasons",
    "sample_sizes",
    "seasonality",
    "second_purchase",
    "segment_sizes",
    "segment_treemap",
    "service_offers",
    "service_wishes",
    "show",
    "spend_distribution",
    "standing",
    "style",
    "survival_curve",
    "tier_shares",
    "tier_values",
    "ties",
    "trait_lifts",
    "viewer_retention",
    "wallet_headroom",
    "weight_sensitivity",
    "whale",
    "win_back_curve",
    "win_back_trial",
]

style()
