// <picture-shelf>: the picker's page. What is chosen is told to whoever opened the window.
class PictureShelf extends HTMLElement {
  connectedCallback() {
    const chosen = this.querySelector("#chosen");
    if (chosen) {
      tell(JSON.parse(chosen.textContent));
      return;
    }
    this.taken = [];
    this.take = this.querySelector(".picture-take button");
    this.take?.addEventListener("click", () => tell(this.taken));
    this.addEventListener("click", (event) => {
      const card = event.target.closest("[data-picture]");
      if (card) this.choose(card);
    });
    const file = this.querySelector(".picture-new input[type=file]");
    file?.addEventListener("change", () => file.form.requestSubmit());
  }

  choose(card) {
    const picture = JSON.parse(card.dataset.picture);
    if (!("many" in this.dataset)) {
      tell([picture]);
      return;
    }
    const rest = this.taken.filter((other) => other.id !== picture.id);
    const isNew = rest.length === this.taken.length;
    this.taken = isNew ? [...rest, picture] : rest;
    card.setAttribute("aria-pressed", isNew);
    this.take.disabled = !this.taken.length;
    this.take.textContent = `${this.take.dataset.label} (${this.taken.length})`;
  }
}

// The text editor waits for a numbered call in CKEditor's manner; everybody else for a message.
function tell(pictures) {
  const opener = window.opener;
  const number = new URLSearchParams(location.search).get("CKEditorFuncNum");
  if (opener && number !== null && opener.CKEDITOR?.tools?.callFunction) {
    const [{ id, url, alt, caption }] = pictures;
    opener.CKEDITOR.tools.callFunction(number, url, { id, alternative_text: alt, caption });
    window.close();
    return;
  }
  const listener = opener || (window.parent !== window ? window.parent : null);
  listener?.postMessage({ type: "pictures-chosen", pictures }, location.origin);
  if (opener) window.close();
}

customElements.define("picture-shelf", PictureShelf);

document.addEventListener(
  "error",
  (event) => event.target.closest?.(".picture-card")?.classList.add("is-lost"),
  true,
);
