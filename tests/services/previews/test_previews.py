from concurrent.futures import ThreadPoolExecutor

import pytest
from support.manual_pool import FOREVER, ManualPool, PreviewHarness, finish
from support.ordering import design

from configurator.domain.errors import Blocked, Crashed, Failed, blocked, crashed, failed
from configurator.services.common.kernel_gate import Busy, KernelGate, Room
from configurator.services.common.memory_cache import CRASH_MEMORY_S, MAX_CRASHES
from configurator.services.previews.previews import ABANDON_AFTER_S, FAILURE_MEMORY_S, Previews, Superseded
from configurator.services.previews.shapes import shape_of

FIREWALL, LARGE, SMALL = (shape_of(design(each)) for each in ("firewall", "an931-16-22", "smallest"))


@pytest.fixture
def shop(tmp_path):
    with ThreadPoolExecutor(20) as threads:
        made = PreviewHarness(tmp_path, threads).open()
        yield made
        assert list(tmp_path.iterdir()) == [], "nothing of a draft stays"


def test_a_preview_is_made_once_and_then_known(shop):
    first = shop.request("anna", FIREWALL)
    finish(shop.pool.next(), b"glTF firewall")
    made, known = first.result(FOREVER), shop.previews.get("bert", FIREWALL)
    assert (made.glb, made.facts, made.timings_ms) == (b"glTF firewall", {"volume_mm3": 7.0}, {"build": 1.0})
    assert (made.cached, known.cached, known.glb) == (False, True, made.glb)
    assert len(shop.pool.requested) == 1


def test_whoever_wants_what_is_being_made_waits_for_it(shop):
    answers = [shop.request(client, FIREWALL) for client in ("anna", "bert", "", "")]
    finish(shop.pool.next())
    assert [answer.result(FOREVER).glb for answer in answers] == [b"glTF"] * 4
    assert len(shop.pool.requested) == 1


def test_designs_wait_their_turn_for_the_pool(shop):
    first, second = shop.request("anna", FIREWALL), shop.request("bert", LARGE)
    assert shop.pool.requested == [14.0]
    finish(shop.pool.next())
    finish(shop.pool.next(), b"large")
    assert (first.result(FOREVER).glb, second.result(FOREVER).glb) == (b"glTF", b"large")


def test_a_newer_wish_of_the_same_client_supersedes_one_that_has_not_begun(shop):
    running, older, newer = shop.request("anna", FIREWALL), shop.request("bert", LARGE), shop.request("bert", SMALL)
    assert isinstance(older.exception(FOREVER), Superseded)
    finish(shop.pool.next())
    finish(shop.pool.next(), b"small")
    assert (running.result(FOREVER).glb, newer.result(FOREVER).glb) == (b"glTF", b"small")
    assert shop.pool.requested == [14.0, 4.0], "the large one was never begun"


def test_what_others_wait_for_is_made_though_one_of_them_has_gone_on(shop):
    older, other, newer = shop.request("anna", FIREWALL), shop.request("bert", FIREWALL), shop.request("anna", LARGE)
    assert isinstance(older.exception(FOREVER), Superseded)
    shop.now += 2 * ABANDON_AFTER_S
    finish(shop.pool.next())
    finish(shop.pool.next())
    assert other.result(FOREVER).glb == newer.result(FOREVER).glb == b"glTF"


def test_a_client_that_asks_for_the_same_again_supersedes_nothing(shop):
    answers = [shop.request("anna", FIREWALL), shop.request("anna", FIREWALL)]
    finish(shop.pool.next())
    assert [answer.result(FOREVER).glb for answer in answers] == [b"glTF"] * 2


def test_clients_without_a_name_supersede_nothing(shop):
    answers = [shop.request("", FIREWALL), shop.request("", LARGE)]
    for _ in answers:
        finish(shop.pool.next())
    assert [answer.result(FOREVER).glb for answer in answers] == [b"glTF"] * 2


def test_a_superseded_draft_that_has_just_begun_is_finished_and_kept(shop):
    older, newer = shop.request("anna", FIREWALL), shop.request("anna", LARGE)
    assert isinstance(older.exception(FOREVER), Superseded)
    begun = shop.pool.next()
    assert not begun.cancelled()
    finish(begun)
    finish(shop.pool.next())
    assert newer.result(FOREVER).glb == b"glTF"
    assert shop.previews.get("bert", FIREWALL).cached


def test_a_superseded_draft_that_takes_long_is_cancelled(shop):
    older = shop.request("anna", FIREWALL)
    begun = shop.pool.next()
    shop.now += 2 * ABANDON_AFTER_S
    newer = shop.request("anna", LARGE)
    assert isinstance(older.exception(FOREVER), Superseded)
    finish(shop.pool.next())
    assert newer.result(FOREVER).glb == b"glTF"
    assert begun.cancelled()


def test_a_superseded_draft_is_cancelled_once_it_has_taken_long_though_nobody_asks_again(shop):
    shop.request("anna", FIREWALL)
    begun, newer = shop.pool.next(), shop.request("anna", LARGE)
    assert not begun.cancelled()
    shop.now += 2 * ABANDON_AFTER_S
    finish(shop.pool.next())
    assert begun.cancelled()
    assert newer.result(FOREVER).glb == b"glTF"


def test_where_too_many_wait_it_is_said_at_once(shop):
    shop.open(gate=KernelGate({"preview": Room(callers=2, callers_of_visitor=2, retry_after_s=1)}))
    answers = [shop.request("anna", FIREWALL), shop.request("bert", LARGE)]
    with pytest.raises(Busy, match="busy") as caught:
        shop.previews.get("cleo", SMALL)
    assert isinstance(caught.value, Blocked)
    assert caught.value.seconds > 0
    answers.append(shop.request("bert", SMALL))
    for _ in "ab":
        finish(shop.pool.next())
    assert isinstance(answers[1].exception(FOREVER), Superseded), "one's own older wish makes room"
    assert answers[2].result(FOREVER).glb == b"glTF"


def test_a_design_that_failed_is_not_built_again_for_a_while(shop):
    first = shop.request("anna", FIREWALL)
    shop.pool.next().set_exception(failed("The wall is torn.", "wall", hint="Thicken it."))
    reason = first.exception(FOREVER)
    with pytest.raises(Failed) as caught:
        shop.previews.get("anna", FIREWALL)
    assert caught.value.problems == reason.problems
    assert caught.value is not reason
    shop.now += 2 * FAILURE_MEMORY_S
    again = shop.request("anna", FIREWALL)
    finish(shop.pool.next())
    assert again.result(FOREVER).glb == b"glTF"


@pytest.mark.parametrize("error", [crashed("It died."), blocked("The disk is full.")])
def test_what_says_nothing_of_the_design_is_not_remembered(shop, error):
    first = shop.request("anna", FIREWALL)
    shop.pool.next().set_exception(error)
    assert type(first.exception(FOREVER)) is type(error)
    second = shop.request("anna", FIREWALL)
    finish(shop.pool.next())
    assert second.result(FOREVER).glb == b"glTF"


def test_a_design_that_crashes_the_kernel_is_tried_again_after_minutes(shop):
    for _ in range(MAX_CRASHES):
        answer = shop.request("anna", FIREWALL)
        shop.pool.next().set_exception(crashed("It died."))
        assert isinstance(answer.exception(FOREVER), Crashed)
    with pytest.raises(Crashed, match="It died"):
        shop.previews.get("anna", FIREWALL)
    shop.now += CRASH_MEMORY_S + 1
    answer = shop.request("anna", FIREWALL)
    finish(shop.pool.next())
    assert answer.result(FOREVER).glb == b"glTF"


def test_one_that_was_stopped_is_made_whenever_it_is_asked_for(shop):
    for _ in range(MAX_CRASHES + 1):
        answer = shop.request("anna", FIREWALL)
        shop.pool.next().cancel()
        assert isinstance(answer.exception(FOREVER), Crashed)
    answer = shop.request("anna", FIREWALL)
    finish(shop.pool.next())
    assert answer.result(FOREVER).glb == b"glTF"


def test_a_pool_that_is_stopped_is_told_to_all_who_wait(shop):
    answers = [shop.request("anna", FIREWALL), shop.request("bert", FIREWALL)]
    shop.pool.next().cancel()
    assert all(isinstance(answer.exception(FOREVER), Crashed) for answer in answers)


def test_a_scratch_folder_that_is_gone_is_told(tmp_path):
    previews = Previews(ManualPool(), tmp_path / "gone", KernelGate())
    with pytest.raises(Blocked, match="gone"):
        previews.get("anna", FIREWALL)


def test_what_was_not_asked_for_the_longest_gives_way_when_memory_is_full(shop):
    shop.open(memory=10)
    for wanted in (FIREWALL, LARGE):
        shop.request("", wanted)
        finish(shop.pool.next(), b"12345")
        shop.until(lambda wanted=wanted: shop.previews.get("", wanted).cached)
    assert shop.previews.get("", FIREWALL).cached
    shop.request("", SMALL)
    finish(shop.pool.next(), b"12345")
    shop.until(lambda: shop.previews.get("", SMALL).cached)
    assert shop.previews.get("", FIREWALL).cached
    shop.request("", LARGE)
    finish(shop.pool.next(), b"12345")
    assert shop.pool.requested == [14.0, 34.925, 4.0, 34.925]


def test_the_kernel_draws_it(pool, tmp_path):
    made = Previews(pool, tmp_path, KernelGate()).get("anna", FIREWALL)
    assert made.glb.startswith(b"glTF")
    assert made.facts["dimensions"][0]["field"] == "hole_diameter"
    assert set(made.timings_ms) >= {"build", "mesh", "measure", "glb"}
    assert list(tmp_path.iterdir()) == []
