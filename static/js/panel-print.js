// On paper the map has another frame and the light theme; afterwards everything is as it was.

// Paper does not wait for the next frame: what an act would leave until then is done at once.
function actAtOnce(act) {
  const waiting = [];
  const later = window.requestAnimationFrame;
  window.requestAnimationFrame = (task) => waiting.push(task);
  try {
    act();
  } finally {
    window.requestAnimationFrame = later;
  }
  for (const task of waiting) task(performance.now());
}

export function startPrinting(state) {
  const element = document.querySelector(".map-area .atlas-map");
  // The map's own script keeps it under the id of its element.
  const map = element && window[element.id];
  if (!map) return;
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    const { theme, c, z } = state.get();
    before = { state: { theme, c, z }, bounds: map.getBounds(), view: [map.getCenter(), map.getZoom()] };
    root.classList.add("is-printing");
    actAtOnce(() => {
      state.set({ theme: "light" });
      map.invalidateSize({ animate: false, pan: false });
      map.fitBounds(before.bounds, { animate: false });
    });
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    root.classList.remove("is-printing");
    map.invalidateSize({ animate: false, pan: false });
    map.setView(before.view[0], before.view[1], { animate: false });
    state.set(before.state);
    before = null;
  });
}
