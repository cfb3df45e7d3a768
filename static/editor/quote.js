// A quotation with its source, and a pull quote.
import { mergeAttributes, Node } from "django-prose-editor/editor";
import { leaveBelow, toggleBlock } from "editor/blocks";

export const Quote = Node.create({
  name: "quote",
  group: "block",
  content: "(paragraph | bulletList | orderedList)+ source",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", 0],
  addCommands() {
    return {
      toggleQuote:
        () =>
        ({ editor, tr }) =>
          toggleBlock(editor, tr, "quote", { after: [{ type: "source" }] }),
    };
  },
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+ source",
  defining: true,
  parseHTML: () => [{ tag: "blockquote.pull", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", mergeAttributes(HTMLAttributes, { class: "pull" }), 0],
  addCommands() {
    return {
      togglePullQuote:
        () =>
        ({ editor, tr }) =>
          toggleBlock(editor, tr, "pullQuote", { after: [{ type: "source" }] }),
    };
  },
});

// Who said it: the last line of both. Left empty, it is not stored.
export const Source = Node.create({
  name: "source",
  content: "text*",
  isolating: true,
  parseHTML: () => [{ tag: "blockquote > cite" }, { tag: "blockquote > footer" }],
  renderHTML: () => ["cite", 0],
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveBelow(editor, "source", "quote", "pullQuote") };
  },
});
