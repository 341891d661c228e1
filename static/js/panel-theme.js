// The theme button: auto, light, dark. The state keeps the choice in the address and in storage.

const THEME_ORDER = ["auto", "light", "dark"];

// Pictures have a version for each theme; the browser picks one by the media of their <source>.
function showPictures(theme) {
  const media = { auto: "screen and (prefers-color-scheme: dark)", dark: "screen", light: "not all" }[theme];
  for (const source of document.querySelectorAll("source[data-dark]")) source.media = media;
}

function showTheme(theme, button) {
  document.documentElement.dataset.theme = theme;
  showPictures(theme);
  if (button) button.querySelector("[data-theme-name]").textContent = theme;
}

export function startTheme(state) {
  const button = document.querySelector("[data-action=theme]");
  showTheme(state.get().theme, button);
  state.subscribe((now, changed) => {
    if (changed.has("theme")) showTheme(now.theme, button);
  });
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = (THEME_ORDER.indexOf(state.get().theme) + 1) % THEME_ORDER.length;
    state.set({ theme: THEME_ORDER[next] });
  });
}
