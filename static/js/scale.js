// Scale in nautical miles, true at the middle of the view, and the pointer's position.

import { element } from "./dom.js";
import { pixelsPerNm } from "./geodesic.js";
import { ddmText } from "./positions.js";

const SCALE_WIDEST_PX = 130;
const KM_IN_NM = 1.852;

function roundLength(longest) {
  const power = 10 ** Math.floor(Math.log10(longest));
  return [5, 3, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power;
}

/** Adds the scale bar. */
export function addScale(map) {
  const words = element("span", { class: "atlas-scale-words" });
  const bar = element("span", { class: "atlas-scale-bar" });
  const box = element("div", { class: "atlas-scale" }, words, bar);
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => box;
  control.addTo(map);

  function update() {
    const { lat } = map.getCenter();
    const perNm = pixelsPerNm(lat, map.getZoom());
    const length = roundLength(SCALE_WIDEST_PX / perNm);
    const degree = Math.round(Math.abs(lat));
    const side = degree === 0 ? "" : lat < 0 ? " S" : " N";
    words.textContent = `${length.toLocaleString("en")} nm at ${degree}°${side}`;
    bar.style.width = `${Math.round(length * perNm)}px`;
    box.title = `${(length * KM_IN_NM).toLocaleString("en", { maximumSignificantDigits: 3 })} km`;
  }
  map.on("moveend", update);
  update();
}

/** Adds the readout of the pointer's position; moved by keys, it tells the middle of the view. */
export function addPointerPosition(map) {
  // Its place is kept from the first on, so that nothing else is put there.
  const box = element("output", { class: "atlas-pointer", "aria-live": "off" }, ddmText(-179.99, -89.99));
  box.hidden = true;
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => box;
  control.addTo(map);

  function show({ lat, lng }) {
    box.hidden = false;
    box.textContent = ddmText(lng, lat);
  }
  map.on("mousemove", (event) => show(event.latlng));
  map.on("moveend", () => {
    if (map.getContainer().matches(":focus-visible")) show(map.getCenter());
  });
  map.getContainer().addEventListener("focus", () => {
    if (map.getContainer().matches(":focus-visible")) show(map.getCenter());
  });
}
