"""What a browser calls itself, in words: enough to know one's own by."""

from __future__ import annotations

from typing import Final

# By a word that it sends. The order counts: Edge and Opera call themselves Chrome too, and Chrome Safari.
BROWSERS: Final = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
# Android's calls itself Linux, an iPhone's something like Mac OS X.
SYSTEMS: Final = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
UNKNOWN: Final = "Another program"


def browser_words(agent: str) -> str:
    """`Firefox on Windows`, of the text that a browser sends as User-Agent."""
    browser = next((name for word, name in BROWSERS.items() if word in agent), UNKNOWN)
    system = next((name for word, name in SYSTEMS.items() if word in agent), "")
    return f"{browser} on {system}" if system else browser
