// «Marks», dashes and no-break spaces: offered change by change, made as one step. The server
// knows the rules and is given plain words only, so addresses and embeds are out of reach.
import { crel, Extension, gettext } from "django-prose-editor/editor";
import { open } from "editor/dialog";
import { change, lines } from "editor/words";

const { ngettext, interpolate } = window;
const BESIDE = 18;
// A group longer than this is folded: hundreds of spaces would hide the three dashes.
const SHOWN = 12;

const KINDS = {
  quotes: gettext("Quotation marks"),
  dash: gettext("Dashes"),
  minus: gettext("Minus signs"),
  number: gettext("Number signs"),
  ellipsis: gettext("Ellipses"),
  apostrophe: gettext("Apostrophes"),
  space: gettext("No-break spaces"),
};

export const Typography = Extension.create({
  name: "typography",
  addOptions: () => ({ address: "", fields: [] }),
  addCommands() {
    return {
      setTypography:
        () =>
        ({ editor }) => {
          offer(editor, this.options);
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return { "Alt-t": ({ editor }) => editor.commands.setTypography() };
  },
});

async function offer(editor, { address, fields }) {
  const { doc, selection } = editor.state;
  const { form } = editor.options.element.querySelector("textarea") ?? {};
  const texts = chosen(doc, selection);
  if (selection.empty) texts.unshift(...fields.flatMap((name) => field(form, name)));
  const found = await asked(address, form, texts);
  if (!found) say(gettext("The typography could not be checked. Try again."));
  else if (!found.length) say(gettext("Quotation marks, dashes and spaces are in order."));
  else show(found, selection.empty, (picked) => apply(editor, doc, picked));
}

// What is chosen, or everything. Words round a choice are read with it, but stay as they are.
function chosen(doc, { empty, from, to }) {
  return lines(doc, ...(empty ? [] : [from, to])).map((line) => ({
    ...line,
    from: empty ? 0 : from - line.start,
    to: empty ? line.text.length : to - line.start,
  }));
}

// The headline and the lead are fields of the form, beside the text.
function field(form, name) {
  const input = form?.elements[name];
  if (!input?.checkVisibility?.() || input.readOnly || !input.value) return [];
  return [{ text: input.value, input, from: 0, to: input.value.length }];
}

// Resolves to [{kind, edits, of}], or to null if there is no answer.
async function asked(address, form, texts) {
  const language = form?.elements.language?.value || document.documentElement.lang;
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form?.elements.csrfmiddlewaretoken?.value ?? "" },
      body: JSON.stringify({ language, texts: texts.map(({ text }) => text) }),
    });
    if (!answer.ok) return null;
    return (await answer.json()).changes.flatMap((changes, place) => {
      const of = texts[place];
      const isChosen = ({ edits }) => edits.every(([start, end]) => start >= of.from && end <= of.to);
      return changes.filter(isChosen).map(({ kind, edits }) => ({ kind, edits, of }));
    });
  } catch {
    return null;
  }
}

function say(sentence) {
  const done = crel("button", { type: "button", className: "button default", textContent: gettext("Good") });
  const dialog = open(gettext("Typography"), [
    crel("p", { className: "editor-said", textContent: sentence }),
    crel("div", { className: "editor-dialog-buttons" }, [done]),
  ]);
  done.addEventListener("click", () => dialog.close());
}

function show(found, isWhole, use) {
  const submit = crel("button", { type: "submit", className: "button default" });
  const cancel = crel("button", { type: "button", className: "button", textContent: gettext("Cancel") });
  const form = crel("form", { className: "editor-typography" }, [
    crel("p", {
      className: "editor-help",
      textContent: gettext("The sign ° shows a no-break space. Addresses of links are left alone."),
    }),
  ]);
  const groups = Object.entries(KINDS)
    .map(([kind, label]) => group(label, found.filter((one) => one.kind === kind)))
    .filter(({ rows }) => rows.length);
  const picked = () => groups.flatMap(({ rows }) => rows.filter(({ box }) => box.checked).map(({ one }) => one));
  const count = () => {
    const number = picked().length;
    const sentence = ngettext("Make %s change", "Make %s changes", number);
    submit.textContent = number ? interpolate(sentence, [number]) : gettext("Nothing is chosen");
    submit.disabled = !number;
    for (const { all, rows } of groups) {
      const kept = rows.filter(({ box }) => box.checked).length;
      all.checked = kept === rows.length;
      all.indeterminate = kept > 0 && kept < rows.length;
    }
  };
  form.append(
    ...groups.map(({ dom }) => dom),
    crel("div", { className: "editor-dialog-buttons" }, [submit, cancel]),
  );
  form.addEventListener("change", count);
  count();
  const where = isWhole ? gettext("Typography of the whole text") : gettext("Typography of the chosen words");
  let taken = [];
  // Used when the dialog has gone and the text has the focus again.
  const dialog = open(where, [form], () => taken.length && use(taken));
  dialog.classList.add("editor-dialog-tall");
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    taken = picked();
    dialog.close();
  });
  submit.focus();
}

function group(label, changes) {
  const rows = changes.map((one) => {
    const box = crel("input", { type: "checkbox", checked: true });
    return { one, box, dom: crel("li", {}, [crel("label", {}, [box, ...shown(one)])]) };
  });
  const all = crel("input", { type: "checkbox", checked: true, "aria-label": label });
  all.addEventListener("change", () => {
    for (const { box } of rows) box.checked = all.checked;
  });
  const list = crel("details", { open: rows.length <= SHOWN }, [
    crel("summary", {}, [label, crel("span", { textContent: String(rows.length) })]),
    crel("ul", {}, rows.map(({ dom }) => dom)),
  ]);
  return { rows, all, dom: crel("div", { className: "editor-kind" }, [all, list]) };
}

// What stood there, and what will, with a few words round both.
function shown({ edits, of: { text } }) {
  const [start, end] = round(text, edits[0][0], edits.at(-1)[1]);
  const before = crel("span");
  const after = crel("span");
  let place = start;
  for (const [from, to, now] of edits) {
    const same = visible(text.slice(place, from));
    before.append(same, crel("del", { textContent: visible(text.slice(from, to)) }));
    after.append(same, crel("ins", { textContent: visible(now) }));
    place = to;
  }
  const rest = visible(text.slice(place, end)) + (end < text.length ? "…" : "");
  before.append(rest);
  after.append(rest);
  if (start) for (const side of [before, after]) side.prepend("…");
  return [crel("span", { className: "editor-before-after" }, [before, " ", crel("i", { textContent: "→", ariaHidden: "true" }), " ", after])];
}

// Some whole words before and after.
function round(text, from, to) {
  const before = text.slice(Math.max(0, from - BESIDE), from);
  const after = text.slice(to, to + BESIDE);
  const isFirst = from <= BESIDE;
  const isLast = to + BESIDE >= text.length;
  const cut = { before: isFirst ? 0 : before.search(/\s/) + 1, after: isLast ? after.length : after.search(/\s\S*$/) };
  return [from - before.length + cut.before, cut.after < 0 ? to + after.length : to + cut.after];
}

const visible = (words) => words.replaceAll("\u00a0", "°").replaceAll("\n", " ↵ ");

function apply(editor, doc, picked) {
  if (!editor.state.doc.eq(doc)) return;
  const edits = [];
  const fields = new Map();
  for (const { edits: made, of } of picked) {
    if (of.input) fields.set(of.input, [...(fields.get(of.input) ?? []), ...made]);
    else edits.push(...made.map(([from, to, text]) => ({ from: of.start + from, to: of.start + to, text })));
  }
  for (const [input, made] of fields) write(input, made);
  if (edits.length) change(editor.view, edits);
  editor.commands.focus();
}

// Typed in, as it were, so that Ctrl+Z in the field takes it back.
function write(input, edits) {
  let { value } = input;
  for (const [from, to, text] of [...edits].sort((one, other) => other[0] - one[0])) {
    value = value.slice(0, from) + text + value.slice(to);
  }
  input.focus();
  input.select();
  if (!document.execCommand("insertText", false, value)) {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
