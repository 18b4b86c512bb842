// <door-finder>: a code that is typed, or part of a name. It shows nobody until asked. Fires “pick”.
import { find } from "./matching.js";
import { standing } from "./standing.js";

const CODE = /^(?:[A-Z0-9]{6}|[A-Z2-7]{26})$/;

class DoorFinder extends HTMLElement {
  connectedCallback() {
    [this.input, this.list] = [this.querySelector("input"), this.querySelector("ul")];
    this.row = this.querySelector("template").content;
    this.input.addEventListener("input", () => this.#look());
    this.querySelector("form").addEventListener("submit", (event) => this.#submit(event));
  }

  // Looked up again only where nobody is shown: what is about to be tapped must not move.
  watch(roster) {
    this.roster = roster;
    roster.addEventListener("change", () => this.list.children.length || this.#look());
  }

  clear() {
    this.input.value = "";
    this.#look();
  }

  // A short code may be like a name, so what the roster knows goes first.
  #submit(event) {
    event.preventDefault();
    const code = this.input.value.toUpperCase().replace(/[\s-]/g, "");
    const known = this.roster.byShortCode(code);
    if (known) this.#pick({ delegate: known.id });
    else if (CODE.test(code) && !this.list.children.length) this.#pick({ code });
    else this.list.querySelector("button")?.focus();
  }

  #look() {
    const query = this.input.value.trim();
    const found = query.length > 1 ? find(this.roster.people.values(), query) : [];
    this.list.replaceChildren(...found.map((person) => this.#show(person)));
    const isAsked = query.length > 1 && this.roster.people.size > 0;
    this.querySelector("[data-nobody]").hidden = !isAsked || found.length > 0;
  }

  #show(person) {
    const row = this.row.cloneNode(true);
    row.querySelector("[data-name]").textContent = person.name;
    row.querySelector("[data-organisation]").textContent = person.organisation ?? "";
    row.querySelector("[data-standing]").textContent = standing(person, this.dataset.zone);
    row.querySelector("button").addEventListener("click", () => this.#pick({ delegate: person.id }));
    return row;
  }

  #pick(what) {
    this.clear();
    this.dispatchEvent(new CustomEvent("pick", { detail: what, bubbles: true }));
  }
}

customElements.define("door-finder", DoorFinder);
