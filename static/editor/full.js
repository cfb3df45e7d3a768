// The text over the whole window, and nothing beside it.
import { Extension } from "django-prose-editor/editor";

export const FullScreen = Extension.create({
  name: "fullScreen",
  // After what Esc closes first.
  priority: 10,
  addStorage: () => ({ hidden: null, listen: null }),
  onCreate() {
    this.storage.listen = (event) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const isFull = this.storage.hidden !== null;
      const isAltF = event.code === "KeyF" && event.altKey && !event.ctrlKey && !event.metaKey;
      const isHere = isFull || this.editor.options.element.contains(event.target);
      if (!(isAltF && isHere) && !(isFull && event.key === "Escape")) return;
      event.preventDefault();
      this.editor.commands.toggleFullScreen();
    };
    document.addEventListener("keydown", this.storage.listen);
  },
  onDestroy() {
    document.removeEventListener("keydown", this.storage.listen);
  },
  addKeyboardShortcuts() {
    // The text keeps Esc to itself, so the listener above does not see it.
    return { Escape: ({ editor }) => this.storage.hidden !== null && editor.commands.toggleFullScreen() };
  },
  addCommands() {
    return {
      toggleFullScreen:
        () =>
        ({ editor }) => {
          const { element } = editor.options;
          const isFull = this.storage.hidden === null;
          if (isFull) this.storage.hidden = hideBeside(element);
          else for (const other of this.storage.hidden) other.inert = false;
          if (!isFull) this.storage.hidden = null;
          element.classList.toggle("is-full", isFull);
          document.documentElement.classList.toggle("editor-is-full", isFull);
          editor.storage.toolbar.bar.pressed("full", isFull);
          editor.commands.focus();
          return true;
        },
    };
  },
});

// Makes everything beside `element` out of reach. Returns what was in reach before.
function hideBeside(element) {
  const hidden = [];
  for (let one = element; one !== document.body; one = one.parentElement) {
    for (const other of one.parentElement.children) {
      if (other === one || other.inert || other.matches("script, style, dialog")) continue;
      other.inert = true;
      hidden.push(other);
    }
  }
  return hidden;
}
