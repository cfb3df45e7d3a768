// A part of the editor that opens between its toolbar and the text, and stays in sight with them.
import { crel, gettext } from "django-prose-editor/editor";
import { signButton } from "editor/dialog";

// The head of the editor, which the toolbar makes.
export const head = (editor) => editor.storage.toolbar.head;

export class Panel {
  // label: its name. parts: what it holds. opened, closed: called with nothing.
  constructor(editor, label, parts, { opened = () => {}, closed = () => {} } = {}) {
    Object.assign(this, { editor, opened, closed, isOpen: false });
    const close = signButton(editor.storage.toolbar.icons, "remove", gettext("Close (Esc)"), () => this.close());
    close.classList.add("editor-close");
    this.dom = crel("section", { className: "editor-panel", hidden: true, "aria-label": label }, [...parts, close]);
    this.dom.addEventListener("keydown", (event) => {
      // Closed, it has the cursor until the next frame.
      if (event.key !== "Escape" || !this.isOpen) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    head(editor).append(this.dom);
    head(editor).panels.push(this);
  }

  open() {
    for (const other of head(this.editor).panels) if (other !== this) other.close({ isFocused: false });
    this.dom.hidden = false;
    this.isOpen = true;
    this.opened();
  }

  close({ isFocused = true } = {}) {
    if (!this.isOpen) return;
    this.dom.hidden = true;
    this.isOpen = false;
    this.closed();
    if (isFocused) this.editor.commands.focus(null, { scrollIntoView: false });
  }
}

// Esc in the text closes what is open above it. Returns whether anything was.
export function closeOpened(editor) {
  const opened = head(editor).panels.find(({ isOpen }) => isOpen);
  opened?.close();
  return Boolean(opened);
}

// Brings a place of the text, or the whole block there, into the middle of what the head leaves.
export function bring(editor, place, isBlock) {
  const node = isBlock ? editor.view.nodeDOM(place) : editor.view.domAtPos(place).node;
  const found = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  found.scrollIntoView({ block: "center" });
}
