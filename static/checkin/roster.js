// The delegates in this phone’s memory, brought up to date by what changed. Fires “change”.
const EVERY = 5000; // ms

export class Roster extends EventTarget {
  people = new Map();
  #etag = "";
  #asOf = "";

  constructor(url) {
    super();
    this.url = url;
  }

  get inside() {
    let number = 0;
    for (const person of this.people.values()) number += person.inside ? 1 : 0;
    return number;
  }

  byShortCode(code) {
    return [...this.people.values()].find((person) => person.short_code === code);
  }

  // Keep asking while the page is seen. It costs the server next to nothing.
  keepFresh() {
    this.refresh();
    this.asking ??= setInterval(() => document.hidden || this.refresh(), EVERY);
  }

  // Ask what changed. `trouble` says why it could not be told: “network”, “signedOut” or nothing.
  async refresh() {
    this.trouble = await this.#ask().catch(() => "network");
    this.dispatchEvent(new Event("change"));
  }

  async #ask() {
    const since = this.#asOf ? `?since=${encodeURIComponent(this.#asOf)}` : "";
    const headers = { Accept: "application/json", "If-None-Match": this.#etag };
    const response = await fetch(this.url + since, { headers, cache: "no-store" });
    if (response.status === 304) return "";
    if (response.status === 401) return "signedOut";
    if (!response.ok) return "network";
    this.#take(await response.json());
    this.#etag = response.headers.get("ETag") ?? "";
    return "";
  }

  #take({ as_of: asOf, delegates, changed = [], removed = [] }) {
    if (delegates) this.people.clear();
    for (const person of delegates ?? changed) this.people.set(person.id, person);
    for (const id of removed) this.people.delete(id);
    this.#asOf = asOf;
  }
}
