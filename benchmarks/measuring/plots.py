"""Plots of `docs/performance.md`, drawn from the results that are kept.

    python -m benchmarks.measuring.plots

Plain SVG that follows the reader's light or dark theme, and says in words what it shows.
"""

from html import escape

from .machine import ROOT
from .results import kept

FOLDER = ROOT / "docs" / "performance"
WIDTH, LEFT, RIGHT, TOP, BAR, GAP = 760, 130, 90, 56, 16, 14
STYLE = """
text{font:13px system-ui,sans-serif;fill:#1a232b}.small{font-size:12px;fill:#566370}
.a{fill:#1f6feb}.b{fill:#7a8794}.limit{stroke:#c4320a;stroke-width:2}.grid{stroke:#d7dde2}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9aa7b3}
.a{fill:#6cb2ff}.b{fill:#8b98a5}.limit{stroke:#ff9a75}.grid{stroke:#2c3640}}
"""


def main():
    FOLDER.mkdir(exist_ok=True)
    newest = {}
    for line in kept("pages"):
        newest[line["machine"]["database"].split()[0]] = line
    if newest:
        drawn = uncached(newest)
        (FOLDER / "uncached.svg").write_text(drawn)
        print("docs/performance/uncached.svg")


def uncached(results):
    """Return the plot of pages that no cache holds; results: `{database: line of results}`."""
    databases = sorted(results)
    rows = {
        database: {
            row["page"]: row for row in results[database]["rows"] if row.get("way") == "uncached"
        }
        for database in databases
    }
    pages = list(rows[databases[0]])
    longest = max(
        max(row["cpu_ms"], row["limit_ms"]) for found in rows.values() for row in found.values()
    )
    scale = (WIDTH - LEFT - RIGHT) / longest
    block = len(databases) * BAR + GAP
    height = TOP + len(pages) * block + 30
    parts, words = [], []
    for number, page in enumerate(pages):
        top = TOP + number * block
        parts.append(text(LEFT - 10, top + len(databases) * BAR / 2 + 5, page, end=True))
        for place, database in enumerate(databases):
            row = rows[database][page]
            y, long = top + place * BAR, row["cpu_ms"] * scale
            kind = "ab"[place % 2]
            parts.append(
                f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{long:.1f}" height="{BAR - 2}"/>'
            )
            said = f"{row['cpu_ms']:.1f} ms"
            parts.append(text(LEFT + long + 6, y + 12, said, small=True))
            words.append(f"{page} on {database}: {said} of {row['limit_ms']:g}")
        limit = LEFT + rows[databases[0]][page]["limit_ms"] * scale
        parts.append(
            f'<line class="limit" x1="{limit:.1f}" x2="{limit:.1f}" y1="{top - 4}"'
            f' y2="{top + len(databases) * BAR + 2}"/>'
        )
    legend, x = [], LEFT
    for place, database in enumerate(databases):
        legend.append(
            f'<rect class="{"ab"[place % 2]}" x="{x}" y="26" width="12" height="12"/>'
            + text(x + 18, 37, database)
        )
        x += 40 + 8 * len(database)
    legend.append(f'<line class="limit" x1="{x + 6}" x2="{x + 6}" y1="24" y2="40"/>')
    legend.append(text(x + 16, 37, "limit"))
    title = "CPU of a page that no cache holds, server and database, in milliseconds"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{escape(title)}. {escape("; ".join(words))}">'
        f"<style>{STYLE}</style>{text(LEFT, 14, title)}{''.join(legend)}{''.join(parts)}</svg>\n"
    )


def text(x, y, words, *, end=False, small=False):
    anchor = ' text-anchor="end"' if end else ""
    kind = ' class="small"' if small else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{anchor}{kind}>{escape(words)}</text>'


if __name__ == "__main__":
    main()
