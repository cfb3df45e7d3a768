// A table with a row of headings and a caption.
import { gettext, mergeAttributes, Table, TableCell, TableHeader } from "django-prose-editor/editor";
import { ask } from "editor/dialog";

const content = "(paragraph | bulletList | orderedList)+";

export const Cell = TableCell.extend({ content });
export const HeaderCell = TableHeader.extend({ content });

export const CaptionedTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector("caption")?.textContent.trim() ?? "",
        renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
      },
    };
  },
  parseHTML() {
    // The caption is an attribute here: read again as a paragraph it would stand in a cell.
    return [{ tag: "table" }, { tag: "table > caption", ignore: true }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { caption } = node.attrs;
    const { "data-caption": said, ...others } = HTMLAttributes;
    const attributes = mergeAttributes(this.options.HTMLAttributes, others);
    return caption
      ? ["table", attributes, ["caption", caption], ["tbody", 0]]
      : ["table", attributes, ["tbody", 0]];
  },
  addCommands() {
    return {
      ...this.parent?.(),
      captionTable:
        () =>
        ({ editor }) => {
          const caption = editor.getAttributes("table").caption;
          ask(
            gettext("Caption of the table"),
            [{ name: "caption", label: gettext("What the table shows"), value: caption }],
            { submit: gettext("Save") },
          ).then((given) => {
            if (given) editor.chain().focus().updateAttributes("table", given).run();
          });
          return true;
        },
    };
  },
});
