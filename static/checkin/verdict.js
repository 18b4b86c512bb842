// <door-verdict>: the answer as a field of colour, with sign, word, name and sound.
// Its buttons fire “next”, “undo” and “retry”.
import { play } from "./sounds.js";
import { longestWord } from "./words.js";

const LEAVES_AFTER = 6000; // ms; only what was good goes away by itself
const LONG = [11, 16]; // letters of a word; longer ones are set smaller, so that none is broken

class DoorVerdict extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]")?.dataset.act;
      if (act) this.#fire(act);
    });
  }

  get isGood() {
    return this.dataset.tone === "good" || this.dataset.tone === "plain";
  }

  show(verdict) {
    clearTimeout(this.leaving);
    this.scan = verdict.scan;
    this.dataset.tone = verdict.tone;
    this.#write(verdict);
    this.#offer({
      undo: verdict.tone === "good",
      sign_in: Boolean(verdict.isSignedOut),
      leave: verdict.tone === "unsent",
      retry: verdict.tone === "unsent",
      next: verdict.tone !== "unsent" && verdict.tone !== "wait",
    });
    if (verdict.tone !== "wait") play(verdict.tone);
    if (this.isGood) this.leaving = setTimeout(() => this.#fire("next"), LEAVES_AFTER);
  }

  #write({ headline, person = {}, name = person.name, reason, tone }) {
    const photo = person.id && !person.photo && tone !== "plain" ? "No photographs" : "";
    const said = { ...person, headline, name, reason, photo };
    for (const part of this.querySelectorAll("[data-slot]")) {
      part.textContent = said[part.dataset.slot] ?? "";
      part.closest("[data-line]").hidden = !part.textContent;
    }
    this.dataset.length = LONG.filter((letters) => longestWord(name ?? "") > letters).length;
    this.querySelector("[data-category]").dataset.category = person.category ?? "";
  }

  #offer(offers) {
    for (const part of this.querySelectorAll("[data-offer]")) part.hidden = !offers[part.dataset.offer];
  }

  #fire(name) {
    clearTimeout(this.leaving);
    this.dispatchEvent(new CustomEvent(name, { detail: this.scan, bubbles: true }));
  }
}

customElements.define("door-verdict", DoorVerdict);
