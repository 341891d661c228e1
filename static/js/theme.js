// Light and dark on a page that has no theme button of its own.

const THEME_ROUND = { auto: "dark", dark: "light", light: "auto" };

/** Whether a theme is dark here and now. */
export function isDark(theme) {
  if (theme !== "auto") return theme === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Keeps the page in the theme of the state; gives the next-theme action, or null on our pages. */
export function startMapTheme(state) {
  if (document.querySelector("[data-action=theme]")) return null;
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
  };
  show(state.get().theme);
  state.subscribe((now, changed) => changed.has("theme") && show(now.theme));
  return () => {
    const theme = state.get().theme;
    const next = theme === "auto" ? (isDark("auto") ? "light" : "dark") : THEME_ROUND[theme];
    state.set({ theme: next });
  };
}
