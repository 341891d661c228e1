// Dates as people read them: "3–5 Aug", "30 Jul – 2 Aug", "Aug 2024". Dates are UTC days.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function splitDate(text) {
  const [year, month, day] = String(text ?? "").split("-");
  return { year: year || "", month: month ? MONTHS[Number(month) - 1] : "", day: Number(day) || 0 };
}

/** One date; the year is said where it is not the one expected. */
export function dayText(text, year) {
  const date = splitDate(text);
  if (!date.year) return "";
  if (!date.month) return date.year;
  const words = date.day ? [date.day, date.month] : [date.month];
  return (date.year === String(year) ? words : [...words, date.year]).join(" ");
}

/** A span of dates, as short as it can be said without doubt; as mapper/dates.py has it. */
export function spanText(start, end, year) {
  if (!start && !end) return "";
  if (!start) return `until ${dayText(end, year)}`;
  if (!end) return `from ${dayText(start, year)}`;
  if (start === end) return dayText(start, year);
  const [a, b] = [splitDate(start), splitDate(end)];
  if (a.year !== b.year) return `${dayText(start)} – ${dayText(end)}`;
  if (a.month && a.month === b.month) {
    if (a.day && b.day) return `${a.day}–${dayText(end, year)}`;
    // One end is known to the month only.
    if (a.day) return `from ${dayText(start, year)}, within the month`;
    return `${dayText(start, year)}, until ${dayText(end, year)}`;
  }
  return `${dayText(start, a.year)} – ${dayText(end, year)}`;
}

/** The span of an event, part or period of an event, with what is known of its precision. */
export function eventSpan(record, year, period = record) {
  const text = spanText(period?.start, period?.end, year);
  return text && record.date_precision === "approximate" ? `about ${text}` : text;
}

/** The span of an event, then its days at sea where they are others. */
export function fullSpan(record, year) {
  const whole = eventSpan(record, year);
  const sea = eventSpan(record, record.year, record.sea_phase);
  return sea && sea !== eventSpan(record, record.year) ? `${whole}, at sea ${sea}` : whole;
}

/** What a label says: the days of that place, else those at sea, else all. */
export function labelSpan(record, part) {
  if (part?.start) return eventSpan(part, record.year);
  const [whole, sea] = [record, record.sea_phase].map((one) => eventSpan(record, record.year, one));
  return sea && sea !== whole ? `at sea ${sea}` : whole;
}

/** The first day that a date of any precision can mean. */
export function firstDay(text) {
  return text ? `${text}-01-01`.slice(0, 4) + (text.slice(4) + "-01-01").slice(0, 6) : null;
}

/** The last day that a date of any precision can mean. */
export function lastDay(text) {
  if (!text) return null;
  if (text.length === 4) return `${text}-12-31`;
  if (text.length > 7) return text;
  const [year, month] = text.split("-").map(Number);
  return `${text}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}

/** Whether a span of days meets a window; what has no date is always inside. */
export function meetsWindow(from, to, range) {
  if (!range || (!from && !to)) return true;
  return (from ?? to) <= range[1] && (to ?? from) >= range[0];
}
