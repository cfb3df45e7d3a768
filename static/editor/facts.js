// The box of facts beside a story: a title and what belongs under it.
import { mergeAttributes, Node } from "django-prose-editor/editor";
import { toggleBlock } from "editor/blocks";

export const Facts = Node.create({
  name: "facts",
  group: "block",
  content:
    "factsTitle (paragraph | heading | bulletList | orderedList | table | quote | lines | picture | gallery | embed | horizontalRule)+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "section.facts" }],
  renderHTML: ({ HTMLAttributes }) => ["section", mergeAttributes(HTMLAttributes, { class: "facts" }), 0],
  addCommands() {
    return {
      toggleFacts:
        () =>
        ({ editor, tr }) =>
          toggleBlock(editor, tr, "facts", { before: [{ type: "factsTitle" }] }),
    };
  },
  addKeyboardShortcuts() {
    return {
      // Two empty lines and one is out of the box, as out of a list.
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const isLast = $from.depth === 2 && $from.index(1) === $from.node(1).childCount - 1;
        const isEmpty = empty && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
        if (!isEmpty || !isLast || $from.node(1).type.name !== "facts" || $from.node(1).childCount < 3) return false;
        const below = $from.after(1);
        return editor
          .chain()
          .command(({ tr, state }) => {
            tr.insert(below, state.schema.nodes.paragraph.create()).delete($from.before(2), $from.after(2));
            return true;
          })
          .setTextSelection(below - 1)
          .run();
      },
    };
  },
});

export const FactsTitle = Node.create({
  name: "factsTitle",
  content: "text*",
  defining: true,
  parseHTML: () =>
    ["h2", "h3", "h4"].map((tag) => ({ tag: `section.facts > ${tag}:first-child`, priority: 60 })),
  renderHTML: () => ["h3", 0],
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "factsTitle") return false;
        return editor.commands.setTextSelection($from.after() + 1);
      },
    };
  },
});
