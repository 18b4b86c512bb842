// <door-page>: joins the parts of the door. Each says what happened by an event; this decides.
import { Delivery } from "./delivery.js";
import { parts } from "./parts.js";
import { Roster } from "./roster.js";
import { answer, show } from "./screens.js";
import { listen } from "./wedge.js";

class DoorPage extends HTMLElement {
  connectedCallback() {
    this.roster = new Roster(this.dataset.roster);
    Object.assign(this, parts(this, this.roster));
    this.camera.isLooking = () => this.isLooking;
    this.delivery = new Delivery(this.dataset.scans, this.roster, (verdict) => this.tell(verdict));
    answer(this, {
      begin: (detail) => this.begin(detail),
      unavailable: (reason) => {
        this.post.explain(reason);
        show(this, "start");
      },
      read: (code) => this.delivery.take({ code }),
      pick: (what) => this.delivery.take(what),
      undo: (scan) => this.delivery.undo(scan),
      retry: (scan) => this.delivery.deliver(scan),
      next: () => this.goOn(),
    });
    listen((code) => this.delivery.take({ code }));
    show(this, "start");
  }

  // A badge is not read past an answer that the steward has to see first.
  get isLooking() {
    const { state } = this.dataset;
    const isFree = state === "camera" || (state === "verdict" && this.verdict.isGood);
    return isFree && !this.delivery.isBusy;
  }

  async begin({ place, wantsCamera }) {
    this.delivery.place = this.status.place = place;
    this.roster.keepFresh();
    if (!wantsCamera) this.camera.stop();
    if (wantsCamera && !(await this.camera.start())) return;
    this.goOn();
  }

  goOn() {
    this.delivery.leave();
    this.finder.clear();
    this.finder.classList.toggle("is-alone", !this.camera.isOn);
    show(this, this.camera.isOn ? "camera" : "find");
  }

  tell(verdict) {
    this.verdict.show(verdict);
    this.last.show(verdict);
    show(this, "verdict");
  }
}

customElements.define("door-page", DoorPage);
