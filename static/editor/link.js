// A link: an address, or a story of ours found by the words of its headline.
import { crel, gettext, Link } from "django-prose-editor/editor";
import { open } from "editor/dialog";

const PATIENCE = 250;

// Returns the address that was typed, or "" if these are words to look for.
export function address(text) {
  const typed = text.trim();
  if (/^(https?:\/\/|mailto:|tel:|\/(?!\/))\S+$/i.test(typed)) return typed.replace(location.origin, "") || "/";
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return `mailto:${typed}`;
  if (/^\+[\d\s().-]{6,}$/.test(typed)) return `tel:${typed.replace(/[\s().-]/g, "")}`;
  if (/^([\w-]+\.)+[\p{L}]{2,}(\/\S*)?$/u.test(typed)) return `https://${typed}`;
  return "";
}

// Resolves to {href, words}; {href: null} takes the link away; null changes nothing.
function choose(stories, href) {
  return new Promise((resolve) => {
    let chosen = null;
    const input = crel("input", {
      id: "editor-link-address", type: "text", name: "address", value: href ?? "", maxLength: 2000, autocomplete: "off",
    });
    const found = crel("ul", { className: "editor-found" });
    const status = crel("p", { className: "editor-help", role: "status" });
    const submit = crel("button", {
      type: "submit", className: "button default", textContent: href ? gettext("Save") : gettext("Insert"),
    });
    const remove = crel("button", { type: "button", className: "button", textContent: gettext("Remove the link") });
    const cancel = crel("button", { type: "button", className: "button", textContent: gettext("Cancel") });
    const form = crel("form", { className: "editor-ask" }, [
      crel("div", { className: "editor-field" }, [
        crel("label", { htmlFor: input.id, textContent: gettext("Address, or words of a headline of ours") }),
        input,
      ]),
      status,
      found,
      crel("div", { className: "editor-dialog-buttons" }, [submit, ...(href ? [remove] : []), cancel]),
    ]);
    const dialog = open(gettext("Link"), [form], () => resolve(chosen));
    dialog.classList.add("editor-link");
    const done = (what) => {
      chosen = what;
      dialog.close();
    };
    cancel.addEventListener("click", () => dialog.close());
    remove.addEventListener("click", () => done({ href: null }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const typed = address(input.value);
      if (typed) {
        done({ href: typed, words: input.value.trim() });
        return;
      }
      // Enter may come before the list answers the last letters.
      clearTimeout(waiting);
      await look();
      if (found.firstChild) found.querySelector("button").focus();
      else status.textContent = gettext("This is neither an address nor a headline of ours.");
    });

    let waiting = 0;
    let latest = 0;
    const look = async () => {
      latest += 1;
      const mine = latest;
      found.replaceChildren();
      status.textContent = "";
      if (address(input.value)) return;
      const answer = await fetch(`${stories}?${new URLSearchParams({ q: input.value.trim() })}`);
      if (!answer.ok || mine !== latest) return;
      const list = (await answer.json()).stories;
      if (mine !== latest) return;
      found.replaceChildren(
        ...list.map((story) => {
          const button = crel("button", { type: "button" }, [
            crel("span", { textContent: story.headline, lang: story.language }),
            crel("small", { textContent: story.date }),
          ]);
          button.addEventListener("click", () => done({ href: story.address, words: story.headline }));
          return crel("li", {}, [button]);
        }),
      );
      status.textContent = list.length ? "" : gettext("No such story of ours.");
    };
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PATIENCE);
    });
    look();
  });
}

export const StoryLink = Link.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      stories: "",
      enableTarget: false,
      autolink: false,
      openOnClick: false,
      protocols: ["mailto", "tel"],
    };
  },
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          choose(this.options.stories, editor.getAttributes("link").href).then((chosen) => {
            if (chosen) set(editor, chosen);
          });
          return true;
        },
    };
  },
  addMenuItems: null,
});

function set(editor, { href, words }) {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link");
  if (href === null) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain
      .insertContent([{ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] }])
      .unsetMark("link")
      .run();
  } else {
    chain.setLink({ href });
    // The caret goes behind the link: whoever writes on neither types over its words nor inside it.
    chain.command(({ tr, commands }) => commands.setTextSelection(tr.selection.to)).unsetMark("link").run();
  }
}
