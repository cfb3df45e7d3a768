// Lists as word processors write them, made into lists: Word's are paragraphs that begin with a
// sign or a number; Google's inner lists stand beside the item they belong to.

const BULLET = /^[\s\u00a0]*[·•▪◦‣●○■□–—\uf0b7\uf0a7\uf0d8\uf0fco§-][\s\u00a0]+/;
const NUMBER = /^[\s\u00a0]*(\d{1,3}|[a-zа-я]|[ivxlc]{1,6})[.)][\s\u00a0]+/i;
// Where nothing but the words say that this is an item, “А. С. Пушкин” must not become one.
const BARE_NUMBER = /^[\s\u00a0]*(\d{1,3})[.)][\s\u00a0]+/;
const WORD = "p[class^=MsoListParagraph], p[style*=mso-list], :is(h1, h2, h3, h4)[style*=mso-list]";
// Half an inch, by which each level of a list of Google's moves away.
const INDENT = 36;

export function makeLists(body) {
  for (const item of body.querySelectorAll(WORD)) {
    // A numbered heading of Word's is a heading.
    if (/^H/.test(item.tagName)) item.querySelectorAll("[style*='mso-list:Ignore']").forEach((sign) => sign.remove());
  }
  fromWord([...body.querySelectorAll(WORD)].filter(({ tagName }) => tagName === "P"));
  for (const list of [...body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")]) adopt(list);
  for (const list of [...body.querySelectorAll(":not(li) > :is(ul, ol)")]) nest(list);
}

function fromWord(paragraphs) {
  // The lists that are open: [{list, level, id}], the outermost first.
  let open = [];
  let before = null;
  for (const paragraph of paragraphs) {
    const found = read(paragraph);
    if (paragraph.previousElementSibling !== before) open = [];
    if (!found) {
      before = paragraph;
      open = [];
      continue;
    }
    const { level, id, isOrdered, start } = found;
    while (open.length && open.at(-1).level > level) open.pop();
    const same = open.at(-1);
    if (same?.level === level && (same.id !== id || (same.list.tagName === "OL") !== isOrdered)) open.pop();
    if (open.at(-1)?.level !== level) {
      const list = paragraph.ownerDocument.createElement(isOrdered ? "ol" : "ul");
      if (isOrdered && start > 1) list.setAttribute("start", start);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else paragraph.before(list);
      open.push({ list, level, id });
    }
    const item = paragraph.ownerDocument.createElement("li");
    item.append(paragraph);
    open.at(-1).list.append(item);
    before = open[0].list;
  }
}

// Takes the sign away from an item. Returns {level, id, isOrdered, start}, or null for no item.
function read(paragraph) {
  const style = paragraph.getAttribute("style") ?? "";
  const [, id = "", level = 1] = style.match(/mso-list:\s*(\S+)\s+level(\d)/) ?? [];
  const signs = [...paragraph.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")];
  // With a space, for the sign may stand alone.
  const said = signs.length ? `${signs.map(({ textContent }) => textContent).join("")} ` : paragraph.textContent;
  const number = said.match(signs.length ? NUMBER : BARE_NUMBER);
  const bullet = number ? null : said.match(BULLET);
  if (signs.length) signs.forEach((sign) => sign.remove());
  else if (number || bullet) cut(paragraph, (number ?? bullet)[0].length);
  // “mso-list:none” takes the sign away, and an item without one is a paragraph.
  else if (!id || id === "none") return null;
  const start = Number(number?.[1]);
  return { level: Number(level), id, isOrdered: Boolean(number), start: Number.isNaN(start) ? 1 : start };
}

function cut(paragraph, length) {
  let left = length;
  const words = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (left && words.nextNode()) {
    const taken = Math.min(left, words.currentNode.length);
    words.currentNode.deleteData(0, taken);
    left -= taken;
  }
}

// A list right in a list belongs to the item above it.
function adopt(list) {
  const item = list.previousElementSibling;
  if (item?.tagName === "LI") item.append(list);
  else list.replaceWith(...list.children);
}

// A list that stands further in than the one before it belongs to the last item of that one.
function nest(list) {
  const above = list.previousElementSibling;
  const level = levelOf(list);
  if (!above?.matches("ul, ol") || level === null) return;
  let place = above;
  while (levelOf(place) < level) {
    const inner = place.lastElementChild?.lastElementChild;
    if (!inner?.matches("ul, ol") || levelOf(inner) === null || levelOf(inner) > level) {
      place.lastElementChild?.append(list);
      return;
    }
    place = inner;
  }
  // What goes on after an inner list is one list with what stood before it.
  if (levelOf(place) === level && place.tagName === list.tagName) {
    place.append(...list.children);
    list.remove();
  }
}

function levelOf(list) {
  const item = list.querySelector(":scope > li");
  const said = item?.getAttribute("aria-level") ?? list.className.match(/lst-kix_\S+-(\d)/)?.[1];
  if (said) return Number(said);
  const margin = parseFloat(item?.style.marginLeft || list.style.marginLeft);
  return Number.isNaN(margin) ? null : Math.round(margin / INDENT);
}
