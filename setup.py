"""What pyproject.toml cannot say: the front end is built before it is packed."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist


class BuildWithFrontEnd(build_py):
    """Also builds the front end."""

    def run(self) -> None:
        """Raise CalledProcessError where that fails: no package without its pages."""
        build_front_end()
        super().run()


class SdistWithFrontEnd(sdist):
    """Also builds the front end."""

    def run(self) -> None:
        """Raise CalledProcessError where that fails."""
        build_front_end()
        super().run()


def build_front_end() -> None:
    """Run the front end's own build script, which does nothing if nothing has changed."""
    subprocess.run([sys.executable, Path(__file__).parent / "web" / "frontend" / "build.py"], check=True)


setup(cmdclass={"build_py": BuildWithFrontEnd, "sdist": SdistWithFrontEnd})
