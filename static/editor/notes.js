// A sentence under the toolbar about what was just done. It goes by itself or when pressed away.
import { crel, gettext } from "django-prose-editor/editor";
import { signButton } from "editor/dialog";

const SECONDS = 12;

export function say(editor, sentence) {
  const { head, icons } = editor.storage.toolbar;
  head.querySelector(".editor-note")?.remove();
  const words = crel("p");
  const note = crel("div", { className: "editor-note", role: "status" }, [words]);
  head.append(note);
  // Words that come into a place that is there already are read out.
  words.textContent = sentence;
  const away = signButton(icons, "remove", gettext("Close"), () => {
    note.remove();
    editor.commands.focus();
  });
  note.append(away);
  setTimeout(() => note.matches(":hover, :focus-within") || note.remove(), SECONDS * 1000);
}
