/* Where it all comes together. */

/* After any change of the filters. */
function changed() {
  computeVisible();
  refresh();
}

function refresh() {
  refreshMap();
  syncControls();
  renderPanel();
  renderTable();
  syncTimeline();
  writeHash();
}

/* Select an actor, a link, a path, or nothing. */
function select(selection, { isQuiet = false } = {}) {
  const wasIsolated = state.isolate;
  state.selection = selection;
  if (!selection) state.isolate = false;
  const ids = !selection ? [] : selection.kind === "link" ? [model.edges.get(selection.id)?.source, model.edges.get(selection.id)?.target] : [selection.id, selection.to];
  const known = guests.size;
  for (const id of ids.filter(Boolean)) invite(id);
  if (guests.size !== known || wasIsolated) computeVisible();
  refresh();
  if (selection && !isQuiet) reveal();
}

function setView(view) {
  state.view = view;
  document.body.classList.toggle("is-table", view !== "map");
  byId("map-view").hidden = view !== "map";
  byId("table-view").hidden = view === "map";
  byId("table-view").setAttribute("aria-labelledby", view === "links" ? "tab-links" : "tab-actors");
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.view === view));
    tab.tabIndex = tab.dataset.view === view ? 0 : -1;
  }
  renderTable();
  writeHash();
}

function startTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const tab of tabs) {
    tab.addEventListener("click", () => setView(tab.dataset.view));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      setView(next.dataset.view);
      next.focus();
    });
  }
}

/* ---------- mouse and touch ---------- */

function showTip(content, at) {
  const tip = byId("tip");
  tip.replaceChildren(...content);
  tip.hidden = false;
  const { clientWidth, clientHeight } = byId("map-view");
  tip.style.left = `${Math.max(8, Math.min(at.x + 14, clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(at.y + 16, clientHeight - tip.offsetHeight - 8))}px`;
}

function hideTip() {
  byId("tip").hidden = true;
  byId("map").classList.remove("is-over");
}

function tipOf(found) {
  if (found.kind === "actor") {
    const node = model.nodes.get(found.id);
    return [h("strong", {}, node.label), h("span", {}, `${word("type", node.type)} · ${count("links", node.links)}`)];
  }
  const edge = model.edges.get(found.id);
  return [h("strong", {}, `${edge.from.label} ${arrowOf(edge)} ${edge.to.label}`), h("span", { class: "kind-line" }, edgeMark(edge), `${word("relation", edge.type)} · ${edge.denied ? words.only_denied : count("sentences", edge.now.weight)}`)];
}

function startMouse() {
  let isMoving = false;
  map.network.on("click", ({ pointer }) => { hideTip(); select(hit(pointer.DOM), { isQuiet: true }); });
  map.network.on("doubleClick", ({ pointer }) => {
    const found = hit(pointer.DOM);
    if (found?.kind !== "actor") return;
    const { x, y } = model.nodes.get(found.id);
    map.network.moveTo({ position: { x, y }, scale: Math.max(1.1, map.network.getScale()), animation: map.isBatched ? false : motion() });
    keepCamera();
  });
  map.network.on("dragStart", () => { isMoving = true; hideTip(); });
  map.network.on("dragEnd", () => { isMoving = false; });
  map.network.on("zoom", () => { hideTip(); keepCamera(); });
  let next = null;
  byId("map").addEventListener("pointermove", ({ clientX, clientY, pointerType }) => {
    if (pointerType !== "mouse" || isMoving) return;
    const isWaiting = next !== null;
    const frame = byId("map").getBoundingClientRect();
    next = { x: clientX - frame.left, y: clientY - frame.top };
    if (!isWaiting) requestAnimationFrame(() => { const at = next; next = null; if (!isMoving) point(at); });
  });
  byId("map").addEventListener("pointerleave", () => { hideTip(); hover(null); });
}

function point(at) {
  const found = hit(at);
  byId("map").classList.toggle("is-over", Boolean(found));
  hover(found?.kind === "actor" ? found.id : null);
  if (found) showTip(tipOf(found), at);
  else hideTip();
}

/* The actor under the mouse is named; in a large graph only if its label is not there already. */
function hover(id) {
  if (map.hovered === id) return;
  map.hovered = id;
  if (id === null || !map.labels.some(({ node }) => node.id === id)) map.network.redraw();
}

/* ---------- keyboard ---------- */

function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input:not([type=checkbox]):not([type=range]), select, textarea, dialog[open]");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      openFilters(true);
      byId("search").focus();
    } else if (event.key === "Escape" && !event.target.closest?.("dialog[open]")) {
      const menu = document.querySelector("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
      openFilters(false);
      if (state.selection) select(null);
    } else if (["1", "2", "3"].includes(event.key) && !isTyping && state.selection?.kind === "actor") {
      state.depth = Number(event.key);
      changed();
    }
  });
  const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  byId("map").addEventListener("keydown", (event) => {
    if (steps[event.key]) panBy(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoomBy(1.25);
    else if (event.key === "-") zoomBy(0.8);
    else if (event.key === "0") fitMap();
    else return;
    event.preventDefault();
  });
}

function openFilters(isOpen) {
  document.body.classList.toggle("filters-open", isOpen);
  byId("toggle-filters").setAttribute("aria-expanded", String(isOpen));
}

/* ---------- what the buttons do ---------- */

function startTools() {
  const on = (id, action) => byId(id).addEventListener("click", action);
  on("zoom-in", () => zoomBy(1.3));
  on("zoom-out", () => zoomBy(1 / 1.3));
  on("zoom-fit", () => { state.camera = null; clearTimeout(keepCamera.timer); fitMap(); writeHash(); });
  on("toggle-filters", () => openFilters(!document.body.classList.contains("filters-open")));
  on("close-filters", () => openFilters(false));
  on("theme", () => { setTheme(!theme.isDark, { isChosen: true }); repaint(); });
  darkSystem.addEventListener("change", ({ matches }) => { if (!document.documentElement.dataset.theme) { setTheme(matches); repaint(); } });
  let before = null; // paper is light
  addEventListener("beforeprint", () => {
    before = { isDark: theme.isDark, chosen: document.documentElement.dataset.theme };
    setTheme(false, { isChosen: true });
    repaint();
  });
  addEventListener("afterprint", () => {
    if (before.chosen) document.documentElement.dataset.theme = before.chosen;
    else delete document.documentElement.dataset.theme;
    setTheme(before.isDark);
    repaint();
  });
  const take = (id, action) => on(id, () => { byId("take").open = false; byId("take").querySelector("summary").focus(); action(); });
  take("save-png", savePng);
  take("save-svg", saveSvg);
  take("save-graphml", () => saveFile(fileName(".graphml"), graphml(), "application/xml"));
  take("save-gexf", () => saveFile(fileName(".gexf"), gexf(), "application/xml"));
  take("save-nodes", () => saveFile(fileName("-nodes.csv"), nodesCsv(), "text/csv"));
  take("save-edges", () => saveFile(fileName("-edges.csv"), edgesCsv(), "text/csv"));
  take("copy-link", () => copyText(location.href, words.link_copied));
  take("copy-citation", () => copyText(graphCitation(), words.copied));
  document.addEventListener("click", (event) => { for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false; });
}

/* All colours anew. */
function repaint() {
  renderLegend();
  refresh();
}

function applyHash() {
  guests.clear();
  fromHash(location.hash.slice(1));
  model = state.rollUp ? rolledModel() : plainModel;
  for (const id of [state.selection?.id, state.selection?.to]) if (model.nodes.has(id)) invite(id);
  if (state.selection?.kind === "link") { const { source, target } = model.edges.get(state.selection.id); invite(source); invite(target); }
  renderLegend();
  computeVisible();
  refresh();
  setView(state.view);
  if (!map.network) return;
  if (state.camera) map.network.moveTo({ position: state.camera, scale: state.camera.scale });
  else fitMap({ animated: false });
}

function start() {
  try {
    startMap();
    startDragging();
    startMouse();
  } catch (error) {
    map.network = null;
    for (const id of ["save-png", "save-svg"]) byId(id).disabled = true;
    byId("notice").textContent = words.canvas_failed;
    byId("notice").hidden = false;
    if (!location.hash.includes("view=")) location.hash = "view=links";
  }
  startSearch();
  startFilters();
  startTimeline();
  startTabs();
  startKeyboard();
  startTools();
  startCorrections();
  applyHash();
  addEventListener("hashchange", applyHash);
  new ResizeObserver(() => requestAnimationFrame(resized)).observe(byId("map-view"));
}

/* Keep the whole map, or on a small screen the selection, in the room there is. */
function resized() {
  syncTimeline();
  if (!map.network || state.view !== "map") return;
  map.network.setSize("100%", "100%");
  map.network.redraw();
  if (isSmall.matches && state.selection) fitMap({ animated: false, only: map.part?.nodes });
  else if (!state.camera) fitMap({ animated: false });
}

/* For tests and for the console: where things are on the screen, and what is shown. */
window.graphkit = {
  nodePoint(id) {
    const at = map.network.canvasToDOM(model.nodes.get(id));
    const frame = byId("map").getBoundingClientRect();
    return { x: at.x + frame.left, y: at.y + frame.top };
  },
  edgePoint(id) {
    const { from, to } = model.edges.get(id);
    const [a, b] = [from, to].map((end) => map.network.canvasToDOM(end));
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const frame = byId("map").getBoundingClientRect();
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      for (let step = 0; step < 120; step += 1) {
        const offset = (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 2;
        const at = { x: a.x + (b.x - a.x) * share - ((b.y - a.y) / length) * offset, y: a.y + (b.y - a.y) * share + ((b.x - a.x) / length) * offset };
        const found = hit(at);
        if (found?.kind === "link" && found.id === id) return { x: at.x + frame.left, y: at.y + frame.top };
      }
    }
    return null;
  },
  visible: () => ({ nodes: visible.nodes.map(({ id }) => id), edges: visible.edges.map(({ id }) => id) }),
  counts: (id) => ({ ...model.edges.get(id).now }),
  isBatched: () => map.isBatched,
  zoomTo(id, scale) { const { x, y } = model.nodes.get(id); this.camera(x, y, scale); },
  camera(x, y, scale) { map.network.moveTo({ position: { x, y }, scale }); keepCamera(); },
  state,
  changed,
  select,
};

start();
