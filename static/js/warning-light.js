// The corner of a warning that the reader points at: text, list and map light it up together.

const lightListeners = new Set();
let litCorner = null;

/** Lights a corner by its key, or none. */
export function lightCorner(key) {
  if (key === litCorner) return;
  litCorner = key;
  for (const listener of lightListeners) listener(litCorner);
}

/** Calls a function with the key of each corner that lights up, and with null when none does. */
export function followLight(listener) {
  lightListeners.add(listener);
}

/** Lights the corner that a node of an area stands for while the pointer or the focus is on it. */
export function lightByPointer(area) {
  const keyOf = (event) => event.target.closest?.("[data-corner]")?.dataset.corner ?? null;
  area.addEventListener("pointerover", (event) => lightCorner(keyOf(event)));
  area.addEventListener("pointerleave", () => lightCorner(null));
  area.addEventListener("focusin", (event) => lightCorner(keyOf(event)));
  area.addEventListener("focusout", () => lightCorner(null));
}
