import pytest

from configurator.domain.errors import Failed
from configurator.package_ownership import PACKAGES, check_ownership

OURS = {package: ["made-to-measure"] for package in PACKAGES}


def test_packages_that_are_ours_or_not_there_are_well():
    check_ownership(OURS)
    check_ownership({"click": ["click"]})


def test_what_is_installed_here_is_well():
    check_ownership()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_that_another_brings_too_is_named_with_its_owner(package):
    with pytest.raises(Failed) as caught:
        check_ownership({**OURS, package: ["made-to-measure", "strangers"]})
    assert f"{package!r} is also that of strangers" in str(caught.value)
    assert "environment of its own" in caught.value.problems[0].hint
