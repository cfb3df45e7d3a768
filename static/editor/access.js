// What keeps some readers out of a story, each with the way to its place in the text.
import { crel, Extension, gettext } from "django-prose-editor/editor";
import { bring, Panel } from "editor/panel";
import { facts } from "editor/pictures";

const { interpolate } = window;
// Screen readers say an alt in one breath, without a way back in it.
const LONGEST_ALT = 250;
const PATIENCE = 400;
// The headline over the text is the h1.
const HEADLINE = 1;
const EMPTY_WORDS = new Set(
  (
    "здесь|тут|вот|вот тут|вот здесь|сюда|отсюда|там|далее|дальше|подробнее|подробно|подробности|подробнее здесь|подробнее тут" +
    "|читать|читать далее|читать дальше|читайте|смотреть|смотрите|узнать больше|узнать подробнее|ссылка|ссылке|по ссылке|по этой ссылке" +
    "|эта ссылка|источник|сайт|на сайте|нажмите|нажмите здесь|перейти" +
    "|манна|бу|аах|салгыы|сиһилии|сигэ" +
    "|here|click|click here|this|link|this link|read|read more|more|learn more|see|see here|details|website"
  ).split("|"),
);
const ADDRESS = /^(https?:\/\/|www\.)\S+$/i;

// Returns [{place, node, words, what}] of the document, in order. alts: the pictures of the
// library by number. `place` is where to go, `what` a sentence, `words` what stands there.
export function barriers(doc, alts) {
  const found = [];
  let above = HEADLINE;
  const add = (place, what, words, isNode = false) => found.push({ place, what, words, isNode });
  doc.descendants((node, pos) => {
    const { name } = node.type;
    if (name === "heading" || name === "factsTitle") {
      const level = name === "heading" ? node.attrs.level : HEADLINE + 1;
      if (node.content.size) {
        if (level > above + 1) add(pos + 1, skipped(above, level), node.textContent);
        above = level;
      }
    } else if (name === "tableHeader" && !node.textContent.trim()) {
      add(pos + 2, gettext("The heading of a row or column is empty"), gettext("Table"));
    }
    if (name === "picture" || name === "gallery") {
      for (const file of node.attrs.files ?? [node.attrs.file]) described(alts.get(file), (...said) => add(pos, ...said, true));
    }
    if (node.isTextblock) for (const link of links(node, pos + 1)) unclear(link, add);
    return true;
  });
  return found;
}

function skipped(above, level) {
  if (above === HEADLINE) return gettext("The first heading of the text is not one of the biggest");
  return interpolate(gettext("The heading skips a size: level %s after level %s"), [level, above]);
}

function described(picture, add) {
  if (!picture) return;
  if (!picture.alt?.trim()) add(gettext("The picture has no description (alt). It is written in the library"), picture.title);
  else if (picture.alt.length > LONGEST_ALT) {
    const sentence = gettext("The description of the picture is very long: %s characters, up to %s is good");
    add(interpolate(sentence, [picture.alt.length, LONGEST_ALT]), picture.title);
  }
}

// One link may be cut by bold or italic words.
function links(block, start) {
  const found = [];
  block.forEach((node, offset) => {
    const href = node.marks.find(({ type }) => type.name === "link")?.attrs.href;
    const before = found.at(-1);
    if (!href) return;
    if (before?.href === href && before.to === start + offset) {
      before.text += node.textContent;
      before.to += node.nodeSize;
    } else found.push({ href, text: node.textContent, from: start + offset, to: start + offset + node.nodeSize });
  });
  return found;
}

function unclear({ text, from }, add) {
  const words = text.trim();
  const plain = words.toLowerCase().replace(/[\s\u00a0]+/g, " ").replace(/^[«„“"(]+|[»“”").,:;!?…→>]+$/g, "").trim();
  if (!words) add(from, gettext("The link has no words"), "");
  else if (ADDRESS.test(words)) add(from, gettext("The link is a bare address: say where it leads"), words);
  else if (EMPTY_WORDS.has(plain)) add(from, gettext("The words of the link do not say where it leads"), words);
}

export const Access = Extension.create({
  name: "access",
  addOptions: () => ({ pictures: "" }),
  onCreate() {
    this.storage.access = new AccessPanel(this.editor, this.options.pictures);
  },
  addCommands() {
    return {
      checkAccess: () => () => {
        this.storage.access.toggle();
        return true;
      },
    };
  },
});

class AccessPanel {
  constructor(editor, pictures) {
    Object.assign(this, { editor, pictures, waiting: 0, asked: 0 });
    this.status = crel("p", { className: "editor-help", role: "status" });
    this.list = crel("ul", { className: "editor-barriers" });
    this.panel = new Panel(
      editor,
      gettext("Accessibility"),
      [crel("h2", { className: "editor-panel-title", textContent: gettext("Accessibility") }), this.status, this.list],
      { opened: () => this.opened(), closed: () => editor.storage.toolbar.bar.pressed("access", false) },
    );
    editor.on("update", () => {
      clearTimeout(this.waiting);
      if (this.panel.isOpen) this.waiting = setTimeout(() => this.look(), PATIENCE);
    });
  }

  toggle() {
    if (this.panel.isOpen) this.panel.close();
    else this.panel.open();
  }

  async opened() {
    this.editor.storage.toolbar.bar.pressed("access", true);
    // Somebody may have described a picture since the page was opened.
    await this.look({ isFresh: true });
    (this.list.querySelector("button") ?? this.panel.dom.querySelector(".editor-close")).focus();
  }

  async look({ isFresh = false } = {}) {
    this.asked += 1;
    const mine = this.asked;
    const files = [];
    this.editor.state.doc.descendants(({ attrs }) => void files.push(...(attrs.files ?? (attrs.file ? [attrs.file] : []))));
    const known = await facts(this.pictures, files, { isFresh });
    if (mine !== this.asked) return;
    const found = barriers(this.editor.state.doc, new Map(files.map((file, place) => [file, known[place]])));
    this.status.textContent = found.length ? gettext("What may stop some readers. Press one to go there.") : gettext("Nothing was found that stops a reader.");
    this.list.replaceChildren(...found.map((one) => crel("li", {}, [this.way(one)])));
  }

  way({ place, what, words, isNode }) {
    const button = crel("button", { type: "button" }, [
      crel("span", { textContent: what }),
      ...(words ? [crel("small", { textContent: words })] : []),
    ]);
    button.addEventListener("click", () => {
      const { commands } = this.editor;
      if (isNode) commands.setNodeSelection(place);
      else commands.setTextSelection(place);
      commands.focus(null, { scrollIntoView: false });
      bring(this.editor, place, isNode);
    });
    return button;
  }
}
