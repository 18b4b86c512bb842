// Keeps the screen on while the door is open; the browser lets go whenever the page is hidden.
export function stayAwake() {
  const ask = () => navigator.wakeLock?.request("screen").catch(() => {}); // low battery says no
  ask();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
}
