// Figures and galleries of the library's pictures. The text holds their numbers and captions;
// how a picture looks and whose it is comes from the library each time.
import { crel, gettext, mergeAttributes, Node } from "django-prose-editor/editor";
import { insertBlock, leaveBelow } from "editor/blocks";
import { open } from "editor/dialog";

const known = new Map();

// Resolves to what the library knows of these pictures, in order; lost ones are null.
export async function facts(address, ids, { isFresh = false } = {}) {
  const unknown = ids.filter((id) => isFresh || !known.has(id));
  if (unknown.length) {
    const answer = await fetch(`${address}?${new URLSearchParams(unknown.map((id) => ["id", id]))}`);
    if (answer.ok) for (const picture of (await answer.json()).pictures) known.set(String(picture.id), picture);
  }
  return ids.map((id) => known.get(id) ?? null);
}

// Opens the library over the text. Resolves to the ids chosen there, or to [].
function choose(picker, many) {
  return new Promise((resolve) => {
    let chosen = [];
    const frame = crel("iframe", { className: "editor-library", title: gettext("The library of pictures") });
    frame.src = many ? `${picker}?many=1` : picker;
    const cancel = crel("button", { type: "button", className: "button", textContent: gettext("Cancel") });
    const hear = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
      if (event.data?.type !== "pictures-chosen") return;
      chosen = event.data.pictures.map((picture) => {
        known.set(String(picture.id), picture);
        return String(picture.id);
      });
      dialog.close();
    };
    window.addEventListener("message", hear);
    const title = many ? gettext("Choose the pictures of the gallery") : gettext("Choose a picture");
    const dialog = open(title, [frame, crel("div", { className: "editor-dialog-buttons" }, [cancel])], () => {
      window.removeEventListener("message", hear);
      resolve(chosen);
    });
    dialog.classList.add("editor-dialog-wide");
    cancel.addEventListener("click", () => dialog.close());
  });
}

const ids = (figure) => [...figure.querySelectorAll("img[data-file]")].map((image) => image.dataset.file);
const caption = (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption");
const options = () => ({ picker: "", pictures: "" });

function button(label, command) {
  const made = crel("button", { type: "button", className: "button", textContent: label });
  made.addEventListener("click", command);
  return made;
}

// What both figures share: an uneditable part that shows pictures and an editable caption.
function figureView(className, show) {
  return function view({ node, editor, getPos }) {
    let current = node;
    const shown = crel("div", { className: "editor-pictures" });
    shown.contentEditable = "false";
    const contentDOM = crel("figcaption");
    const dom = crel("figure", { className }, [shown, contentDOM]);
    const change = (attributes) =>
      editor
        .chain()
        .command(({ tr }) => {
          if (attributes) tr.setNodeMarkup(getPos(), null, { ...current.attrs, ...attributes });
          else tr.delete(getPos(), getPos() + current.nodeSize);
          return true;
        })
        .focus()
        .run();
    const draw = () => show.call(this, { shown, contentDOM, attrs: current.attrs, change });
    draw();
    return {
      dom,
      contentDOM,
      update: (changed) => {
        if (changed.type !== current.type) return false;
        const isSame = JSON.stringify(changed.attrs) === JSON.stringify(current.attrs);
        current = changed;
        if (!isSame) draw();
        return true;
      },
      stopEvent: (event) => shown.contains(event.target) && event.target.closest("button") !== null,
      // Only the words of the caption are the text's; what is drawn round them is ours.
      ignoreMutation: ({ type, target }) =>
        type !== "selection" && (type === "attributes" || !contentDOM.contains(target)),
    };
  };
}

function image(picture) {
  if (!picture) return crel("p", { className: "editor-lost", textContent: gettext("This picture is no longer in the library.") });
  return crel("img", { src: picture.url, alt: picture.alt, width: picture.width, height: picture.height });
}

export const Picture = Node.create({
  name: "picture",
  group: "block",
  content: "text*",
  draggable: true,
  isolating: true,
  addOptions: options,
  addAttributes: () => ({ file: { default: null, rendered: false, parseHTML: (figure) => ids(figure)[0] ?? null } }),
  parseHTML: () => [
    { tag: "figure", getAttrs: (figure) => (ids(figure).length ? {} : false), contentElement: caption },
    // A figure without a picture of ours is only its caption.
    { tag: "figcaption", priority: 40, skip: true },
  ],
  renderHTML: ({ node }) => ["figure", ["img", { "data-file": node.attrs.file }], ["figcaption", 0]],
  addNodeView() {
    return figureView("figure", async ({ shown, contentDOM, attrs, change }) => {
      const [picture] = await facts(this.options.pictures, [attrs.file]);
      shown.replaceChildren(
        image(picture),
        crel("div", { className: "editor-figure-buttons" }, [
          button(gettext("Replace"), async () => {
            const [file] = await choose(this.options.picker, false);
            if (file) change({ file });
          }),
          button(gettext("Remove"), () => change(null)),
        ]),
      );
      contentDOM.dataset.hint = picture?.caption || gettext("Caption");
      contentDOM.dataset.credit = picture?.credit ?? "";
    });
  },
  addCommands() {
    return {
      insertPicture:
        () =>
        ({ editor }) => {
          choose(this.options.picker, false).then(([file]) => {
            if (file) insertBlock(editor, { type: "picture", attrs: { file } });
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveBelow(editor, "picture") };
  },
});

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "text*",
  draggable: true,
  isolating: true,
  addOptions: options,
  addAttributes: () => ({ files: { default: [], rendered: false, parseHTML: ids } }),
  parseHTML: () => [
    {
      tag: "figure.gallery",
      priority: 60,
      getAttrs: (figure) => (ids(figure).length ? {} : false),
      contentElement: caption,
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure",
    mergeAttributes(HTMLAttributes, { class: "gallery" }),
    ...node.attrs.files.map((file) => ["img", { "data-file": file }]),
    ["figcaption", 0],
  ],
  addNodeView() {
    return figureView("gallery", async ({ shown, contentDOM, attrs, change }) => {
      contentDOM.dataset.hint = gettext("Caption of the whole gallery");
      const { files } = attrs;
      const pictures = await facts(this.options.pictures, files);
      const moved = (from, to) => {
        const order = files.filter((file, place) => place !== from);
        order.splice(to, 0, files[from]);
        change({ files: order });
      };
      const tools = (place) => [
        button("←", () => moved(place, place - 1)),
        button("→", () => moved(place, place + 1)),
        button("×", () => change(files.length > 1 ? { files: files.filter((file, other) => other !== place) } : null)),
      ];
      shown.replaceChildren(
        crel(
          "ol",
          {},
          pictures.map((picture, place) => {
            const [earlier, later, remove] = tools(place);
            name(earlier, gettext("Earlier"), picture);
            name(later, gettext("Later"), picture);
            name(remove, gettext("Remove"), picture);
            earlier.disabled = place === 0;
            later.disabled = place === files.length - 1;
            return crel("li", {}, [image(picture), crel("div", {}, [earlier, later, remove])]);
          }),
        ),
        crel("div", { className: "editor-figure-buttons" }, [
          button(gettext("Add pictures"), async () => {
            const more = await choose(this.options.picker, true);
            if (more.length) change({ files: [...new Set([...files, ...more])] });
          }),
          button(gettext("Remove the gallery"), () => change(null)),
        ]),
      );
    });
  },
  addCommands() {
    return {
      insertGallery:
        () =>
        ({ editor }) => {
          choose(this.options.picker, true).then((files) => {
            if (files.length) insertBlock(editor, { type: "gallery", attrs: { files } });
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveBelow(editor, "gallery") };
  },
});

function name(made, label, picture) {
  made.title = label;
  made.setAttribute("aria-label", picture ? `${label}: ${picture.title}` : label);
}
