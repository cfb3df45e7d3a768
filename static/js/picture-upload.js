// <picture-upload>: the upload form takes dropped files and shows how far each one is.
class PictureUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.files = this.form.querySelector("input[type=file]");
    this.list = this.querySelector(".picture-uploads");
    this.form.classList.add("is-live");
    this.files.addEventListener("change", () => this.take(this.files.files));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const kind of ["dragover", "dragleave", "drop"]) {
      this.form.addEventListener(kind, (event) => {
        event.preventDefault();
        this.form.classList.toggle("is-over", kind === "dragover");
        if (kind === "drop") this.take(event.dataTransfer.files);
      });
    }
  }

  // One after the other: a newsroom's line is shared, and so is the server.
  async take(files) {
    const waiting = [...files].map((file) => [file, this.row(file)]);
    this.files.value = "";
    for (const [file, row] of waiting) await this.send(file, row);
  }

  row(file) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector(".picture-name").textContent = file.name;
    this.list.hidden = false;
    this.list.append(row);
    return row;
  }

  send(file, row) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const words = new FormData(this.form);
      words.delete("files");
      words.append("files", file);
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        row.querySelector("progress").value = (event.loaded / event.total) * 100;
      });
      request.addEventListener("loadend", () => {
        this.show(row, request.response?.files?.[0]);
        done();
      });
      request.send(words);
    });
  }

  show(row, answer) {
    row.querySelector("progress").remove();
    row.classList.add(`is-${answer?.state || "refused"}`);
    row.querySelector(".picture-state").textContent =
      answer?.sentence || this.querySelector(".picture-failed").textContent;
    if (!answer?.id) return;
    row.querySelector("img").src = answer.thumb;
    const link = row.querySelector("a");
    link.href = answer.address;
    link.hidden = false;
  }
}

customElements.define("picture-upload", PictureUpload);

// A picture whose file is lost says so. Errors of pictures do not bubble, so they are caught.
document.addEventListener(
  "error",
  (event) => event.target.closest?.(".picture-card")?.classList.add("is-lost"),
  true,
);
for (const picture of document.querySelectorAll(".picture-card img")) {
  if (picture.complete && !picture.naturalWidth && picture.loading !== "lazy") {
    picture.closest(".picture-card").classList.add("is-lost");
  }
}
