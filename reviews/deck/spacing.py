"""The space between Chinese and figures: pages leave it to the browser, slides have nobody to."""

import re

HAN = "㐀-鿿豈-﫿"
LEFT = re.compile(rf"([{HAN}])([A-Za-z0-9+−<>≤≥＃#])")
RIGHT = re.compile(rf"([A-Za-z0-9%₀])([{HAN}])")


def spaced(text: str) -> str:
    """Set a space between Chinese characters and Latin letters or figures.

    >>> spaced("RORAC超任务5.9%，增量占56%到")
    'RORAC 超任务 5.9%，增量占 56% 到'
    """
    return RIGHT.sub(r"\1 \2", LEFT.sub(r"\1 \2", text))
