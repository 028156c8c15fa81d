"""What the marketing sections of a scenario may say, and the sentence that refuses anything else."""

from __future__ import annotations

import pytest
from scenario_texts import refusal, refusal_of_change, scenario_text

from generator.schema import ledger_of, truth_of

BOUTIQUE = scenario_text("boutique")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'channel = "sms"',
            'channel = "fax"',
            "new-year names 'fax', which contact.channels has not",
        ),
        ("hold_out = 0.25", "hold_out = 0", "hold_out should be greater than 0, but it is 0"),
        ("effect = 0.75", "effect = 1.5", "welcome has effect 1.5; its hold_out allows 1.33 at most"),
        (
            "steps = [0, 20]",
            "steps = [0, 90]",
            "welcome needs steps that begin with 0, rise and end before response_days",
        ),
        ("sent_until = 2025-04-30", "sent_until = 2024-02-01", "welcome has sent_until before starts_on"),
        (
            "sent_until = 2026-01-05",
            "sent_until = 2026-03-05",
            "new-year must start after 2023-01-01 and be answered by",
        ),
        ('areas = ["taipei", "new-taipei"]', 'areas = ["penghu"]', "tea-evening names 'penghu', which areas has not"),
        (
            'sources = ["social", "search", "line"]',
            'sources = ["radio"]',
            "'radio', which acquisition.channels has not",
        ),
        ('key = "win-back"', 'key = "welcome"', "campaigns: the key 'welcome' is there twice"),
        ("media = { facebook = 0.70, youtube = 0.30 }", "media = { facebook = 0.70 }", "the shares must add up to 1"),
        (
            "media = { newsletter = 1.00 }",
            "media = { radio = 1.00 }",
            "leads.sources: line names 'radio', which media has not",
        ),
        ("quiet_days = [120, 540]", "quiet_days = [540, 120]", "the first bound must not be above the second"),
        ("posts_per_week = 0.8", "posts_per_week = 0.0", "posts, posts_per_week and hours go together"),
        ("seconds = [20, 35, 60]", "seconds = []", "a video needs seconds, and nothing else may have them"),
        ("look_back = 30", "look_back = 0", "paths.look_back should be greater than or equal to 1, but it is 0"),
    ],
)
def test_one_sentence_names_the_key_and_the_bound(old, new, message):
    assert BOUTIQUE.count(old) == 1
    assert message in refusal_of_change(BOUTIQUE, old, new)


def test_a_scenario_without_marketing_has_none_of_its_tables(boutique):
    plain = boutique.model_copy(update={"leads": None, "media": (), "paths": None, "campaigns": (), "contact": None})
    names = {table.name for table in (*ledger_of(plain), *truth_of(plain))}
    assert not names & {"leads", "campaigns", "touches", "media_daily", "campaign_truth"}
    there = {table.name for table in (*ledger_of(boutique), *truth_of(boutique))}
    assert {"leads", "campaigns", "touches", "media_daily", "campaign_truth"} <= there


def test_media_without_leads_cannot_count_what_they_brought():
    before, after = BOUTIQUE.split("[leads]\n", 1)
    assert refusal(before + after[after.index("[[media]]") :]) == "media need the tables leads and paths too."
