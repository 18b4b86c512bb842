// From a badge to an answer, one at a time. A scan is kept when the server says so, not before.
import { NotKept, report, send } from "./sending.js";
import { ASKING, notKept, verdict } from "./words.js";

const SLOW = 300; // ms until the page says that it is asking

export class Delivery {
  #unsent;

  constructor(url, roster, tell) {
    Object.assign(this, { url, roster, tell });
  }

  // Nothing new is taken while a scan waits to be tried again, so that none is lost in passing.
  take(what) {
    if (this.place && !this.#unsent) this.deliver(report(this.place, what));
  }

  undo(scan) {
    this.take({ kind: "undo", undoes: scan.scan_id, delegate: scan.delegate });
  }

  leave() {
    this.#unsent = undefined;
  }

  async deliver(scan) {
    if (this.isBusy) return;
    this.isBusy = true;
    const slow = setTimeout(() => this.tell(ASKING), SLOW);
    const outcome = await this.#ask(scan);
    clearTimeout(slow);
    this.isBusy = false;
    this.tell(outcome);
    this.roster.refresh();
  }

  async #ask(scan) {
    try {
      const answer = await send(this.url, scan);
      this.#unsent = undefined;
      return { ...verdict(scan, answer), ...(await this.#about(answer)), scan };
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.#unsent = scan;
      const person = this.roster.people.get(scan.delegate) ?? this.roster.byShortCode(scan.code);
      return { ...notKept(error.message), person, scan };
    }
  }

  // Somebody who registered a minute ago is in the answer before they are in the roster.
  async #about({ delegate, name, reason }) {
    if (delegate && !this.roster.people.has(delegate)) await this.roster.refresh();
    return { person: this.roster.people.get(delegate), name, reason };
  }
}
