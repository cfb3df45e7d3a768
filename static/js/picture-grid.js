// <picture-grid>: the library's cards. J and K walk, / searches; new pictures appear by themselves.
class PictureGrid extends HTMLElement {
  connectedCallback() {
    this.markLost();
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pictures-added", () => this.renew());
  }

  // Single letters work outside fields only, by the place of the key: Russian layouts have them, too.
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    if (event.code === "KeyJ") this.go(1);
    else if (event.code === "KeyK") this.go(-1);
    else if (event.code === "Slash") {
      event.preventDefault();
      document.getElementById("searchbar")?.focus();
    }
  }

  go(step) {
    const cards = [...this.querySelectorAll(".picture-card")];
    const at = cards.indexOf(document.activeElement);
    cards[at < 0 ? 0 : at + step]?.focus();
  }

  async renew() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(this.id);
    if (fresh) this.replaceChildren(...fresh.childNodes);
  }

  // A picture whose file is lost says so. Errors of pictures do not bubble, so they are caught.
  markLost() {
    this.addEventListener("error", (event) => mark(event.target), true);
    for (const picture of this.querySelectorAll("img")) {
      if (picture.complete && !picture.naturalWidth && picture.loading !== "lazy") mark(picture);
    }
  }
}

const mark = (picture) => picture.closest(".picture-card")?.classList.add("is-lost");

customElements.define("picture-grid", PictureGrid);
