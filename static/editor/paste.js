// What comes from Word and Google Docs, made into what we write with. The server cleans it again
// when the story is saved; here whoever pastes sees at once what will stand.
import { Extension, gettext, Plugin } from "django-prose-editor/editor";
import { say } from "editor/notes";
import { makeLists } from "editor/pastedlists";

const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" };
// What a word processor writes for itself: comments, page breaks, numbers of footnotes, deletions.
const NOISE = [
  "style", "script", "meta", "link", "title", "xml", "del", "colgroup",
  ".MsoCommentReference", ".msocomanchor", "[style*='mso-element:comment-list']", "[style*='mso-element:annotation']",
  "[style*='mso-hide:all']", "[style*='display:none']", "[style*='display: none']",
  "br[clear]", "[style*='mso-element:footnote-list'] > hr", "[style*='mso-element:endnote-list'] > hr",
  ".MsoFootnoteReference", ".MsoEndnoteReference", "[style*='mso-footnote-id']", "[style*='mso-endnote-id']",
  "a[href^='#_ftn']", "a[href^='#_edn']", "a[href^='#ftnt']", "a[href^='#cmnt']", "a.sdfootnoteanc",
].join(",");
// Where these lead is an address in their address.
const DETOURS = [
  [/^https?:\/\/(www\.)?google\.[a-z.]+\/url$/, ["q", "url"]],
  [/^https?:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\//, ["url"]],
  [/^https?:\/\/(away\.vk\.com|vk\.com|m\.vk\.com)\/away(\.php)?$/, ["to"]],
  [/^https?:\/\/l\.(facebook|instagram)\.com\/l\.php$/, ["u"]],
];

export const Paste = Extension.create({
  name: "fromWord",
  addProseMirrorPlugins() {
    const { editor } = this;
    const note = () => say(editor, gettext("Pictures are not pasted: they come through the library, with a name and a description."));
    const transformPastedHTML = (html) => {
      const { cleaned, hadPictures } = clean(html);
      if (hadPictures) note();
      return cleaned;
    };
    const handlePaste = (view, { clipboardData }) => {
      const isPicture = [...(clipboardData?.files ?? [])].some(({ type }) => type.startsWith("image/"));
      const hasWords = clipboardData?.getData("text/html") || clipboardData?.getData("text/plain");
      if (!isPicture || hasWords) return false;
      note();
      return true;
    };
    return [new Plugin({ props: { transformPastedHTML, handlePaste } })];
  },
});

// Returns {cleaned, hadPictures}.
export function clean(html) {
  // The page's policy holds in what is parsed here, and would complain about each style sheet.
  const unstyled = html.replace(/<style\b[^>]*>[^]*?<\/style\s*>/gi, "");
  const page = new DOMParser().parseFromString(unstyled, "text/html");
  const { body } = page;
  // Our own text, cut or copied here, needs nothing but a look at its pictures.
  const isOurs = body.querySelector("[data-pm-slice]") !== null;
  const foreign = [...body.querySelectorAll("img:not([data-file]), picture:not(:has([data-file])), video, audio, object")];
  for (const picture of foreign) picture.remove();
  // Pixels that count readers of a letter are no loss to anybody.
  const hadPictures = foreign.some(({ tagName, width, height }) => tagName === "IMG" && !(width === 1 && height === 1));
  if (!isOurs) tidy(page);
  return { cleaned: body.innerHTML, hadPictures };
}

function tidy(page) {
  const { body } = page;
  for (const noise of body.querySelectorAll(NOISE)) noise.remove();
  // “[1]” of a note that went with its number is left as an empty raised box.
  for (const raised of body.querySelectorAll("sup")) if (!raised.textContent.trim()) raised.remove();
  for (const whole of body.querySelectorAll("b[id^=docs-internal-guid], b[style*='font-weight:normal'], b[style*='font-weight: normal']")) unwrap(whole);
  for (const link of body.querySelectorAll("a[href]")) straighten(link);
  // These stand for spaces: a tab, a run of them, one that a browser made unbreakable.
  for (const space of body.querySelectorAll("[style*=mso-spacerun], [style*=mso-tab-count], .Apple-converted-space, .Apple-tab-span")) {
    space.replaceWith(" ");
  }
  retitle(body);
  makeLists(body);
  unbold(body);
  for (const line of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) if (isEmpty(line)) line.remove();
  // Google puts a line break between two blocks where one sees an empty line.
  for (const stray of body.querySelectorAll(":is(body, div) > br")) {
    const [before, after] = [stray.previousElementSibling, stray.nextElementSibling];
    if (isBlock(before) || isBlock(after)) stray.remove();
  }
}

const isEmpty = (line) => !line.textContent.replace(/[\s\u00a0]/g, "") && !line.querySelector("img, table, iframe");
const isBlock = (part) => part?.matches("p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, div, hr") ?? false;

function unwrap(part) {
  part.replaceWith(...part.childNodes);
}

function straighten(link) {
  const href = link.getAttribute("href").trim();
  // A place in the document it came from, or a file of somebody's computer.
  if (/^(#|file:)/i.test(href)) {
    unwrap(link);
    return;
  }
  link.setAttribute("href", direct(href));
}

function direct(href, detours = 3) {
  if (!detours || !URL.canParse(href)) return href;
  const address = new URL(href);
  const [, names] = DETOURS.find(([pattern]) => pattern.test(address.origin + address.pathname)) ?? [];
  const target = names?.map((name) => address.searchParams.get(name)).find((found) => /^https?:\/\//i.test(found ?? ""));
  return target ? direct(target, detours - 1) : href;
}

function retitle(body) {
  for (const old of body.querySelectorAll("h1, h5, h6, p.MsoTitle, p.MsoSubtitle, p.MsoQuote, p.MsoIntenseQuote")) {
    const name = HEADINGS[old.tagName] ?? { MsoTitle: "h2", MsoSubtitle: "h3" }[old.className];
    const made = old.ownerDocument.createElement(name ?? "blockquote");
    if (name) {
      made.append(...old.childNodes);
      old.replaceWith(made);
    } else {
      old.replaceWith(made);
      made.append(old);
    }
  }
}

const BOLD = "b, strong, [style*=font-weight]";

// A heading is bold already; and where every word is bold, none is louder than the others.
function unbold(body) {
  const lines = [...body.querySelectorAll("p, li, td")].filter((line) => !isEmpty(line) && !line.querySelector("p, li"));
  const isAllBold = lines.length > 2 && lines.every((line) => wordsOf(line).every(isBold));
  const places = isAllBold ? [body] : body.querySelectorAll("h1, h2, h3, h4, h5, h6, th");
  for (const place of places) {
    for (const bold of [...place.querySelectorAll(BOLD)]) {
      if (bold.matches("b, strong")) unwrap(bold);
      else bold.style.removeProperty("font-weight");
    }
    place.style?.removeProperty("font-weight");
  }
}

function wordsOf(part) {
  const found = [];
  const walker = part.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
  return found;
}

function isBold(words) {
  const said = words.parentElement.closest(BOLD);
  if (!said) return false;
  const weight = said.style.fontWeight;
  return weight ? weight === "bold" || Number(weight) >= 600 : true;
}
