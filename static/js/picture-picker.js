// <picture-picker>: a form field's picture, chosen in the library that opens over the form.
class PicturePicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.figure = this.querySelector(".picture-chosen");
    this.dialog = this.querySelector("dialog");
    this.frame = this.dialog.querySelector("iframe");
    this.input.type = "hidden";
    this.querySelector(".picture-buttons").hidden = false;
    this.querySelector(".picture-choose").addEventListener("click", () => this.open(""));
    this.querySelector(".picture-edit").addEventListener("click", () =>
      this.open(`${this.input.value}/`),
    );
    this.querySelector(".picture-clear").addEventListener("click", () => this.show(null));
    this.querySelector(".picture-close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.frame.removeAttribute("src"));
    this.hear = (event) => {
      if (event.source !== this.frame.contentWindow || event.origin !== location.origin) return;
      if (event.data?.type !== "pictures-chosen") return;
      this.show(event.data.pictures[0]);
      this.dialog.close();
    };
    window.addEventListener("message", this.hear);
    this.buttons();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.hear);
  }

  open(rest) {
    this.frame.src = this.dataset.picker + rest;
    this.dialog.showModal();
  }

  show(picture) {
    this.input.value = picture?.id ?? "";
    this.figure.hidden = !picture;
    this.querySelector(".picture-none").hidden = Boolean(picture);
    if (picture) {
      this.figure.querySelector("img").src = picture.url;
      this.figure.querySelector(".picture-title").textContent = picture.title;
      this.figure.querySelector(".picture-credit").textContent = picture.credit;
      this.figure.querySelector(".picture-flag").hidden = picture.is_described;
    }
    this.buttons();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  buttons() {
    const isEmpty = !this.input.value;
    this.querySelector(".picture-edit").hidden = isEmpty;
    this.querySelector(".picture-clear").hidden = isEmpty;
  }
}

customElements.define("picture-picker", PicturePicker);
