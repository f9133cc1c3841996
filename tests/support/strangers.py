"""Packages of strangers, as if they were installed in a folder."""


def install(folder, package, modules, entry_points):
    """The folder with a package of these modules (name -> text) and the distribution that brings it."""
    (folder / package).mkdir()
    for name, content in modules.items():
        (folder / package / f"{name}.py").write_text(content)
    distribution = package.replace("_", "-")
    about = folder / f"{package}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)
    return folder
