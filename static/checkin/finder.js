// <door-finder>: a code that is typed, or part of a name. It shows nobody until asked. Fires “pick”.
import { find } from "./matching.js";
import { clock } from "./words.js";

const CODE = /^(?:[A-Z0-9]{6}|[A-Z2-7]{26})$/;
const STANDING = { waiting: "Waiting list", offered: "Offered a place", cancelled: "Gave it back" };

class DoorFinder extends HTMLElement {
  connectedCallback() {
    [this.input, this.list] = [this.querySelector("input"), this.querySelector("ul")];
    this.row = this.querySelector("template").content;
    this.input.addEventListener("input", () => this.#look());
    this.querySelector("form").addEventListener("submit", (event) => this.#submit(event));
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
    const isNobody = query.length > 1 && !found.length;
    this.querySelector("[data-nobody]").hidden = !isNobody;
  }

  #show(person) {
    const row = this.row.cloneNode(true);
    row.querySelector("[data-name]").textContent = person.name;
    row.querySelector("[data-organisation]").textContent = person.organisation ?? "";
    row.querySelector("[data-standing]").textContent = this.#standing(person);
    row.querySelector("button").addEventListener("click", () => this.#pick({ delegate: person.id }));
    return row;
  }

  #standing({ status, inside, arrived_at: arrived }) {
    if (inside) return `In since ${clock(arrived, this.dataset.zone)}`;
    return arrived ? "Gone out" : STANDING[status] ?? "";
  }

  #pick(what) {
    this.clear();
    this.dispatchEvent(new CustomEvent("pick", { detail: what, bubbles: true }));
  }
}

customElements.define("door-finder", DoorFinder);
