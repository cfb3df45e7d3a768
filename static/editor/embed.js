// A video or a post of another site, by its address. Nothing is asked of that site here either.
import { crel, gettext, mergeAttributes, Node, Plugin } from "django-prose-editor/editor";
import { insertBlock } from "editor/blocks";
import { ask } from "editor/dialog";

// Returns {url, provider} or {refusal}: the server knows which addresses may stand in a story.
async function looked(check, address) {
  const answer = await fetch(`${check}?${new URLSearchParams({ url: pasted(address) })}`);
  if (answer.ok || answer.status === 422) return answer.json();
  return { refusal: gettext("The address could not be checked. Try again.") };
}

// Sites offer a piece of HTML to copy; the address in it is enough.
function pasted(text) {
  return text.match(/<iframe[^>]*\ssrc=["']([^"']+)/i)?.[1] ?? text;
}

async function choose(editor, check, attributes = {}) {
  let found = null;
  const given = await ask(
    gettext("Video or post of another site"),
    [
      {
        name: "url",
        label: gettext("Address"),
        value: attributes.url,
        required: true,
        help: gettext("YouTube, RuTube, VK or Telegram. Readers' browsers ask that site for nothing before they press."),
      },
      { name: "title", label: gettext("What it shows"), value: attributes.title },
    ],
    {
      submit: attributes.url ? gettext("Save") : gettext("Insert"),
      check: async ({ url }) => {
        found = await looked(check, url);
        return found.refusal;
      },
    },
  );
  return given && { url: found.url, title: given.title };
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ check: "" }),
  addAttributes: () => ({
    url: { default: "", parseHTML: (box) => box.dataset.url, renderHTML: ({ url }) => ({ "data-url": url }) },
    title: {
      default: "",
      parseHTML: (box) => box.dataset.title ?? "",
      renderHTML: ({ title }) => (title ? { "data-title": title } : {}),
    },
  }),
  parseHTML: () => [{ tag: "div.embed[data-url]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes, { class: "embed" })],
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const change = crel("button", { type: "button", className: "button", textContent: gettext("Change") });
      const title = crel("b", { textContent: node.attrs.title || gettext("Video or post") });
      const dom = crel("div", { className: "embed" }, [
        crel("p", {}, [title, crel("br"), crel("span", { textContent: node.attrs.url })]),
        change,
      ]);
      change.addEventListener("click", async () => {
        const attributes = await choose(editor, this.options.check, node.attrs);
        if (attributes) {
          editor
            .chain()
            .command(({ tr }) => {
              tr.setNodeMarkup(getPos(), null, attributes);
              return true;
            })
            .focus()
            .run();
        }
      });
      return { dom, stopEvent: (event) => event.target === change, ignoreMutation: () => true };
    };
  },
  addCommands() {
    return {
      insertEmbed:
        () =>
        ({ editor }) => {
          choose(editor, this.options.check).then((attrs) => {
            if (attrs) insertBlock(editor, { type: "embed", attrs });
          });
          return true;
        },
    };
  },
  addProseMirrorPlugins() {
    const { editor, options } = this;
    // An address alone on an empty line means what it shows.
    const handlePaste = (view, event) => {
      const text = event.clipboardData?.getData("text/plain").trim() ?? "";
      const { empty, $from } = view.state.selection;
      const isLine = empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
      if (!isLine || !/^https?:\/\/\S+$/.test(text)) return false;
      looked(options.check, text).then(({ url }) => {
        if (url) insertBlock(editor, { type: "embed", attrs: { url, title: "" } });
        else editor.commands.insertContent(text);
      });
      return true;
    };
    return [new Plugin({ props: { handlePaste } })];
  },
});
