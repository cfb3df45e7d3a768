// What this device kept of unsaved words goes with whoever logs out: others may sit here next.
"use strict";

function copiesHere() {
  return Object.keys(localStorage).filter((key) => key.startsWith("desk.words."));
}

function eraseCopies() {
  for (const key of copiesHere()) localStorage.removeItem(key);
}

const leaving = document.querySelector("#logout-form");
if (leaving) {
  leaving.addEventListener("submit", (event) => {
    const number = copiesHere().length;
    if (number && !confirm(leaving.dataset.asks.replace("{number}", number))) event.preventDefault();
    else eraseCopies();
  });
} else {
  // The page that says goodbye: a window that was left a moment ago may have written once more.
  eraseCopies();
}
