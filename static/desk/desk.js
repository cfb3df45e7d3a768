// What every page of the desk can do: Ctrl+K searches, the account's menu closes by itself.
"use strict";

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK" && !event.target.closest("[contenteditable]")) {
    const search = document.querySelector("#everywhere");
    if (search) { event.preventDefault(); search.focus(); }
  }
  const menu = document.querySelector("#account[open], details.menu[open]");
  if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

addEventListener("click", (event) => {
  const menu = document.querySelector("#account[open], details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
