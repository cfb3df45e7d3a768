// <story-list>: the bar of moves follows the boxes; J K X / N as in a mail reader.
"use strict";

customElements.define("story-list", class extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("tbody tr")];
    this.boxes = [...this.querySelectorAll("tbody .action-select")];
    this.all = this.querySelector("#pick-all");
    this.bar = this.querySelector(".bulk");
    this.at = -1;
    this.addEventListener("change", (event) => {
      if (event.target === this.all) this.boxes.forEach((box) => { box.checked = this.all.checked; });
      if (event.target.matches(".action-select")) this.count();
    });
    this.querySelector("form").addEventListener("reset", () => setTimeout(() => this.count()));
    addEventListener("keydown", (event) => this.key(event));
    this.count();
  }

  count() {
    if (!this.bar) return;
    const number = this.boxes.filter((box) => box.checked).length;
    const said = this.bar.querySelector("[data-picked]");
    said.textContent = said.dataset.picked.replace("{number}", number);
    this.bar.classList.toggle("is-picked", number > 0);
    this.all.checked = number > 0 && number === this.boxes.length;
    this.all.indeterminate = number > 0 && number < this.boxes.length;
  }

  // Single letters work outside fields only, by the place of the key: Russian layouts have them, too.
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    if (event.code === "KeyJ") this.go(this.at + 1);
    else if (event.code === "KeyK") this.go(this.at - 1);
    else if (event.code === "KeyX" && this.boxes[this.at]) this.boxes[this.at].click();
    else if (event.code === "Slash") { event.preventDefault(); document.querySelector("#searchbar")?.focus(); }
    else if (event.code === "KeyN") document.querySelector(".page-tools .default")?.click();
    else if (event.key === "Escape") { this.boxes.forEach((box) => { box.checked = false; }); this.count(); }
  }

  go(to) {
    if (!this.rows[to]) return;
    this.rows[this.at]?.classList.remove("row-focus");
    this.at = to;
    this.rows[to].classList.add("row-focus");
    this.rows[to].querySelector("a.headline").focus();
  }
});

// Filters: a column where there is room, menus (one open at a time) where there is not.
{
  const filters = [...document.querySelectorAll("#changelist-filter details")];
  const narrow = matchMedia("(max-width: 1180px)");
  const fold = () => filters.forEach((filter) => {
    if (narrow.matches) { filter.open = false; filter.name = "filter"; } else filter.removeAttribute("name");
  });
  if (narrow.matches) fold();
  narrow.addEventListener("change", fold);
}
