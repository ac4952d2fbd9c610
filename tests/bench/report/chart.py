"""Bars as SVG, written by hand: text and rectangles, legible on a light and on a dark page."""

from html import escape
from typing import Final

from tests.bench.report.section import Chart

WIDTH: Final = 760
LABEL: Final = 150
VALUE: Final = 110
ROW: Final = 28
TOP: Final = 44
GREY: Final = "#8a94a6"
OURS: Final = "#2f6fde"


def render(chart: Chart) -> str:
    """Return the chart as an SVG document."""
    height = TOP + ROW * len(chart.bars) + 12
    longest = max((value for _, value in chart.bars), default=0) or 1
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">',
        '<g font-family="system-ui, sans-serif" font-size="13" fill="#1c2430">',
        f"<title>{escape(chart.title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15">{escape(chart.title)} ({escape(chart.unit)})</text>',
    ]
    for place, (name, value) in enumerate(chart.bars):
        y = TOP + ROW * place
        length = max(1.0, (WIDTH - LABEL - VALUE) * value / longest)
        colour = OURS if name == chart.highlighted else GREY
        parts += [
            f'<text x="{LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LABEL}" y="{y + 3}" width="{length:.1f}" height="18" rx="2" fill="{colour}"/>',
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 16}">{show(value)}</text>',
        ]
    return "\n".join([*parts, "</g>", "</svg>", ""])


def show(value: float) -> str:
    """Return a value with as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
