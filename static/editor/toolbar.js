// The toolbar: everything that can be made, by name, by sign and by key.
import { crel, Extension, gettext, Plugin } from "django-prose-editor/editor";
import { signButton } from "editor/dialog";
import { isMac, withAlt, withCtrl } from "editor/keys";

const KINDS = [
  { name: "paragraph", label: gettext("Paragraph"), set: (chain) => chain.setParagraph() },
  ...[
    [2, gettext("Heading")],
    [3, gettext("Subheading")],
    [4, gettext("Small heading")],
  ].map(([level, label]) => ({ name: `heading${level}`, label, level, set: (chain) => chain.setHeading({ level }) })),
];

// A command is run on a chain that has the focus; `open` ones ask in a dialog first.
const GROUPS = [
  {
    label: gettext("Words"),
    items: [
      { sign: "bold", label: gettext("Bold"), keys: withCtrl("B"), active: "bold", run: (chain) => chain.toggleBold() },
      { sign: "italic", label: gettext("Italic"), keys: withCtrl("I"), active: "italic", run: (chain) => chain.toggleItalic() },
      { sign: "link", label: gettext("Link"), keys: withCtrl("K"), active: "link", open: (commands) => commands.addLink() },
    ],
  },
  {
    label: gettext("Paragraphs"),
    items: [
      { sign: "bullets", label: gettext("List"), active: "bulletList", run: (chain) => chain.toggleBulletList() },
      { sign: "numbers", label: gettext("Numbered list"), active: "orderedList", run: (chain) => chain.toggleOrderedList() },
      { sign: "quote", label: gettext("Quotation with its source"), active: "quote", open: (commands) => commands.toggleQuote() },
      {
        sign: "table",
        label: gettext("Table"),
        active: "table",
        run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
      },
      { sign: "rule", label: gettext("Rule"), run: (chain) => chain.setHorizontalRule() },
    ],
  },
  {
    label: gettext("Pictures and boxes"),
    items: [
      { sign: "picture", label: gettext("Picture"), active: "picture", open: (commands) => commands.insertPicture() },
      { sign: "gallery", label: gettext("Gallery"), active: "gallery", open: (commands) => commands.insertGallery() },
      { sign: "embed", label: gettext("Video or post by its address"), active: "embed", open: (commands) => commands.insertEmbed() },
      { sign: "pull", label: gettext("Pull quote"), active: "pullQuote", open: (commands) => commands.togglePullQuote() },
      { sign: "facts", label: gettext("Fact box"), active: "facts", open: (commands) => commands.toggleFacts() },
    ],
  },
  {
    label: gettext("Changes"),
    items: [
      { sign: "undo", label: gettext("Undo"), keys: withCtrl("Z"), run: (chain) => chain.undo(), can: (can) => can.undo() },
      { sign: "redo", label: gettext("Redo"), keys: withCtrl(isMac ? "⇧Z" : "Shift+Z"), run: (chain) => chain.redo(), can: (can) => can.redo() },
    ],
  },
  {
    label: gettext("The whole text"),
    items: [
      { sign: "typography", label: gettext("Typography"), keys: withAlt("T"), open: (commands) => commands.setTypography() },
      { sign: "replace", label: gettext("Find and replace"), keys: isMac ? "⌥⌘F" : "Ctrl+H", open: (commands) => commands.openFind() },
      { sign: "access", label: gettext("Accessibility"), isSwitch: true, open: (commands) => commands.checkAccess() },
      { sign: "full", label: gettext("Full screen"), keys: withAlt("F"), isSwitch: true, open: (commands) => commands.toggleFullScreen() },
      { sign: "keys", label: gettext("Keys"), keys: "F1", open: (commands) => commands.showKeys() },
    ],
  },
  {
    label: gettext("This table"),
    shown: "table",
    items: [
      { sign: "row-add", label: gettext("Add a row below"), run: (chain) => chain.addRowAfter() },
      { sign: "row-remove", label: gettext("Remove the row"), run: (chain) => chain.deleteRow() },
      { sign: "column-add", label: gettext("Add a column after"), run: (chain) => chain.addColumnAfter() },
      { sign: "column-remove", label: gettext("Remove the column"), run: (chain) => chain.deleteColumn() },
      { sign: "header-row", label: gettext("Row of headings"), run: (chain) => chain.toggleHeaderRow() },
      { sign: "caption", label: gettext("Caption of the table"), open: (commands) => commands.captionTable() },
      { sign: "table-remove", label: gettext("Remove the table"), run: (chain) => chain.deleteTable() },
    ],
  },
];

export const Toolbar = Extension.create({
  name: "toolbar",
  priority: 1000,
  addOptions: () => ({ icons: "" }),
  onCreate() {
    const bar = new Bar(this.editor, this.options.icons);
    // What opens over the text stands with the toolbar and stays in sight like it.
    const head = Object.assign(crel("div", { className: "editor-head" }, [bar.dom]), { panels: [] });
    Object.assign(this.storage, { bar, head, icons: this.options.icons });
    this.editor.view.dom.before(head);
    this.editor.on("transaction", () => bar.update());
    bar.update();
  },
  onDestroy() {
    this.storage.head?.remove();
  },
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.bar.focus();
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    const textarea = this.editor.options.element.querySelector("textarea");
    return [new Plugin({ props: { attributes: named(textarea), handleDOMEvents: leaving() } })];
  },
});

// The column is the field whose label stands over it.
function named(textarea) {
  const label = textarea?.labels?.[0];
  if (label) label.id ||= `${textarea.id}-label`;
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-description": gettext("Alt+F10: toolbar. Esc, then Tab: leave the text."),
    ...(label ? { "aria-labelledby": label.id } : { "aria-label": gettext("Text of the story") }),
  };
}

// In lists and tables the Tab key moves within the text; after Esc it leaves the text.
function leaving() {
  let isLeaving = false;
  return {
    keydown(view, event) {
      if (event.key === "Tab" && isLeaving) {
        isLeaving = false;
        return true;
      }
      if (event.key !== "Shift") isLeaving = event.key === "Escape";
      return false;
    },
  };
}

class Bar {
  constructor(editor, icons) {
    this.editor = editor;
    this.kind = crel(
      "select",
      { title: gettext("Kind of paragraph"), "aria-label": gettext("Kind of paragraph") },
      KINDS.map(({ name, label }) => crel("option", { value: name, textContent: label })),
    );
    this.kind.addEventListener("change", () => {
      KINDS.find(({ name }) => name === this.kind.value).set(editor.chain().focus()).run();
    });
    this.groups = GROUPS.map((group) => ({ ...group, items: group.items.map((item) => this.item(item, icons)) }));
    this.dom = crel("div", { className: "editor-toolbar", role: "toolbar", "aria-label": gettext("Formatting") }, [
      this.kind,
      ...this.groups.map((group) => {
        group.dom = crel("div", { className: group.shown ? "editor-here" : "", role: "group", "aria-label": group.label }, group.items.map(({ button }) => button));
        return group.dom;
      }),
    ]);
    // The selection in the text stays while a button is pressed.
    this.dom.addEventListener("mousedown", (event) => {
      if (event.target.closest("button")) event.preventDefault();
    });
    this.dom.addEventListener("keydown", (event) => this.move(event));
    this.dom.addEventListener("focusin", (event) => this.enter(event.target));
    this.enter(this.kind);
  }

  item(item, icons) {
    const { editor } = this;
    const label = item.keys ? `${item.label} (${item.keys})` : item.label;
    const button = signButton(icons, item.sign, label, () => {
      if (button.ariaDisabled === "true") return;
      if (item.open) item.open(editor.commands);
      else item.run(editor.chain().focus()).run();
    });
    button.setAttribute("aria-label", item.label);
    if (item.isSwitch) button.ariaPressed = "false";
    return { ...item, button };
  }

  update() {
    const { editor } = this;
    const level = editor.getAttributes("heading").level;
    this.kind.value = level ? `heading${level}` : "paragraph";
    for (const group of this.groups) {
      group.dom.hidden = Boolean(group.shown) && !editor.isActive(group.shown);
      for (const { button, active, can } of group.items) {
        if (active) button.ariaPressed = String(editor.isActive(active));
        if (can) button.ariaDisabled = String(!can(editor.can()));
      }
    }
  }

  // Shows whether what the button `sign` opens is open.
  pressed(sign, isOpen) {
    const { button } = this.groups.flatMap(({ items }) => items).find((item) => item.sign === sign);
    button.ariaPressed = String(isOpen);
  }

  controls() {
    return [...this.dom.querySelectorAll("select, button")].filter((control) => control.checkVisibility());
  }

  // One stop for the Tab key; the arrows go from button to button.
  enter(control) {
    for (const other of this.dom.querySelectorAll("select, button")) other.tabIndex = -1;
    control.tabIndex = 0;
  }

  focus() {
    this.dom.querySelector("[tabindex='0']").focus();
  }

  move(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.editor.commands.focus();
      return;
    }
    const controls = this.controls();
    const place = controls.indexOf(document.activeElement);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: controls.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    controls.at(next % controls.length).focus();
  }
}
