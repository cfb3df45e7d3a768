// Asking whoever writes for something, in a window over the text.
import { crel, gettext } from "django-prose-editor/editor";

let asked = 0;

// Opens a dialog and returns it. `closed` is called once, whatever closed it.
export function open(title, parts, closed = () => {}) {
  asked += 1;
  const name = `editor-dialog-${asked}`;
  const dialog = crel("dialog", { className: "editor-dialog", "aria-labelledby": name }, [
    crel("h2", { id: name, textContent: title }),
    ...parts,
  ]);
  // Not inside the story's own form: a form in a form would send the story.
  document.body.append(dialog);
  const end = () => {
    if (!dialog.isConnected) return;
    dialog.remove();
    closed();
  };
  dialog.addEventListener("close", end);
  // That event comes a moment after the dialog is out of sight. Whoever types in between would
  // write above what they have just put in.
  dialog.close = () => {
    HTMLDialogElement.prototype.close.call(dialog);
    end();
  };
  dialog.showModal();
  return dialog;
}

// Asks for the values of `fields`, a list of {name, label, type, value, required, help}.
// check(values) may return a sentence (or a promise of one) that says what is wrong.
// Resolves to the values, or to null if nothing is wanted.
export function ask(title, fields, { submit = gettext("Insert"), check = null } = {}) {
  return new Promise((resolve) => {
    let values = null;
    const refusal = crel("p", { className: "editor-refusal", role: "alert" });
    const form = crel("form", { className: "editor-ask" }, [
      ...fields.map((field, number) => labelled(field, `editor-field-${asked + 1}-${number}`)),
      refusal,
      crel("div", { className: "editor-dialog-buttons" }, [
        crel("button", { type: "submit", className: "button default", textContent: submit }),
        crel("button", { type: "button", className: "button", name: "cancel", textContent: gettext("Cancel") }),
      ]),
    ]);
    const dialog = open(title, [form], () => resolve(values));
    form.elements.cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const given = Object.fromEntries(fields.map(({ name }) => [name, form.elements[name].value.trim()]));
      refusal.textContent = (await check?.(given)) || "";
      if (refusal.textContent) {
        form.elements[fields[0].name].focus();
        return;
      }
      values = given;
      dialog.close();
    });
  });
}

function labelled({ name, label, type = "text", value = "", required = false, help = "" }, id) {
  const input = crel("input", { id, name, type, value, required, maxLength: 2000, autocomplete: "off" });
  const parts = [crel("label", { htmlFor: id, textContent: label }), input];
  if (help) {
    parts.push(crel("p", { id: `${id}-help`, className: "editor-help", textContent: help }));
    input.setAttribute("aria-describedby", `${id}-help`);
  }
  return crel("div", { className: "editor-field" }, parts);
}

// A button with a sign. label: its name and tooltip.
export function signButton(icons, sign, label, command) {
  const button = crel("button", { type: "button", className: "editor-button", title: label, "aria-label": label });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${sign}`);
  svg.append(use);
  button.append(svg);
  button.addEventListener("click", command);
  return button;
}
