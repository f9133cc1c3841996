"""`build --side both`: a left and a right part of one person, that may differ."""

import json

SIZES = ("foot_length=262", "foot_breadth=98", "ball_of_foot_length=194", "heel_breadth=70")
FOOT = tuple(word for size in SIZES for word in ("--set", size))


def test_both_sides_are_made_and_differ_where_it_is_said(call, pool, tmp_path):
    sheet = {"left": {"prescription": {"heel_lift": 6}}}
    (tmp_path / "sheet.json").write_text(json.dumps(sheet))
    told = call(
        "build", "foot_orthosis", *FOOT, "--side", "both", "--sheet", "sheet.json", "--set", "right.arch_height=24"
    )
    assert told.exit_code == 0, told.stderr
    left, right = (each["parameters"] for each in pool.requests)
    differing = {name for name in left if left[name] != right[name]}
    assert differing == {"side", "heel_lift", "arch_height"}
    assert (left["side"], left["heel_lift"], right["side"], right["arch_height"]) == ("left", 6, "right", 24)
    assert len(told.stdout.splitlines()) == 8
    assert ", left: " in told.stderr and ", right: " in told.stderr


def test_what_is_doubtful_in_left_against_right_is_said(told):
    answer = told("build", "foot_orthosis", *FOOT, "--side", "both", "--set", "left.foot_length=240")
    assert [each["fields"] for each in answer["problems"]] == [["left.foot_length", "right.foot_length"]]
    assert [answer[side]["design"]["parameters"]["foot_length"] for side in ("left", "right")] == [240, 262]


def test_all_that_speaks_against_either_side_is_told_and_neither_made(call, pool):
    told = call(
        "build", "foot_orthosis", *FOOT, "--side", "both", "--set", "left.foot_length=9", "--set", "right.heel_lift=99",
        "--json",
    )  # fmt: skip
    assert told.exit_code == 1
    fields = [each["fields"] for each in json.loads(told.stdout)["problems"]]
    assert ["left.foot_length"] in fields and ["right.heel_lift"] in fields
    assert pool.requests == []


def test_one_side_is_asked_for_without_a_word_of_the_sheet(call, pool):
    assert call("build", "foot_orthosis", *FOOT, "--side", "right", "--set", "left.arch_height=9").exit_code == 0
    (request,) = pool.requests
    assert (request["parameters"]["side"], request["parameters"]["arch_height"]) == ("right", 20)


def test_what_has_no_sides_is_made_for_none(refusal, pool):
    for side in ("both", "left"):
        assert refusal("build", "grommet", "--side", side)["fields"] == ["side"]
    assert pool.requests == []
