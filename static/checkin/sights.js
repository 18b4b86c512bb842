// A badge that stays in view is new once; one that came while nobody looked is new afterwards.
const AWAY = 3000; // ms out of sight before the same badge counts as shown again

export class Sights {
  #seen = new Map(); // when each badge was last in view

  isNew(text, isLooking) {
    const isHeld = performance.now() - (this.#seen.get(text) ?? -AWAY) < AWAY;
    if (isHeld || isLooking) this.#seen.set(text, performance.now());
    return isLooking && !isHeld;
  }
}
