/* Where it all comes together. */

/* After any change of the filters. */
function changed() {
  computeVisible();
  refresh();
}

function refresh() {
  syncControls();
  refreshMap();
  renderPanel();
  renderTable();
  writeHash();
}

/* Select an actor or a link, or nothing. */
function select(selection, { isQuiet = false } = {}) {
  state.selection = selection;
  refresh();
  if (selection && !isQuiet) reveal(selection);
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

function startMouse() {
  const tip = byId("tip");
  const hide = () => { tip.hidden = true; byId("map").classList.remove("is-over"); };
  const point = ({ pointer }) => pointer.DOM;
  const showTip = (content, at) => {
    tip.replaceChildren(...content);
    tip.hidden = false;
    const { clientWidth, clientHeight } = byId("map-view");
    tip.style.left = `${Math.min(at.x + 14, clientWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(at.y + 16, clientHeight - tip.offsetHeight - 8)}px`;
    byId("map").classList.add("is-over");
  };
  map.network.on("click", (event) => { hide(); select(hit(point(event)), { isQuiet: true }); });
  map.network.on("doubleClick", (event) => { const found = hit(point(event)); if (found?.kind === "actor") map.network.focus(found.id, { scale: Math.max(1.1, map.network.getScale()), animation: motion() }); });
  map.network.on("hoverNode", (event) => {
    map.hovered = event.node;
    const node = nodes.get(event.node);
    showTip([h("strong", {}, node.label), h("span", {}, `${word("type", node.type)} · ${numbers.format(node.degree)} ${words.links_stat}`)], point(event));
  });
  map.network.on("hoverEdge", (event) => {
    const edge = edges.get(event.edge);
    showTip([h("strong", {}, `${label(edge.source)} ${arrowOf(edge)} ${label(edge.target)}`), h("span", { class: "kind-line" }, relationMark(edge.type, { arrow: edge.directed }), `${word("relation", edge.type)} · ${count("sentences", edge.weight)}`)], point(event));
  });
  map.network.on("blurNode", () => { map.hovered = null; hide(); });
  map.network.on("blurEdge", hide);
  const moved = () => {
    hide();
    const at = map.network.getViewPosition();
    state.camera = { x: at.x, y: at.y, scale: map.network.getScale() };
    clearTimeout(moved.timer);
    moved.timer = setTimeout(writeHash, 250);
  };
  map.network.on("dragEnd", moved);
  map.network.on("zoom", moved);
  map.network.on("dragStart", hide);
}

function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input:not([type=checkbox]):not([type=range])");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      openFilters(true);
      byId("search").focus();
    } else if (event.key === "Escape") {
      openFilters(false);
      if (state.selection) select(null);
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

function startTools() {
  byId("zoom-in").addEventListener("click", () => zoomBy(1.3));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => { state.camera = null; fitMap(); writeHash(); });
  byId("save-png").addEventListener("click", savePng);
  byId("toggle-filters").addEventListener("click", () => openFilters(!document.body.classList.contains("filters-open")));
  byId("theme").addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; repaint(); });
  darkSystem.addEventListener("change", repaint);
}

/* All colours anew. */
function repaint() {
  renderLegend();
  refresh();
}

function applyHash() {
  fromHash(location.hash.slice(1));
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
    startMouse();
  } catch (error) {
    map.network = null;
    byId("notice").textContent = words.canvas_failed;
    byId("notice").hidden = false;
    if (!location.hash.includes("view=")) location.hash = "view=links";
  }
  renderLegend();
  startSearch();
  startFilters();
  startTabs();
  startKeyboard();
  startTools();
  applyHash();
  addEventListener("hashchange", applyHash);
  new ResizeObserver(() => requestAnimationFrame(resized)).observe(byId("map-view"));
}

/* Keep the whole map, or on a small screen the selection, in the room there is. */
function resized() {
  if (!map.network || state.view !== "map") return;
  map.network.setSize("100%", "100%");
  if (isSmall.matches && state.selection) fitMap({ animated: false, only: selectedPart().nodes });
  else if (!state.camera) fitMap({ animated: false });
}

/* For tests and for the console: where things are on the screen, and what is shown. */
window.graphkit = {
  nodePoint(id) {
    const at = map.network.canvasToDOM(map.network.getPositions([id])[id]);
    const frame = byId("map").getBoundingClientRect();
    return { x: at.x + frame.left, y: at.y + frame.top };
  },
  edgePoint(id) {
    const { source, target } = edges.get(id);
    const places = map.network.getPositions([source, target]);
    const [a, b] = [source, target].map((end) => map.network.canvasToDOM(places[end]));
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
  visible: () => ({ nodes: [...visible.nodes], edges: [...visible.edges] }),
  select,
};

start();
