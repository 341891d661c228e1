// On paper the map has another frame and the light theme; afterwards everything is as it was.

export function startPrinting(state) {
  const element = document.querySelector(".map-area .atlas-map");
  // The map's own script keeps it under the id of its element.
  const map = element && window[element.id];
  if (!map) return;
  let before = null;
  const settle = (bounds) => {
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false });
  };
  window.addEventListener("beforeprint", () => {
    before = { theme: state.get().theme, c: state.get().c, z: state.get().z };
    before.bounds = map.getBounds();
    before.view = [map.getCenter(), map.getZoom()];
    document.documentElement.classList.add("is-printing");
    state.set({ theme: "light" });
    settle(before.bounds);
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    document.documentElement.classList.remove("is-printing");
    map.invalidateSize({ animate: false, pan: false });
    map.setView(before.view[0], before.view[1], { animate: false });
    state.set({ theme: before.theme, c: before.c, z: before.z });
    before = null;
  });
}
