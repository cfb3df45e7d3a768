// What is set line by line, every space in its place: a table typed with spaces, a program.
import { Node } from "django-prose-editor/editor";

export const Lines = Node.create({
  name: "lines",
  group: "block",
  content: "text*",
  whitespace: "pre",
  defining: true,
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", 0],
  addKeyboardShortcuts() {
    const line = ({ editor }) => {
      const { $from, empty } = editor.state.selection;
      if ($from.parent.type.name !== "lines") return false;
      const isLast = empty && $from.parentOffset === $from.parent.content.size;
      // Two empty lines and one is out of it, as out of a box of facts.
      if (isLast && $from.parent.textContent.endsWith("\n\n")) {
        const below = $from.after();
        return editor
          .chain()
          .command(({ tr, state }) => {
            tr.insert(below, state.schema.nodes.paragraph.create()).delete($from.pos - 2, $from.pos);
            return true;
          })
          .setTextSelection(below - 1)
          .run();
      }
      return editor.commands.insertContent("\n", { parseOptions: { preserveWhitespace: "full" } });
    };
    return { Enter: line, "Shift-Enter": line };
  },
});
