// Finding words in the text, and putting others in their place.
import { crel, Extension, gettext, pm, Plugin } from "django-prose-editor/editor";
import { signButton } from "editor/dialog";
import { closeOpened, Panel } from "editor/panel";
import { change, lines } from "editor/words";

const { ngettext, interpolate } = window;
const { Decoration, DecorationSet } = pm.view;
const { PluginKey } = pm.state;
const key = new PluginKey("find");
const LONGEST_CHOICE = 100;

// Returns [{from, to}] of what `sought` says, which is {words, isCase, isWhole}.
export function found(doc, { words, isCase, isWhole }) {
  if (!words) return [];
  // Whoever types a space means the one that holds a line together, too.
  const plain = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/[ \u00a0]/g, "[ \u00a0]");
  const whole = isWhole ? `(?<![\\p{L}\\p{N}_])${plain}(?![\\p{L}\\p{N}_])` : plain;
  const pattern = new RegExp(whole, isCase ? "gu" : "giu");
  return lines(doc).flatMap(({ text, start }) =>
    [...text.matchAll(pattern)].map(({ 0: one, index }) => ({ from: start + index, to: start + index + one.length })),
  );
}

const NOTHING = { sought: { words: "" }, matches: [], now: -1 };

const plugin = new Plugin({
  key,
  state: {
    init: () => NOTHING,
    apply(tr, before) {
      const asked = tr.getMeta(key);
      if (!asked && !tr.docChanged) return before;
      if (asked?.now !== undefined) return { ...before, now: asked.now };
      const sought = asked?.sought ?? before.sought;
      if (!sought.words) return NOTHING;
      const matches = found(tr.doc, sought);
      return { sought, matches, now: Math.min(before.now, matches.length - 1) };
    },
  },
  props: {
    decorations(state) {
      const { matches, now } = key.getState(state);
      if (!matches.length) return null;
      const marked = matches.map(({ from, to }, place) =>
        Decoration.inline(from, to, { class: place === now ? "editor-match is-now" : "editor-match" }),
      );
      return DecorationSet.create(state.doc, marked);
    },
  },
});

export const Find = Extension.create({
  name: "find",
  priority: 900,
  onCreate() {
    this.storage.find = new FindPanel(this.editor);
  },
  addCommands() {
    return {
      openFind: () => () => {
        this.storage.find.open();
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    const open = ({ editor }) => editor.commands.openFind();
    return { "Mod-h": open, "Mod-Alt-f": open, Escape: ({ editor }) => closeOpened(editor) };
  },
  addProseMirrorPlugins: () => [plugin],
});

class FindPanel {
  constructor(editor) {
    this.editor = editor;
    const { icons } = editor.storage.toolbar;
    this.words = line(gettext("Find"));
    this.others = line(gettext("Replace with"));
    this.isCase = switched("Аа", gettext("Match case"));
    this.isWhole = switched("|…|", gettext("Whole words only"));
    this.status = crel("p", { className: "editor-count", role: "status" });
    const act = (label, run) => {
      const button = crel("button", { type: "button", className: "button", textContent: label });
      button.addEventListener("click", run);
      return button;
    };
    this.replacing = [act(gettext("Replace"), () => this.replace()), act(gettext("Replace all"), () => this.replaceAll())];
    this.moving = [
      signButton(icons, "up", gettext("Previous (Shift+Enter)"), () => this.move(-1)),
      signButton(icons, "down", gettext("Next (Enter)"), () => this.move(1)),
    ];
    const form = crel("div", { className: "editor-find" }, [
      crel("div", {}, [this.words, this.isCase, this.isWhole, ...this.moving, this.status]),
      crel("div", {}, [this.others, ...this.replacing]),
    ]);
    this.panel = new Panel(editor, gettext("Find and replace"), [form], {
      opened: () => this.opened(),
      closed: () => this.seek({ words: "" }),
    });
    this.words.addEventListener("input", () => this.changed());
    for (const button of [this.isCase, this.isWhole]) {
      button.addEventListener("click", () => {
        button.ariaPressed = String(button.ariaPressed !== "true");
        this.changed();
      });
    }
    form.addEventListener("keydown", (event) => this.pressed(event));
    editor.on("transaction", ({ transaction }) => {
      if (this.panel.isOpen && (transaction.docChanged || transaction.getMeta(key))) this.tell();
    });
  }

  open() {
    this.panel.open();
  }

  opened() {
    const { doc, selection } = this.editor.state;
    const chosen = doc.textBetween(selection.from, selection.to, "\n", "\n");
    if (chosen && chosen.length <= LONGEST_CHOICE && !chosen.includes("\n")) this.words.value = chosen;
    this.words.focus();
    this.words.select();
    this.changed();
  }

  get state() {
    return key.getState(this.editor.state);
  }

  seek(sought) {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, { sought }));
  }

  // Goes to the first match from where the cursor stands.
  changed() {
    const { value } = this.words;
    this.seek({ words: value, isCase: this.isCase.ariaPressed === "true", isWhole: this.isWhole.ariaPressed === "true" });
    this.goFrom(this.editor.state.selection.from);
  }

  goFrom(place) {
    const { matches } = this.state;
    const next = matches.findIndex(({ from }) => from >= place);
    this.go(matches.length && next < 0 ? 0 : next);
  }

  move(by) {
    const { matches, now } = this.state;
    if (matches.length) this.go((now + by + matches.length) % matches.length);
  }

  go(now) {
    const { view, state } = this.editor;
    const match = this.state.matches[now];
    const tr = state.tr.setMeta(key, { now });
    // Closing the panel leaves the cursor where the reader's eye is.
    if (match) tr.setSelection(pm.state.TextSelection.create(state.doc, match.from, match.to));
    view.dispatch(tr);
    if (match) (view.dom.querySelector(".editor-match.is-now") ?? view.dom).scrollIntoView({ block: "center" });
  }

  tell(sentence = "") {
    const { sought, matches, now } = this.state;
    const isOne = matches.length > 0;
    for (const button of [...this.moving, ...this.replacing]) button.disabled = !isOne;
    if (sentence) this.status.textContent = sentence;
    else if (!sought.words) this.status.textContent = "";
    else if (isOne) this.status.textContent = interpolate(gettext("%s of %s"), [now + 1, matches.length]);
    else this.status.textContent = gettext("Nothing found");
  }

  replace() {
    const { matches, now } = this.state;
    const match = matches[now];
    if (!match) return;
    const text = this.others.value;
    change(this.editor.view, [{ ...match, text }]);
    this.goFrom(match.from + text.length);
    // What was pressed may be out of use now; a key must not fall into nothing.
    if (!this.state.matches.length) this.words.focus();
  }

  replaceAll() {
    const { matches } = this.state;
    if (!matches.length) return;
    const text = this.others.value;
    change(this.editor.view, matches.map((match) => ({ ...match, text })));
    const { length } = matches;
    this.tell(interpolate(ngettext("%s replaced", "%s replaced", length), [length]));
    this.words.focus();
  }

  pressed(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    // Enter in a field would send the whole story.
    event.preventDefault();
    if (event.target === this.others && !event.shiftKey) this.replace();
    else this.move(event.shiftKey ? -1 : 1);
  }
}

function line(label) {
  return crel("input", { type: "text", className: "editor-line", maxLength: 500, autocomplete: "off", placeholder: label, "aria-label": label });
}

function switched(sign, label) {
  return crel("button", { type: "button", className: "editor-button editor-switch", title: label, "aria-label": label, "aria-pressed": "false" }, [
    crel("span", { textContent: sign, "aria-hidden": "true" }),
  ]);
}
