from configurator.domain.production.liveness import LastBeat, note_beats, silent_workers


def test_a_worker_that_counts_on_is_heard_anew():
    heard = note_beats({}, {"one": 1}, 100.0)
    assert heard == {"one": LastBeat(1, 100.0)}
    assert note_beats(heard, {"one": 2}, 107.0) == {"one": LastBeat(2, 107.0)}


def test_a_worker_whose_count_stands_still_keeps_the_time_it_was_last_heard():
    heard = note_beats(note_beats({}, {"one": 1}, 100.0), {"one": 1}, 105.0)
    assert heard == {"one": LastBeat(1, 100.0)}


def test_a_worker_that_has_left_is_not_heard_of_any_more():
    assert note_beats({"one": LastBeat(1, 100.0)}, {}, 101.0) == {}


def test_silent_is_who_stood_still_for_longer_than_one_waits():
    heard = {"one": LastBeat(5, 100.0), "other": LastBeat(2, 103.0)}
    assert silent_workers(heard, 106.0, 6.0) == []
    assert silent_workers(heard, 106.1, 6.0) == ["one"]
    assert silent_workers(heard, 120.0, 6.0) == ["one", "other"]


def test_whoever_has_just_begun_to_listen_takes_nobody_for_dead():
    """A count alone tells nothing: the worker may have counted a moment before."""
    assert silent_workers(note_beats({}, {"one": 1, "other": 99}, 1e9), 1e9, 6.0) == []


def test_a_worker_whose_count_goes_back_lives():
    """It was forgotten by another that took it for dead, and began to count anew."""
    heard = note_beats({"one": LastBeat(50, 100.0)}, {"one": 1}, 110.0)
    assert silent_workers(heard, 110.0, 6.0) == []
