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
      placeholder: ({ editor, node }) =>
        HINTS[node.type.name] ?? (editor.isEmpty && node.type.name === "paragraph" ? gettext("Write the story here") : ""),
    };
  },
});
