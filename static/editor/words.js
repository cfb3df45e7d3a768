// The plain words of a text, block by block, and changing them where they stand.
import { pm } from "django-prose-editor/editor";

const { closeHistory } = pm.history;

// Returns [{text, start}] of everything in which words stand: `start` is the place of its first
// letter, and a letter of the text is one place of the document.
export function lines(doc, from = 0, to = doc.content.size) {
  const found = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) found.push({ text: node.textBetween(0, node.content.size, null, "\n"), start: pos + 1 });
    return !node.isTextblock;
  });
  return found;
}

// Changes words as one step of undoing. edits: [{from, to, text}], none over another. Each takes
// bold, italic and link from the first letter it replaces.
export function change(view, edits) {
  const { state } = view;
  const tr = closeHistory(state.tr);
  for (const { from, to, text } of [...edits].sort((one, other) => other.from - one.from)) {
    if (text) tr.replaceWith(from, to, state.schema.text(text, state.doc.nodeAt(from)?.marks));
    else tr.delete(from, to);
  }
  view.dispatch(tr);
}
