// Embed in a report: the snippets of a map page, in a dialogue, with the view that the reader has.

import { element } from "./dom.js";
import { startCopying } from "./panel-copy.js";
import { queryFromState } from "./state.js";

// As mapper/web/snippets.py has them.
const REPORT_SHARE = 0.62;
const REPORT_EDGES_PX = 92;
const REPORT_MAP_PX = [280, 620];
const REPORT_WAIT_MS = 350;
// As mapper/web/compare_query.py has it: a figure shows every year and every shift.
const REPORT_NO_FIGURE = /^-?(year-\d{1,4}|shift)$/;
const REPORT_ESCAPES = {
  "": (text) => text,
  html: (text) =>
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/&#38;/g, "&amp;"),
  tex: (text) => text.replace(/[%#]/g, "\\$&"),
};

function reportHeight(width) {
  const [least, most] = REPORT_MAP_PX;
  return Math.round(Math.min(Math.max(width * REPORT_SHARE, least), most)) + REPORT_EDGES_PX;
}

// The address of a comparison asks already; what it asks stays.
function withQuery(address, query) {
  const [path, asked] = address.split("?");
  const whole = new URLSearchParams({ ...query, ...Object.fromEntries(new URLSearchParams(asked)) });
  const text = whole.toString().replace(/%2C/g, ",");
  return text ? `${path}?${text}` : path;
}

// The map of the page behind the dialogue; null on the page of the report itself.
function mapBehind() {
  const frame = document.querySelector(".map-area .atlas-map");
  return frame && window[frame.id]?.getBounds ? window[frame.id] : null;
}

// An embed of another width shows what the reader sees: the same extent at another zoom.
function viewQuery(state, map, width) {
  const now = state.get();
  const claims = new URLSearchParams(window.location.search).get("view");
  const zoom = map && now.z != null ? now.z + Math.log2(width / map.getSize().x) : now.z;
  const shown = { ...now, theme: "auto", z: zoom == null ? null : Math.max(0, zoom) };
  const defaults = { ...state.defaults, theme: "auto" };
  return queryFromState(shown, defaults, claims ? `?view=${claims}` : "");
}

// The page is as wide as it is: its zoom is the reader's own.
function asSeen(query, state) {
  return query.z == null ? query : { ...query, z: String(Math.round(state.get().z * 100) / 100) };
}

function figureQuery(root, query, map, moved) {
  const figure = {};
  // A site of files has each figure once, without options.
  if ("fixed" in root.dataset) return figure;
  if (query.theme) figure.theme = query.theme;
  const layers = query.layers?.split(",").filter((word) => !REPORT_NO_FIGURE.test(word)).join(",");
  if (layers) figure.layers = layers;
  if (map && moved) {
    const box = map.getBounds().wrap?.() ?? map.getBounds();
    const turned = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
    const edges = [turned(box.getWest()), box.getSouth(), turned(box.getEast()), box.getNorth()];
    figure.extent = edges.map((edge) => edge.toFixed(2)).join(",");
  }
  return figure;
}

function fillReport(root, state, map) {
  const form = root.querySelector("form");
  const width = Number(form.elements.width.value);
  if (!form.elements.width.validity.valid) return;
  const addresses = JSON.parse(root.dataset.addresses)[form.elements.pin.checked ? "pinned" : "now"];
  const query = Object.fromEntries(new URLSearchParams(viewQuery(state, map, width)));
  const theme = form.elements.theme.value;
  if (theme !== "auto") query.theme = theme;
  const figure = figureQuery(root, query, map, state.get().c);
  const values = { width: String(width), height: String(reportHeight(width)) };
  values.embed = withQuery(addresses.embed, query);
  values.page = withQuery(addresses.page, asSeen(query, state));
  for (const name of ["png", "pdf"]) values[name] = withQuery(addresses[name], figure);
  for (const box of root.querySelectorAll("[data-pieces]")) {
    const pieces = JSON.parse(box.dataset.pieces);
    const fill = (piece) => (typeof piece === "string" ? piece : REPORT_ESCAPES[piece[1]](values[piece[0]]));
    box.textContent = pieces.map(fill).join("");
  }
  for (const link of root.querySelectorAll("[data-file]")) {
    const options = Object.fromEntries(new URLSearchParams(link.dataset.options));
    link.href = withQuery(addresses[link.dataset.file], { ...figure, ...options });
  }
  showPreview(root, withQuery(root.dataset.preview, query), width);
}

// A frame wider than the dialogue is shown smaller, as the report will show it whole.
function showPreview(root, address, width) {
  const box = root.querySelector(".report-preview");
  const frame = box.querySelector("iframe");
  const height = reportHeight(width);
  box.style.maxWidth = `${width}px`;
  const scale = Math.min(1, box.clientWidth / width);
  frame.width = width;
  frame.height = height;
  frame.style.transform = `scale(${scale})`;
  box.style.height = `${Math.ceil(height * scale)}px`;
  if (frame.getAttribute("src") !== address) frame.src = address;
}

function startReport(root, state) {
  const map = mapBehind();
  const form = root.querySelector("form");
  root.querySelector("[data-submit]").hidden = true;
  const fill = () => fillReport(root, state, map);
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(fill, REPORT_WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill();
  });
  startCopying(root);
  new ResizeObserver(fill).observe(root.querySelector(".report-preview"));
  fill();
}

async function openReport(link, state) {
  const { href } = link;
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const root = document.importNode(page.getElementById("report"), true);
  // Keys that are pressed in a frame never reach the dialogue: Escape would not close it.
  root.querySelector("iframe").tabIndex = -1;
  const close = element("button", { type: "button", class: "tool report-close" }, "Close");
  const dialog = element("dialog", { class: "report-dialog", "aria-labelledby": "report-title" }, close, root);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  startReport(root, state);
}

/** The page of a report, and the link to it on a map page, which opens as a dialogue there. */
export function startReports(state) {
  const root = document.querySelector("main > #report");
  if (root) startReport(root, state);
  for (const link of document.querySelectorAll("a[data-action=report]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      // Where it cannot be fetched the link leads to its page.
      openReport(link, state).catch(() => window.location.assign(link.href));
    });
  }
}
