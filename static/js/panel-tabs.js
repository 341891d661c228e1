// Events, Table, Sources as tabs. Without script they are three parts, one under the other.

function tabOf(hash) {
  const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  return target?.closest(".tab-panel")?.id ?? null;
}

function showTab(tabs, id) {
  for (const tab of tabs) {
    const own = tab.getAttribute("aria-controls");
    const chosen = own === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(own).classList.toggle("tab-off", !chosen);
  }
  if (document.body.dataset.tab === id) return;
  document.body.dataset.tab = id;
  document.getElementById("panel").scrollTop = 0;
  // The table takes a wider panel: the map measures its frame anew.
  window.dispatchEvent(new Event("resize"));
}

function keepHash(hash) {
  try {
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  } catch {
    // A sandboxed frame has no address to keep it in.
  }
}

function moveTab(tabs, event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const last = tabs.length - 1;
  const now = tabs.indexOf(event.currentTarget);
  const next = Math.abs(step) > 1 ? (step > 0 ? last : 0) : (now + step + tabs.length) % tabs.length;
  tabs[next].focus();
  tabs[next].click();
}

function openTarget(tabs, hash) {
  const id = tabOf(hash);
  if (!id) return;
  showTab(tabs, id);
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target.id === id) document.getElementById("panel").scrollTop = 0;
  else target.scrollIntoView({ block: "start" });
}

export function startTabs() {
  const list = document.querySelector("[data-tabs]");
  const tabs = [...list.querySelectorAll("a")];
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Views of the year");
  for (const tab of tabs) {
    const id = tab.hash.slice(1);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", id);
    document.getElementById(id).setAttribute("role", "tabpanel");
    tab.addEventListener("keydown", (event) => moveTab(tabs, event));
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      showTab(tabs, id);
      keepHash(id === "events" ? "" : tab.hash);
    });
  }
  for (const link of document.querySelectorAll("a[data-tab]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      openTarget(tabs, link.hash);
      keepHash(link.hash);
    });
  }
  window.addEventListener("hashchange", () => openTarget(tabs, location.hash));
  showTab(tabs, tabOf(location.hash) ?? "events");
  document.documentElement.classList.remove("starting");
  // The browser scrolls to the hash by itself, past the year's title: this comes after it.
  if (tabOf(location.hash)) {
    window.addEventListener("load", () => setTimeout(() => openTarget(tabs, location.hash)));
  }
}
