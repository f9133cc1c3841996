"""Custom-part configurator: measurements in; checked, printable CAD files out."""

__version__ = "0.2.0"
