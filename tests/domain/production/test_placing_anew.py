from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.production.placing_anew import FreeSlot, SlotChoice, place_together

NEAR, FAR = FreeSlot("near", "jet", 0), FreeSlot("far", "jet", 0)


def choice(slot, rank, breaks=False):
    return SlotChoice(slot, breaks, rank)


def test_two_that_want_the_same_slot_are_placed_so_that_both_fare_best():
    # One by one the first would have taken the near slot, and left the second 900 km away.
    placed = place_together({"a": [choice(NEAR, 10), choice(FAR, 20)], "b": [choice(NEAR, 15), choice(FAR, 900)]})
    assert {job: each.slot for job, each in placed.items()} == {"a": FAR, "b": NEAR}


def test_a_promise_is_kept_though_the_slot_lies_farther():
    placed = place_together({"a": [choice(NEAR, 1, breaks=True), choice(FAR, 1e9)]})
    assert placed["a"].slot == FAR


def test_a_promise_is_broken_before_a_job_finds_no_place():
    choices = {"a": [choice(NEAR, 1), choice(FAR, 1, breaks=True)], "b": [choice(NEAR, 1)]}
    assert {job: each.slot for job, each in place_together(choices).items()} == {"a": FAR, "b": NEAR}


def test_what_finds_no_slot_is_left_out_and_nothing_needs_one():
    assert place_together({"a": [], "b": [choice(NEAR, 1)], "c": [choice(NEAR, 2)]}).keys() == {"b"}
    assert place_together({}) == {}


SLOTS = st.builds(FreeSlot, st.sampled_from(["near", "far"]), st.just("jet"), st.integers(0, 1))
CHOICES = st.lists(
    st.builds(SlotChoice, SLOTS, st.booleans(), st.integers(0, 50).map(float)),
    max_size=4,
    unique_by=lambda each: each.slot,
)
GROUPS = st.dictionaries(st.sampled_from("abcd"), CHOICES, max_size=4)


def merit(placed, group):
    """Jobs without a place, promises broken, the sum of ranks: less is better."""
    return len(group) - len(placed), sum(each.breaks_promise for each in placed), sum(each.rank for each in placed)


@given(GROUPS)
def test_no_slot_has_two_jobs_and_no_other_placing_is_better(group):
    placed = place_together(group)
    slots = [each.slot for each in placed.values()]
    assert len(slots) == len(set(slots))
    assert all(each in group[job] for job, each in placed.items())
    ways = product(*([*choices, None] for choices in group.values()))
    taken = [[each for each in way if each] for way in ways]
    allowed = [way for way in taken if len({each.slot for each in way}) == len(way)]
    assert merit([*placed.values()], group) == min(merit(way, group) for way in allowed)


@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_jobs_and_slots_does_not_matter(group, random):
    mixed = {job: random.sample(group[job], len(group[job])) for job in random.sample([*group], len(group))}
    assert place_together(mixed) == place_together(group)
