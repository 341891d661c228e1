// The year's line: two handles, dragging, arrow keys and a play button set the window of days.

import { element } from "./dom.js";
import { playYear } from "./panel-play.js";

const TIME_DAY_MS = 86400000;
const TIME_CLICK_PX = 4;

function timeSpan(year) {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / TIME_DAY_MS;
  const iso = (day) => new Date(first + day * TIME_DAY_MS).toISOString().slice(0, 10);
  const dayOf = (text) => {
    const day = Math.round((Date.parse(`${text}T00:00:00Z`) - first) / TIME_DAY_MS);
    return Math.min(Math.max(day, 0), count - 1);
  };
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
  const text = (day) => words.format(first + day * TIME_DAY_MS);
  return { year, count, iso, dayOf, text };
}

function timeHandle(label, span) {
  return element("button", {
    type: "button", class: "time-handle", role: "slider", "aria-label": label,
    "aria-valuemin": 0, "aria-valuemax": span.count - 1,
  });
}

function placeHandle(handle, day, edge, span) {
  handle.style.left = `${(edge / span.count) * 100}%`;
  handle.setAttribute("aria-valuenow", String(day));
  handle.setAttribute("aria-valuetext", `${span.text(day)} ${span.year}`);
}

/** The window as day numbers, both ends inside; the whole year when there is none. */
function chosenDays(state, span) {
  const days = state.get().window;
  return days ? [span.dayOf(days[0]), span.dayOf(days[1])] : [0, span.count - 1];
}

function chooseDays(state, span, first, last) {
  const bound = (day) => Math.min(Math.max(Math.round(day), 0), span.count - 1);
  const [low, high] = [bound(Math.min(first, last)), bound(Math.max(first, last))];
  const whole = low === 0 && high === span.count - 1;
  state.set({ window: whole ? null : [span.iso(low), span.iso(high)] });
}

function keyStep(event, count) {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };
  if (event.key === "Home") return -count;
  if (event.key === "End") return count;
  return steps[event.key] ?? 0;
}

function followKeys(state, span, handles) {
  handles.forEach((handle, index) => {
    handle.addEventListener("keydown", (event) => {
      const step = keyStep(event, span.count);
      if (!step) return;
      event.preventDefault();
      const days = chosenDays(state, span);
      const moved = days[index] + step;
      days[index] = index ? Math.max(moved, days[0]) : Math.min(moved, days[1]);
      chooseDays(state, span, days[0], days[1]);
    });
  });
}

// What a drag does depends on where it begins: a handle moves, the window shifts, else a new one.
function dragKind(event, day, days, whole, handles) {
  const index = handles.indexOf(event.target);
  if (index >= 0) return ["from", "to"][index];
  return !whole && day >= days[0] && day <= days[1] ? "shift" : "new";
}

function followDrag(state, span, plot, handles) {
  let drag = null;
  let dragged = false;
  const dayAt = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.floor(((event.clientX - box.left) / box.width) * span.count);
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [day, days] = [dayAt(event), chosenDays(state, span)];
    dragged = false;
    const kind = dragKind(event, day, days, !state.get().window, handles);
    drag = { kind, day, days, x: event.clientX, id: event.pointerId };
  });
  plot.addEventListener("pointermove", (event) => {
    if (!drag || drag.id !== event.pointerId) return;
    if (!dragged && Math.abs(event.clientX - drag.x) < TIME_CLICK_PX) return;
    if (!dragged) plot.setPointerCapture(event.pointerId);
    dragged = true;
    const day = dayAt(event);
    const { kind, days } = drag;
    if (kind === "from") chooseDays(state, span, Math.min(day, days[1]), days[1]);
    else if (kind === "to") chooseDays(state, span, days[0], Math.max(day, days[0]));
    else if (kind === "new") chooseDays(state, span, drag.day, day);
    else {
      const room = [-days[0], span.count - 1 - days[1]];
      const step = Math.min(Math.max(day - drag.day, room[0]), room[1]);
      chooseDays(state, span, days[0] + step, days[1] + step);
    }
  });
  const end = () => {
    drag = null;
  };
  plot.addEventListener("pointerup", end);
  plot.addEventListener("pointercancel", end);
  // A drag that ends on a bar is not a click on it.
  plot.addEventListener("click", (event) => {
    if (dragged) event.stopPropagation();
  }, true);
}

export function startTimeline(state) {
  const section = document.getElementById("timeline");
  const plot = section.querySelector(".timeline-plot");
  const span = timeSpan(Number(section.dataset.year));
  const shades = [0, 1].map(() => element("div", { class: "time-shade" }));
  const handles = [timeHandle("First day", span), timeHandle("Last day", span)];
  plot.append(...shades, ...handles);
  const whole = section.querySelector("[data-action=whole-year]");
  const label = document.getElementById("timeline-span");
  const hint = document.getElementById("timeline-hint");
  const show = () => {
    const [first, last] = chosenDays(state, span);
    placeHandle(handles[0], first, first, span);
    placeHandle(handles[1], last, last + 1, span);
    shades[0].style.width = `${(first / span.count) * 100}%`;
    shades[1].style.left = `${((last + 1) / span.count) * 100}%`;
    shades[1].style.right = "0";
    const days = first === last ? span.text(first) : `${span.text(first)} – ${span.text(last)}`;
    label.textContent = `${days} ${span.year}`;
    whole.hidden = !state.get().window;
    hint.hidden = Boolean(state.get().window);
  };
  followKeys(state, span, handles);
  followDrag(state, span, plot, handles);
  whole.addEventListener("click", () => {
    state.set({ window: null });
    handles[0].focus();
  });
  state.subscribe((now, changed) => {
    if (changed.has("window")) show();
  });
  show();
  const choose = (first, last) => chooseDays(state, span, first, last);
  playYear(section.querySelector("[data-action=play]"), span.count, () => chosenDays(state, span), choose);
}
