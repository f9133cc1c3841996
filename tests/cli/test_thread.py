import pytest


def test_the_threads_are_listed_with_what_tells_them_apart(call):
    done = call("thread", "9.5", "--tpi", "16")
    assert done.exit_code == 0 and done.stderr == ""
    header, first, second, apart = done.stdout.splitlines()
    assert header.split()[:2] == ["thread", "diameter"]
    assert first.split() == ["3/8-16", "UNC", "9.53", "-0.03", "1.588", "0.000", "16", "60", "as", "made"]
    assert second.split()[1] == "BSW" and second.split()[7] == "55"
    assert apart.startswith("3/8-16 UNC or 3/8-16 BSW? The angle between the flanks")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("3/8in", "--tpi", "24"), "3/8-24 UNF"),
        (("3/8", "--tpi", "24", "--unit", "in"), "3/8-24 UNF"),
        (("6.8", "--pitch", "1.25", "--nut"), "M8x1.25"),
        (("7.65", "--pitch", "1.25"), "M8x1.25"),
    ],
)
def test_in_json_they_are_the_same(told, words, name):
    found = told("thread", *words)
    assert found["candidates"][0]["name"] == name
    assert found["candidates"][0]["worn"] == (words[0] == "7.65")


def test_where_none_comes_near_enough_it_is_said_with_the_nearest(call):
    done = call("thread", "11.5", "--pitch", "1.5")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == ["No thread of the tables comes near enough. The nearest:"]
    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == ["M12x1.5", "M12x1.75", "7/16-18"]


def test_numbers_that_look_swapped_are_asked_about(call):
    assert "swap them: it may be 3/8-16 UNC" in call("thread", "16", "--tpi", "9.5").stderr


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (("9.5",), ["pitch", "tpi"]),
        (("9.5", "--pitch", "1", "--tpi", "16"), ["pitch", "tpi"]),
        (("wide", "--pitch", "1"), ["diameter"]),
        (("0", "--pitch", "1"), ["diameter"]),
        (("--tpi", "16", "--", "-9.5"), ["diameter"]),
        (("9.5", "--tpi", "nan"), ["tpi"]),
        (("3/8", "--tpi", "16"), ["diameter", "tpi"]),
    ],
)
def test_what_no_thread_can_have_is_refused_with_its_field(call, words, fields):
    done = call("thread", "--json", *words)
    assert done.exit_code == 1 and "error: " in done.stderr
    assert f'"{fields[0]}"' in done.stdout and fields[-1] in done.stdout
