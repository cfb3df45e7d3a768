// What comes from word processors, made into what we write with.
import { Extension, Plugin } from "django-prose-editor/editor";

const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" };
const BULLET = /^\s*[·•▪◦‣●\uf0b7o§][\s\u00a0]+/;

export const Paste = Extension.create({
  name: "fromWord",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: cleaned } })];
  },
});

function cleaned(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const old of page.querySelectorAll("h1, h5, h6")) {
    const heading = page.createElement(HEADINGS[old.tagName]);
    heading.append(...old.childNodes);
    old.replaceWith(heading);
  }
  for (const item of page.querySelectorAll("p.MsoListParagraph, p[class^=MsoListParagraphCx], p[style*=mso-list]")) {
    if (BULLET.test(item.textContent)) listed(item);
  }
  return page.body.innerHTML;
}

// Word writes a bullet as a character, with spaces to push the words away.
function listed(paragraph) {
  const before = paragraph.previousElementSibling;
  const list = before?.dataset.fromWord ? before : paragraph.ownerDocument.createElement("ul");
  list.dataset.fromWord = "yes";
  const item = paragraph.ownerDocument.createElement("li");
  if (list !== before) paragraph.before(list);
  let bullet = paragraph.textContent.match(BULLET)[0].length;
  const words = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (bullet && words.nextNode()) {
    const cut = Math.min(bullet, words.currentNode.length);
    words.currentNode.deleteData(0, cut);
    bullet -= cut;
  }
  item.append(paragraph);
  list.append(item);
}
