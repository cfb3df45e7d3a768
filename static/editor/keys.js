// Which keys do what, in a window: the ? button, F1, and ? wherever no words are typed.
import { crel, Extension, gettext } from "django-prose-editor/editor";
import { open } from "editor/dialog";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const ctrl = isMac ? "⌘" : "Ctrl";
const alt = isMac ? "⌥" : "Alt";

// The name of the keys `letters` pressed with Ctrl, as tooltips have it.
export const withCtrl = (letters) => (isMac ? `⌘${letters}` : `Ctrl+${letters}`);
export const withAlt = (letters) => (isMac ? `⌥${letters}` : `Alt+${letters}`);
export { isMac };

const KEYS = [
  [
    gettext("Words"),
    [
      [gettext("Bold"), [ctrl, "B"]],
      [gettext("Italic"), [ctrl, "I"]],
      [gettext("Link"), [ctrl, "K"]],
      [gettext("Line break"), ["Shift", "Enter"]],
      [gettext("Paste without formatting"), [ctrl, "Shift", "V"]],
    ],
  ],
  [
    gettext("Changes"),
    [
      [gettext("Undo"), [ctrl, "Z"]],
      [gettext("Redo"), isMac ? ["⌘", "⇧", "Z"] : [ctrl, "Shift", "Z"]],
      [gettext("Find and replace"), isMac ? ["⌘", "⌥", "F"] : [ctrl, "H"]],
      [gettext("Typography"), [alt, "T"]],
      [gettext("Save"), [ctrl, "S"]],
    ],
  ],
  [
    gettext("Getting about"),
    [
      [gettext("Full screen"), [alt, "F"]],
      [gettext("From the text to the toolbar"), [alt, "F10"]],
      [gettext("Leave the text"), ["Esc", "Tab"]],
      [gettext("Close what is open"), ["Esc"]],
      [gettext("This list"), ["F1"]],
    ],
  ],
];

export const Keys = Extension.create({
  name: "keys",
  addStorage: () => ({ listen: null }),
  onCreate() {
    this.storage.listen = (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable=true]");
      const isAsked = event.key === "F1" || (event.key === "?" && !isTyping);
      if (!isAsked || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      show();
    };
    document.addEventListener("keydown", this.storage.listen);
  },
  onDestroy() {
    document.removeEventListener("keydown", this.storage.listen);
  },
  addCommands: () => ({
    showKeys: () => () => {
      show();
      return true;
    },
  }),
});

function show() {
  const done = crel("button", { type: "button", className: "button default", textContent: gettext("Close") });
  const dialog = open(gettext("Keys"), [
    ...KEYS.map(([label, keys]) =>
      crel("section", { className: "editor-keys" }, [
        crel("h3", { textContent: label }),
        crel("dl", {}, keys.map(([name, pressed]) => row(name, pressed))),
      ]),
    ),
    crel("div", { className: "editor-dialog-buttons" }, [done]),
  ]);
  done.addEventListener("click", () => dialog.close());
  done.focus();
}

function row(name, pressed) {
  const signs = pressed.flatMap((key, place) => [...(place ? [" "] : []), crel("kbd", { textContent: key })]);
  return crel("div", {}, [crel("dt", { textContent: name }), crel("dd", {}, signs)]);
}
