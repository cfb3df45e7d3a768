// <focal-point>: the point every crop is made round, set by clicking, dragging or arrow keys.
// The numbers beside it are the form's own; without this script they are typed.
class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector(".picture-focal");
    this.picture = this.frame.querySelector("img");
    this.point = this.frame.querySelector(".picture-point");
    this.inputs = [this.dataset.inputX, this.dataset.inputY].map((id) =>
      id ? document.getElementById(id) : null,
    );
    this.point.hidden = false;
    const [x, y] = this.inputs;
    if (!x || !y || x.disabled) {
      this.point.disabled = true;
      this.show(Number(this.dataset.x), Number(this.dataset.y));
      return;
    }
    for (const input of this.inputs) input.addEventListener("input", () => this.read());
    this.frame.addEventListener("pointerdown", (event) => this.grab(event));
    this.point.addEventListener("keydown", (event) => this.step(event));
    this.frame.classList.add("is-movable");
    this.read();
  }

  read() {
    this.show(...this.inputs.map((input) => within(Number(input.value))));
  }

  set(x, y) {
    [x, y] = [within(Math.round(x)), within(Math.round(y))];
    const [inputX, inputY] = this.inputs;
    if (Number(inputX.value) === x && Number(inputY.value) === y) return;
    inputX.value = x;
    inputY.value = y;
    inputX.dispatchEvent(new Event("change", { bubbles: true }));
    this.show(x, y);
  }

  show(x, y) {
    [this.x, this.y] = [x, y];
    this.point.style.left = `${x}%`;
    this.point.style.top = `${y}%`;
    const label = this.point.dataset.label.replace("{x}", x).replace("{y}", y);
    this.point.setAttribute("aria-label", label);
    for (const crop of this.querySelectorAll(".picture-crops figure")) this.cut(crop, x, y);
  }

  // The same piece that the server cuts: as near round the point as the edges allow.
  cut(crop, x, y) {
    const image = crop.querySelector("img");
    const width = Number(this.picture.getAttribute("width"));
    const height = Number(this.picture.getAttribute("height"));
    const ratio = Number(crop.dataset.across) / Number(crop.dataset.down);
    const across = Math.min(width, height * ratio);
    const down = Math.min(height, width / ratio);
    if (image.src !== this.picture.src) image.src = this.picture.src;
    image.style.objectPosition = `${place(x, width, across)}% ${place(y, height, down)}%`;
  }

  grab(event) {
    if (event.button) return;
    event.preventDefault();
    const follow = (moved) => {
      const box = this.picture.getBoundingClientRect();
      this.set(
        ((moved.clientX - box.left) / box.width) * 100,
        ((moved.clientY - box.top) / box.height) * 100,
      );
    };
    follow(event);
    this.frame.setPointerCapture(event.pointerId);
    this.frame.addEventListener("pointermove", follow);
    const release = () => this.frame.removeEventListener("pointermove", follow);
    this.frame.addEventListener("pointerup", release, { once: true });
    this.frame.addEventListener("pointercancel", release, { once: true });
    this.point.focus({ preventScroll: true });
  }

  step(event) {
    const [right, down] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [];
    if (right === undefined) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    this.set(this.x + right * far, this.y + down * far);
  }
}

const within = (percent) => Math.min(100, Math.max(0, percent || 0));

// `object-position` counts from edge to edge of what is left over, not from the point.
function place(percent, whole, part) {
  if (whole - part < 0.5) return 50;
  const start = Math.min(Math.max((whole * percent) / 100 - part / 2, 0), whole - part);
  return (start / (whole - part)) * 100;
}

customElements.define("focal-point", FocalPoint);
