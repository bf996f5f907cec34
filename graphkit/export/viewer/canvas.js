/* The map. vis-network is camera, gestures and, up to MANY_EDGES, the drawing; above it strokes.js draws
   all in batches. Labels are ours in both cases, so that none covers another. */

const map = { network: null, nodes: null, edges: null, styles: new Map(), isBatched: false, order: [], labels: [], hovered: null, part: null, isHurried: false, unit: 1 };

const MANY_EDGES = 800;
const MANY_NODES = 1000;
const DIM = 0.09;
const SHAPE_SCALE = { square: 0.84, triangle: 0.95, triangleDown: 0.95, diamond: 1.12, hexagon: 1.0 };

function startMap() {
  map.nodes = new vis.DataSet();
  map.edges = new vis.DataSet();
  map.network = new vis.Network(byId("map"), { nodes: map.nodes, edges: map.edges }, {
    autoResize: false,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: false, multiselect: false, selectable: false, selectConnectedEdges: false, tooltipDelay: 1e9, zoomSpeed: 0.7 },
    nodes: { chosen: false, borderWidth: 1.5, labelHighlightBold: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, smooth: false, arrowStrikethrough: false },
  });
  const canvas = byId("map").querySelector("canvas");
  if (!canvas?.getContext("2d")) throw new Error("no canvas");
  for (const element of byId("map").querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
  map.network.on("beforeDrawing", (context) => { drawHalo(context); if (map.isBatched) drawBatches(context); });
  map.network.on("afterDrawing", drawLabels);
}

/* Bring the drawing in line with the state: only what changed is touched. */
function refreshMap() {
  if (!map.network) return;
  map.part = selectedPart();
  map.order = [...visible.nodes].sort(byStrength);
  map.unit = unitOf(visible.nodes);
  map.isBatched = visible.edges.length > MANY_EDGES || visible.nodes.length > MANY_NODES;
  layParallels();
  if (map.isBatched) {
    clearDrawn();
    if (batches.key !== batchKey()) { makeBatches(); hurry(); }
  } else {
    sync(map.nodes, visible.nodes, nodeStyle, "n");
    sync(map.edges, visible.edges, edgeStyle, "e");
  }
  map.network.redraw();
}

/* Of a large graph, few actors may be spread over all of its map: then they are drawn larger, or they could not be seen. */
function unitOf(shown) {
  if (!isLarge || shown.length < 2) return 1;
  const range = (values) => Math.max(...values) - Math.min(...values);
  const room = Math.sqrt((range(shown.map(({ x }) => x)) * range(shown.map(({ y }) => y))) / shown.length);
  return Math.max(1, Math.min(5, room / 190)); // 190: about the room that an actor of a small map has
}

function clearDrawn() {
  if (map.edges.length) map.edges.clear();
  if (map.nodes.length) map.nodes.clear();
  map.styles.clear();
}

function sync(dataset, wanted, style, prefix) {
  const shown = new Set(wanted.map(({ id }) => id));
  const gone = dataset.getIds().filter((id) => !shown.has(id));
  for (const id of gone) map.styles.delete(prefix + id);
  const changed = [];
  for (const item of wanted) {
    const options = style(item);
    const key = prefix + item.id;
    const known = JSON.stringify(options);
    if (map.styles.get(key) === known) continue;
    map.styles.set(key, known);
    changed.push({ id: item.id, ...options });
  }
  if (gone.length) dataset.remove(gone);
  if (changed.length) dataset.update(changed);
}

/* ---------- looks ---------- */

const COLORINGS = ["type", "country", ...(hasBlocs ? ["bloc"] : [])];

/* The blocs or countries that have a colour: the biggest first. */
function coloredParts() {
  const key = state.colorBy;
  const sizes = new Map();
  for (const node of model.nodes.values()) if (node[key] !== null && node[key] !== undefined) sizes.set(node[key], (sizes.get(node[key]) ?? 0) + 1);
  return [...sizes].sort((a, b) => b[1] - a[1] || collator.compare(String(a[0]), String(b[0]))).slice(0, looks.parts.length).map(([name, size], index) => ({ name, size, look: looks.parts[index] }));
}

const partColors = { key: "", colors: new Map() };
function nodeColor(node) {
  if (state.colorBy === "type") return shade(typeLook(node.type));
  const key = `${state.colorBy}|${theme.isDark}|${state.rollUp}`;
  if (partColors.key !== key) Object.assign(partColors, { key, colors: new Map(coloredParts().map(({ name, look }) => [name, shade(look)])) });
  return partColors.colors.get(node[state.colorBy]) ?? shade(UNKNOWN);
}

const isWeak = (edge) => edge.type !== CO_MENTION && !edge.now.asserted;
const isDenied = (edge) => edge.now.weight === 0;
const strokeWidth = (edge) => map.unit * (edge.isThin || isDenied(edge) ? 1.1 + 0.25 * Math.log2(1 + edge.now.weight) : Math.min(8, 1.1 + 1.15 * Math.log2(1 + edge.now.weight)));
const strokeColor = (edge) => (isDenied(edge) ? cssColor("--muted") : shade(relationLook(edge.type)));
const strokeDash = (edge) => (isDenied(edge) ? [1, 5] : relationLook(edge.type).dash).map((length) => length * map.unit);
const strokeOpacity = (edge) => (isWeak(edge) && !isDenied(edge) && edge.id !== state.selection?.id ? 0.45 : 0.92);
const radius = (node) => node.size * map.unit;
const drawnSize = (node) => radius(node) * (SHAPE_SCALE[node.shape] ?? 1);

function nodeStyle(node) {
  const isBright = !map.part || map.part.nodes.has(node);
  return {
    shape: node.shape,
    size: drawnSize(node),
    color: { background: nodeColor(node), border: cssColor("--stage") },
    opacity: (isBright ? 1 : 0.16) * (node.generic ? 0.6 : 1),
    x: node.x,
    y: node.y,
  };
}

function edgeStyle(edge) {
  const isBright = !map.part || map.part.edges.has(edge);
  const width = strokeWidth(edge);
  const dash = strokeDash(edge);
  return {
    from: edge.source,
    to: edge.target,
    width: width + (edge.id === state.selection?.id ? 2 : 0),
    color: { color: strokeColor(edge), opacity: isBright ? strokeOpacity(edge) : DIM, inherit: false },
    dashes: dash.length ? dash : false,
    arrows: edge.directed ? { to: { enabled: true, scaleFactor: 0.34 + 0.34 * Math.sqrt(map.unit / width), type: isWeak(edge) ? "vee" : "arrow" } } : { to: { enabled: false } },
    smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : { enabled: false },
  };
}

/* Parallel edges of a pair fan out on both sides of the straight line. */
function layParallels() {
  for (const edge of visible.edges) edge.bend = 0;
  for (const edge of visible.edges) {
    if (edge.pair.length < 2 || edge.bend) continue;
    const shown = edge.pair.filter((other) => other.isShown);
    if (shown.length < 2) continue;
    shown.forEach((other, index) => {
      const offset = (index - (shown.length - 1) / 2) * 0.22;
      other.bend = other.source < other.target ? offset : -offset;
    });
  }
}

/* A ring behind what is selected. */
function drawHalo(context) {
  if (!state.selection) return;
  context.save();
  context.fillStyle = cssColor("--halo");
  for (const node of selectedEnds()) {
    if (!node.isShown) continue;
    context.beginPath();
    context.arc(node.x, node.y, radius(node) + 9 * map.unit, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

function selectedEnds() {
  const { selection } = state;
  if (!selection) return [];
  if (selection.kind === "actor") return [model.nodes.get(selection.id)];
  if (selection.kind === "path") return [model.nodes.get(selection.id), model.nodes.get(selection.to)];
  const edge = model.edges.get(selection.id);
  return [edge.from, edge.to];
}

/* ---------- where things are ---------- */

function viewArea() {
  const { clientWidth, clientHeight } = byId("map");
  const from = map.network.DOMtoCanvas({ x: 0, y: 0 });
  const to = map.network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const isInside = (at, area, margin = 0) => at.x > area.left - margin && at.x < area.right + margin && at.y > area.top - margin && at.y < area.bottom + margin;

/* What is under a point of the map: a dot, the label of one, or a stroke. */
function hit(point) {
  const at = map.network.DOMtoCanvas(point);
  const reach = 3 / map.network.getScale();
  let nearest = null;
  for (const node of visible.nodes) {
    const distance = Math.hypot(node.x - at.x, node.y - at.y) - radius(node);
    if (distance < reach && (!nearest || distance < nearest.distance)) nearest = { node, distance };
  }
  if (nearest) return { kind: "actor", id: nearest.node.id };
  const named = map.labels.find(({ box }) => at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom);
  if (named) return { kind: "actor", id: named.node.id };
  const edge = map.isBatched ? nearestStroke(at, 6 / map.network.getScale()) : model.edges.get(map.network.getEdgeAt(point));
  return edge ? { kind: "link", id: edge.id } : null;
}

/* An actor that the reader drags stays where it is put; in the batched drawing only the map moves. */
function startDragging() {
  let dragged = null;
  const place = () => Object.assign(dragged, map.network.getPositions([dragged.id])[dragged.id]);
  map.network.on("dragStart", ({ pointer }) => {
    const id = map.isBatched ? undefined : map.network.getNodeAt(pointer.DOM);
    dragged = id === undefined ? null : model.nodes.get(id);
  });
  map.network.on("dragging", () => { if (dragged) place(); else hurry(); });
  map.network.on("dragEnd", () => {
    if (!dragged) { keepCamera(); return; }
    place();
    dragged = null;
    refreshMap();
  });
}

/* ---------- camera ---------- */

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/* Here the panel takes half of the screen, and the map shows the selection alone. */
const isSmall = matchMedia("(max-width: 820px)");

/* The whole visible map, with a margin that leaves room for labels. */
function fitMap({ animated = true, only = visible.nodes } = {}) {
  const shown = [...only].filter((node) => node.isShown);
  if (!map.network || !shown.length) return;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of shown) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
  const { clientWidth, clientHeight } = byId("map");
  const scale = Math.min(only === visible.nodes ? 1.5 : 1.1, (clientWidth - Math.min(170, clientWidth * 0.3)) / Math.max(right - left, 1), (clientHeight - 110) / Math.max(bottom - top, 1));
  map.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale: Math.max(0.02, scale), animation: animated && !map.isBatched ? motion() : false });
}

function zoomBy(factor) {
  map.network?.moveTo({ scale: Math.min(6, Math.max(0.02, map.network.getScale() * factor)), animation: map.isBatched ? false : motion() });
  keepCamera();
}

function panBy(x, y) {
  if (!map.network) return;
  const at = map.network.getViewPosition();
  const scale = map.network.getScale();
  map.network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
  keepCamera();
}

/* Remember where the reader has moved the map to, also in the address. */
function keepCamera() {
  hurry();
  clearTimeout(keepCamera.timer);
  keepCamera.timer = setTimeout(() => {
    const at = map.network.getViewPosition();
    state.camera = { x: at.x, y: at.y, scale: map.network.getScale() };
    writeHash();
  }, 400);
}

/* Bring the selection into view, only if it is out of it. */
function reveal() {
  if (!map.network || !state.selection) return;
  if (isSmall.matches) { requestAnimationFrame(() => fitMap({ only: map.part?.nodes })); return; }
  if (state.selection.kind === "path") { fitMap({ only: map.part.nodes }); return; }
  const ends = selectedEnds().filter((node) => node.isShown);
  if (!ends.length || ends.every((node) => isInside(node, shrunk(viewArea())))) return;
  const middle = (axis) => ends.reduce((sum, node) => sum + node[axis], 0) / ends.length;
  map.network.moveTo({ position: { x: middle("x"), y: middle("y") }, animation: map.isBatched ? false : motion() });
}

function shrunk(area) {
  const x = (area.right - area.left) * 0.15;
  const y = (area.bottom - area.top) * 0.12;
  return { left: area.left + x, right: area.right - x, top: area.top + y, bottom: area.bottom - y };
}
