// Quick edit: the form behind “.quick-open” comes into the list, below the line of its story.
// Without this script the same link opens the same form as a page of its own.
"use strict";

{
  const list = document.querySelector("story-list");
  const status = document.querySelector("#list-status");
  let line = null, story = null;

  list?.addEventListener("click", (event) => {
    const opener = event.target.closest(".quick-open");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(opener);
    } else if (line && event.target.closest(".quick [data-close]")) {
      event.preventDefault();
      close();
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && line?.contains(event.target)) { event.preventDefault(); close(); }
  });
  addEventListener("submit", (event) => {
    if (event.target.id === "quick-form") { event.preventDefault(); save(event.target); }
  });

  async function ask(address, options = {}) {
    const answer = await fetch(address, { ...options, headers: { "X-Part": "line" } });
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    return answer.json();
  }

  async function open(opener) {
    const row = opener.closest("tr");
    close();
    try {
      const { form } = await ask(opener.href);
      story = row;
      show(form);
      line.querySelector("input, select, button").focus();
    } catch {
      // The page of its own says what is wrong.
      location.href = opener.href;
    }
  }

  function show(form) {
    clear();
    line = document.createElement("tr");
    line.className = "quick-row";
    const cell = document.createElement("td");
    cell.colSpan = story.children.length;
    cell.innerHTML = form;
    // A form cannot stand in a form: its inputs know it by its id.
    const owner = cell.querySelector("#quick-form");
    owner.remove();
    document.body.append(owner);
    line.append(cell);
    story.after(line);
  }

  function clear() {
    line?.remove();
    document.querySelector("#quick-form")?.remove();
    line = null;
  }

  function close() {
    if (!line) return;
    clear();
    story.querySelector("a.headline").focus();
  }

  async function save(form) {
    const buttons = line.querySelectorAll("button[type=submit]");
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const answer = await ask(form.action, { method: "POST", body: new FormData(form) });
      if (answer.form) {
        show(answer.form);
        line.querySelector("[role=alert], .errors input:not([hidden]), input")?.focus();
        return;
      }
      replace(answer.row);
      status.textContent = answer.said;
      note(answer.said);
    } catch {
      status.textContent = status.dataset.failed;
      note(status.dataset.failed);
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  function replace(html) {
    const mould = document.createElement("template");
    mould.innerHTML = html;
    const fresh = mould.content.querySelector("tr");
    const isPicked = story.querySelector(".action-select")?.checked;
    fresh.classList.toggle("row-focus", story.classList.contains("row-focus"));
    clear();
    story.replaceWith(fresh);
    story = fresh;
    if (isPicked) fresh.querySelector(".action-select").checked = true;
    fresh.querySelector("a.headline").focus();
  }

  // Said where one looks, too: in the line itself, until the next one is opened.
  function note(text) {
    document.querySelector(".quick-said")?.remove();
    const said = document.createElement("span");
    said.className = "sub quick-said";
    said.textContent = text;
    (line?.querySelector(".quick") || story.querySelector(".field-headline")).append(said);
  }
}
