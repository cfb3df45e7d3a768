// Empty lines say what belongs there.
import { gettext, Placeholder } from "django-prose-editor/editor";

const HINTS = {
  source: gettext("Who said it"),
  factsTitle: gettext("Title of the box"),
};

export const Hints = Placeholder.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      includeChildren: true,
      showOnlyCurrent: false,
      // A text that is pasted into an empty one counts as empty for a moment: its first line alone may ask.
      placeholder: ({ editor, node, pos }) =>
        HINTS[node.type.name] ?? (editor.isEmpty && !pos && node.type.name === "paragraph" ? gettext("Write the story here") : ""),
    };
  },
});
