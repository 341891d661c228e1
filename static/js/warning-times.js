// Windows of a warning on another clock: that of the message, of the reader, or of a place.

import { element } from "./dom.js";

const TIME_ZONES = [
  ["own", "the message’s own clock"],
  ["here", "my own clock"],
  ["Asia/Vladivostok", "Vladivostok"],
  ["Asia/Shanghai", "Beijing"],
  ["Asia/Tokyo", "Tokyo"],
  ["Asia/Seoul", "Seoul"],
  ["Asia/Manila", "Manila"],
  ["Asia/Ho_Chi_Minh", "Hanoi"],
  ["Europe/Moscow", "Moscow"],
  ["America/New_York", "Washington"],
];
const HERE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The choice of a clock; onChange is told its key. */
export function clockChoice(current, onChange) {
  const options = TIME_ZONES.map(([key, words]) => {
    const text = key === "here" ? `${words} (${HERE_ZONE})` : words;
    return element("option", { value: key, selected: key === current }, text);
  });
  const select = element("select", { id: "warning-clock", change: () => onChange(select.value) }, ...options);
  return element("p", { class: "warning-clock" }, element("label", { for: "warning-clock" }, "Times in UTC, and on "), select);
}

function clockZone(key, clock) {
  if (key === "own") return clock.zone;
  return key === "here" ? HERE_ZONE : key;
}

/** What a column of times on a clock is called; nothing where it would say UTC again. */
export function clockWords(key, clock) {
  if (key === "own") return clock.hours ? `${clock.words}, as the message counts` : "";
  if (clockZone(key, clock) === "UTC") return "";
  return key === "here" ? HERE_ZONE : TIME_ZONES.find(([name]) => name === key)[1];
}

function clockParts(iso, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return { day: `${parts.day} ${parts.month.slice(0, 3)} ${parts.year}`, hour: `${parts.hour}:${parts.minute}` };
}

/** A window on a clock, as mapper/web/warnings/clocks.py writes it. */
export function windowWords({ start, end }, key, clock) {
  const zone = clockZone(key, clock);
  const [first, last] = [start, end].map((iso) => (iso ? clockParts(iso, zone) : null));
  if (!first && !last) return "open";
  if (!last) return `from ${first.day} ${first.hour}`;
  if (!first) return `until ${last.day} ${last.hour}`;
  if (first.day === last.day) return `${first.day} ${first.hour}–${last.hour}`;
  return `${first.day} ${first.hour} – ${last.day} ${last.hour}`;
}
