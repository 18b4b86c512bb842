// <door-last>: who was let through last, to take it back for ten seconds. Fires “undo”.
const STAYS = 10000; // ms; after that the screen shows nobody

class DoorLast extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => {
      this.#clear();
      this.dispatchEvent(new CustomEvent("undo", { detail: this.scan, bubbles: true }));
    });
  }

  show({ tone, scan, name }) {
    if (tone !== "good") {
      this.#clear();
      return;
    }
    this.scan = scan;
    this.querySelector("[data-name]").textContent = name;
    this.classList.add("is-fresh");
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.#clear(), STAYS);
  }

  #clear() {
    clearTimeout(this.leaving);
    this.classList.remove("is-fresh");
    this.querySelector("[data-name]").textContent = "";
  }
}

customElements.define("door-last", DoorLast);
