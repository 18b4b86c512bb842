// One state at a time: of the parts that name the states they belong to, the others are hidden.
export function show(page, state) {
  page.dataset.state = state;
  for (const part of page.querySelectorAll("[data-in]")) {
    part.hidden = !part.dataset.in.split(" ").includes(state);
  }
  page.querySelector(`[data-focus="${state}"]:not([hidden])`)?.focus();
}

// What happens on each event that reaches the page. A button may name an event, or a screen.
export function answer(page, answers) {
  for (const [name, act] of Object.entries(answers)) {
    page.addEventListener(name, ({ detail }) => act(detail));
  }
  page.addEventListener("click", ({ target }) => {
    const opens = target.closest("[data-opens]")?.dataset.opens;
    if (opens) (answers[opens] ?? (() => show(page, opens)))();
  });
}
