// A hand scanner types like a keyboard and ends with Enter, wherever on the page one is.
const SHORTEST = 6;
const PAUSE = 1500; // ms; a person who types a short code is slower than a scanner

export function listen(hear) {
  let typed = "";
  let last = 0;
  window.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.timeStamp - last > PAUSE) typed = "";
    last = event.timeStamp;
    if (/^[a-z0-9]$/i.test(event.key)) typed += event.key.toUpperCase();
    if (event.key !== "Enter") return;
    const code = typed;
    typed = "";
    if (code.length < SHORTEST) return;
    event.preventDefault(); // or Enter would press the button that has the focus
    event.stopPropagation();
    hear(code);
  }, { capture: true });
}
