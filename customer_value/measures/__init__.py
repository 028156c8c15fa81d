"""The measures: pure functions from tables to a table or a number.

A folder per area of the course and in it a module per subject. `AREAS` is the index: every public measure and where it
stands, in the order in which the course meets them. Who reads a ledger imports from `customer_value` itself, which
knows every name here.
"""

from __future__ import annotations

AREAS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "orders": (
        "Orders and their quality",
        {
            "valid": ("valid_orders", "bought_again", "check_orders"),
            "repeats": ("repeated_rows",),
            "cleaning": (
                "order_reasons",
                "refund_reasons",
                "reason_counts",
                "customers_set_aside",
                "reason_label",
                "REASONS",
                "REFUND_REASONS",
            ),
            "completeness": ("completeness", "MISSING_WORDS"),
            "same_customer": ("same_customers", "merge_customers"),
            "text_values": ("amounts_from_text", "days_from_text", "match_text"),
        },
    ),
    "customers": (
        "Customer information",
        {
            "revenue": ("revenue_by", "growth_by", "UNKNOWN"),
            "spend": ("average_order_value", "spend_summary", "spend_deciles", "SpendSummary"),
            "concentration": ("pareto_curve", "top_share", "customers_for_share", "gini", "herfindahl"),
            "cycle": ("purchase_gaps", "purchase_cycle", "own_cycles", "overdue"),
            "seasons": ("monthly_seasonality", "weekday_seasonality"),
        },
    ),
    "brand": (
        "Brand, competitors and market",
        {
            "market": ("market_size", "penetration", "market_share", "relative_market_share"),
            "area_shares": ("sales_by_area", "area_shares", "ALL_AREAS", "UNKNOWN_AREA"),
            "pricing": ("price_index", "price_comparison", "cost_price", "break_even_volume"),
            "price_positions": ("price_positions", "high_middle_low", "fair_price"),
            "positioning": (
                "brand_scores",
                "own_brands",
                "perceptual_map",
                "axis_pairs",
                "correlation",
                "nearest_rivals",
                "SAME_THING",
            ),
            "empty_space": ("preference_share", "empty_space"),
            "advantage": ("weighted_advantage", "advantage_ranking", "advantage_by_weight", "leaders_by_weight"),
            "satisfaction": ("nps", "nps_interval", "nps_by_group", "answers_needed", "csat", "settled_in_time"),
            "quadrants": ("attribute_means", "importance_performance"),
            "scorecard": ("journey_scorecard", "JOURNEY"),
        },
    ),
    "new_customers": (
        "New customers",
        {
            "traits": ("best_customers", "trait_lift", "lead_scores"),
            "leads": ("lead_funnel", "conversion_rate", "conversion_by", "time_to_convert", "cost_per_lead"),
            "acquisition": ("acquisition_cost", "marginal_acquisition_cost", "acquisition_cost_by_channel"),
            "survival": (
                "time_to_second_order",
                "survival_curve",
                "median_time_to_second_order",
                "survival_at",
                "return_chance",
            ),
            "contacts": ("contact_history", "response_by_contact", "response_by_gap"),
        },
    ),
    "media": (
        "New media",
        {
            "engagement": ("engagement_rate", "engagement_by", "media_funnel"),
            "videos": ("watch_time_share", "percent_viewed", "viewer_retention"),
            "advertising": (
                "click_through_rate",
                "click_conversion_rate",
                "cost_per_mille",
                "cost_per_click",
                "cost_per_action",
                "roas",
            ),
            "attribution": ("touch_paths", "attribution", "attribution_table"),
        },
    ),
    "repurchase": (
        "Repurchase",
        {
            "status": (
                "customer_status",
                "customers_on_file",
                "first_purchase_customers",
                "existing_customers",
                "lapsed_customers",
                "repurchase_rate",
                "win_back_rate",
            ),
            "areas": ("customers_by_area",),
            "second_purchase": ("first_purchases", "second_purchases", "second_purchase_rate", "second_purchase_table"),
            "flow": ("customer_balance", "customer_flow", "FLOW"),
            "repeat_rates": ("repeat_purchase_rate", "return_rate"),
            "cohorts": ("cohort_sizes", "cohort_retention", "overall_retention"),
            "trend": ("calendar_windows", "rolling_windows", "repurchase_trend"),
            "churn": (
                "retention_rate",
                "churn_rate",
                "annual_from_monthly",
                "monthly_from_annual",
                "lapse_thresholds",
                "lapse_comparison",
            ),
            "win_back": ("win_back_curve", "win_back_campaign", "WinBack"),
        },
    ),
    "upselling": (
        "Upselling and experiments",
        {
            "wallet": ("latest_answers", "wallets", "share_of_wallet", "headroom", "wallet_table"),
            "ladder": ("price_tiers", "price_ladder", "ladder_table"),
            "drivers": ("lmg", "r_squared", "key_drivers"),
            "service_wishes": ("service_wishes", "service_offers"),
            "baskets": ("basket_lift", "basket_pairs"),
            "offers": ("offer_candidates", "next_best_offer", "attach_rate", "upsell_rate"),
            "power": ("sample_size", "detectable_uplift", "achieved_power"),
            "experiments": ("trial_groups", "uplift", "ab_decision", "aov_lift", "Uplift", "Decision"),
            "peeking": ("running_test", "draw_test", "early_stops"),
        },
    ),
    "tiers": (
        "RFM, tiers and segments",
        {
            "rfm": ("recency", "frequency", "monetary", "rfm"),
            "scores": ("score", "rfm_scores", "score_cuts"),
            "segments": ("Rule", "RULES", "OTHERS", "segments", "segment_counts", "segment_label"),
            "migration": ("migration", "migration_shares", "migration_flow"),
            "thresholds": ("tiers", "tier_cuts", "tier_table"),
            "dynamics": ("customer_dynamics",),
            "dimensions": ("dimensions", "eta_squared", "omega_squared"),
            "clusters": ("scaled", "kmeans", "choose_k", "cluster_stability", "cluster_profiles"),
            "premium": ("premium_table", "feature_power", "FEATURES"),
            "classifiers": (
                "Classifier",
                "fit_discriminant",
                "fit_tree",
                "probabilities",
                "discriminant_scores",
                "discriminant_weights",
                "tree_nodes",
            ),
            "calls": (
                "confusion",
                "precision",
                "recall",
                "accuracy",
                "specificity",
                "base_rate",
                "call_threshold",
                "worth_calling",
                "call_profit",
            ),
            "social_value": ("referral_links", "social_value"),
            "credit": ("credit",),
            "loyalty": ("loyalty_parts", "loyalty_score"),
            "tier_values": ("tier_values", "tier_policy", "key_accounts"),
        },
    ),
    "lifetime_value": (
        "Lifetime value",
        {
            "histories": ("btyd_summary", "history_counts"),
            "historic": ("margin_rate", "historic_clv", "lifespan_years", "short_clv"),
            "retention_value": (
                "retention_clv",
                "margin_multiple",
                "payment_table",
                "FIRST_PAYMENT",
                "monthly_retention",
                "monthly_discount",
            ),
            "renewals": ("renewal_table", "survivor_renewals", "fit_sbg", "SBG"),
            "payback": ("payback_months", "payback_with_retention", "cash_flow", "ltv_to_cac", "channel_ltv_to_cac"),
            "bgnbd": ("fit_bgnbd", "BGNBD"),
            "gamma_gamma": ("fit_gamma_gamma", "GammaGamma"),
            "clv_forecast": ("clv_forecast", "DAYS_PER_MONTH"),
            "forecast_error": (
                "calibration_holdout",
                "forecast_error",
                "forecast_by_frequency",
                "error_split",
                "ForecastError",
                "ErrorSplit",
            ),
            "levers": ("clv_levers", "driver_trend", "LEVERS"),
        },
    ),
    "returns": (
        "Costs and returns",
        {
            "unit_costs": ("order_goods", "campaign_costs"),
            "activity": ("customer_activity",),
            "costs": ("cost_table", "cost_rates", "customer_costs", "COST_KINDS", "COST_COLUMNS"),
            "allocation": ("allocate_cost", "customer_profit"),
            "whale": ("whale_curve", "whale_peak", "WhalePeak"),
            "roi": ("roi", "customer_roi", "segment_roi", "campaign_roi", "break_even_roas"),
            "campaign_returns": ("incremental_return", "campaign_returns", "group_returns", "IncrementalReturn"),
            "break_even": ("break_even_response", "response_profit"),
            "budget": ("split_budget", "budget_return", "cost_of_constraint", "fit_strength"),
            "events": ("event_profit", "event_guests", "EventProfit"),
            "plan": ("plan_targets", "plan_return", "operating_plan", "PlanReturn"),
        },
    ),
}
"""The title of each area, and the public names of its modules."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    f"{area}.{subject}": names for area, (_, subjects) in AREAS.items() for subject, names in subjects.items()
}
"""The public names of each module, by its path in this package."""
