import pytest
from support.browsing import GROMMET


@pytest.fixture
def loaded(page):
    """The bytes that came over the wire for a page, packed as they were, by address."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls, sizes = {}, {}
    session.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))

    def load(path, last):
        page.goto(path)
        page.locator(last).first.wait_for()
        page.wait_for_load_state("networkidle")
        return {urls[request]: size for request, size in sizes.items()}

    return load


def test_the_first_page_comes_quickly_over_a_slow_line(loaded):
    sizes = loaded("/", ".card")
    assert len(sizes) > 5
    pictures = {url: size for url, size in sizes.items() if "/pictures/" in url}
    assert pictures and max(pictures.values()) < 80_000, pictures
    assert sum(sizes.values()) - sum(pictures.values()) < 200_000, sizes


def test_a_part_with_its_view_is_no_heavier_than_a_photograph(loaded):
    sizes = loaded(GROMMET.format(""), "#dimensions button")
    assert any("previews" in url for url in sizes)
    assert sum(sizes.values()) < 350_000, sizes
