// <picture-upload>: the upload form takes files dropped anywhere on its page, sends one after the
// other, shows how far each one is, and lets each be canceled.
class PictureUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.files = this.form.querySelector("input[type=file]");
    this.section = this.querySelector(".picture-sending");
    this.waiting = [];
    this.all = this.done = this.added = 0;
    this.form.classList.add("is-live");
    this.files.addEventListener("change", () => this.take(this.files.files));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
      document.addEventListener(kind, (event) => this.drag(event));
    }
    window.addEventListener("beforeunload", (event) => {
      if (this.done < this.all) event.preventDefault();
    });
  }

  drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const isLeaving = event.type === "dragleave" && event.relatedTarget;
    if (!isLeaving) {
      this.form.classList.toggle("is-over", ["dragenter", "dragover"].includes(event.type));
    }
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }

  take(files) {
    for (const file of files) {
      this.waiting.push({ file, row: this.row(file) });
      this.all += 1;
    }
    this.files.value = "";
    this.count();
    this.work();
  }

  // One after the other: a newsroom's line is shared, and so is the server.
  async work() {
    if (this.isWorking) return;
    this.isWorking = true;
    while (this.waiting.length) {
      const { file, row } = this.waiting.shift();
      if (!row.isConnected || row.classList.contains("is-canceled")) continue;
      this.show(row, await this.send(file, row));
    }
    this.isWorking = false;
    if (this.added) document.dispatchEvent(new CustomEvent("pictures-added"));
    this.added = 0;
  }

  row(file) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector(".picture-name").textContent = file.name;
    row.querySelector("progress").setAttribute("aria-label", file.name);
    row.querySelector("button .visually-hidden").textContent = ` ${file.name}`;
    row.querySelector("button").addEventListener("click", () => {
      if (row.request) row.request.abort();
      else this.show(row, this.canceled());
    });
    this.say(row, this.dataset.waiting);
    this.section.hidden = false;
    this.section.querySelector("ul").append(row);
    return row;
  }

  // Resolves to what became of the file: the server's answer, or one in its shape.
  send(file, row) {
    const refused = (sentence) => ({ state: "refused", sentence });
    if (file.size > this.dataset.maxBytes) return refused(this.dataset.tooLarge);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const words = new FormData(this.form);
      words.delete("files");
      words.append("files", file);
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => this.progress(row, event));
      request.addEventListener("abort", () => done(this.canceled()));
      request.addEventListener("error", () => done(refused(this.dataset.lost)));
      request.addEventListener("load", () => {
        const isOutside = request.status === 403 || request.responseURL.includes("/login/");
        const otherwise = request.status === 413 ? "tooLarge" : isOutside ? "outside" : "lost";
        done(request.response?.files?.[0] || refused(this.dataset[otherwise]));
      });
      row.request = request;
      request.send(words);
    });
  }

  progress(row, event) {
    const share = event.loaded / event.total;
    const language = document.documentElement.lang;
    const said = this.dataset.progress
      .replace("{share}", share.toLocaleString(language, { style: "percent" }))
      .replace(
        "{megabytes}",
        (event.total / 1024 / 1024).toLocaleString(language, { maximumFractionDigits: 1 }),
      );
    row.querySelector("progress").value = share * 100;
    this.say(row, share < 1 ? said : this.dataset.checking);
  }

  canceled() {
    return { state: "canceled", sentence: this.dataset.canceled };
  }

  show(row, answer) {
    row.querySelector("progress").remove();
    const button = row.querySelector("button");
    const hadFocus = button === document.activeElement;
    button.remove();
    row.classList.add(`is-${answer.state}`);
    this.say(row, answer.sentence);
    this.done += 1;
    this.added += answer.state === "added";
    this.count();
    if (hadFocus) {
      row.tabIndex = -1;
      row.focus();
    }
    if (!answer.id) return;
    row.querySelector("img").src = answer.thumb;
    const link = row.querySelector("a");
    link.href = answer.address;
    link.textContent = answer.link;
    link.hidden = false;
  }

  say(row, sentence) {
    row.querySelector(".picture-state").textContent = sentence;
  }

  count() {
    this.section.querySelector("[role=status]").textContent = this.dataset.done
      .replace("{done}", this.done)
      .replace("{all}", this.all);
  }
}

customElements.define("picture-upload", PictureUpload);
