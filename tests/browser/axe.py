"""What axe finds wrong with a page, at a third of what it costs by itself."""

from axe_playwright_python.base import AXE_SCRIPT

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A theme is colours and nothing else, so the second one is asked about colours alone.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# Reading colours took three quarters of the time: each of some ten is read a thousand times, for
# every element and all that lies under it. What stands before and after an element is looked for
# only to leave its text alone where it is large; here such text is judged, too.
QUICK = """() => {
    const Color = axe.commons.color.Color;
    const read = Color.prototype.parseString;
    const known = new Map();
    Color.prototype.parseString = function (words) {
        if (!known.has(words)) known.set(words, read.call(new Color(), words));
        const { r, g, b, alpha } = known.get(words);
        return Object.assign(this, { r, g, b, alpha });
    };
    const usual = axe._audit.checks["color-contrast"].options;
    const options = { ...usual, ignorePseudo: true };
    axe.configure({ checks: [{ id: "color-contrast", options }] });
}"""
# A colour half way to another would be measured: links of the admin take 150 ms for a change of
# theme, whatever motion somebody wants.
RUN = """async (options) => {
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(changing.map((one) => one.finished));
    return (await axe.run(options)).violations.map(({ id, impact, help, nodes }) =>
        ({ id, impact, help, places: nodes.map((node) => node.html.slice(0, 200)) }));
}"""
# Style sheets would be read over again for one rule, which is not among these, and written into
# the page, which the desk's policy forbids.
PRELOAD = {"assets": ["media"]}


def bring(context):
    """Have axe in every page that is opened in `context`, at a tenth of what it costs afterwards.

    For pages that nobody types on: it makes each a little slower to open.
    """
    context.add_init_script(f"{AXE_SCRIPT};({QUICK})();")


def violations(page, rules=None):
    """Return what breaks `rules`, or any rule: `[{id, impact, help, places: [HTML, …]}, …]`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(QUICK)
    options = {"resultTypes": ["violations"], "preload": PRELOAD}
    return page.evaluate(RUN, options | ({"runOnly": rules} if rules else {}))


def said(violation):
    """Return a line about one of them, with the first three places."""
    return f"{violation['impact']}: {violation['help']}: {violation['places'][:3]}"
