"""What they have in common."""

from configurator.sdk import Diameter, Parameters, Template, length


class Bar(Parameters):
    length: float = length(20, 5, 80, title="Length", group="Bar")


def bar(name, build):
    return Template(
        id=name, version="1", title=name.title(), group="Crashing", summary="Not to be made.", parameters=Bar,
        build=build, dimensions=lambda p: [Diameter(name="diameter", nominal=5, tolerance=0.05, centre=(0, 0, 1))],
        presets={"usual": Bar()}, offers=("mjf-tpu",),
    )  # fmt: skip
