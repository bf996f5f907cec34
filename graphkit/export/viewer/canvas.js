/* The map: vis-network draws dots, strokes and arrows; labels are ours, so that none covers another. */

const map = { network: null, nodes: null, edges: null, styles: new Map(), labels: [], hovered: null };

/* Above this many strokes, edges are not drawn while the map moves. */
const MANY_EDGES = 800;
const DIM = 0.09;
const SHAPE_SCALE = { square: 0.84, triangle: 0.95, triangleDown: 0.95, diamond: 1.12, hexagon: 1.0 };

function startMap() {
  map.nodes = new vis.DataSet();
  map.edges = new vis.DataSet();
  map.network = new vis.Network(byId("map"), { nodes: map.nodes, edges: map.edges }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, selectConnectedEdges: false, hideEdgesOnDrag: edges.size > MANY_EDGES, hideEdgesOnZoom: edges.size > MANY_EDGES, tooltipDelay: 1e9 },
    nodes: { chosen: false, borderWidth: 1.5, labelHighlightBold: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, smooth: false, arrowStrikethrough: false },
  });
  const canvas = byId("map").querySelector("canvas");
  if (!canvas?.getContext("2d")) throw new Error("no canvas");
  map.network.on("beforeDrawing", drawHalo);
  map.network.on("afterDrawing", drawLabels);
}

/* Bring the drawing in line with the state: only what changed is touched. */
function refreshMap() {
  if (!map.network) return;
  const part = selectedPart();
  const bends = bendsOfVisible();
  sync(map.nodes, nodes, visible.nodes, (node) => nodeStyle(node, part));
  sync(map.edges, edges, visible.edges, (edge) => edgeStyle(edge, part, bends.get(edge.id) ?? 0));
  map.network.redraw();
}

function sync(dataset, all, wanted, style) {
  const gone = dataset.getIds().filter((id) => !wanted.has(id));
  for (const id of gone) map.styles.delete(dataset === map.nodes ? `n${id}` : `e${id}`);
  const changed = [];
  for (const id of wanted) {
    const options = style(all.get(id));
    const key = dataset === map.nodes ? `n${id}` : `e${id}`;
    const known = JSON.stringify(options);
    if (map.styles.get(key) === known) continue;
    map.styles.set(key, known);
    changed.push({ id, ...options });
  }
  if (gone.length) dataset.remove(gone);
  if (changed.length) dataset.update(changed);
}

function nodeStyle(node, part) {
  const color = shade(typeLook(node.type));
  const isBright = !part || part.nodes.has(node.id);
  const style = {
    shape: node.shape,
    size: node.size * (SHAPE_SCALE[node.shape] ?? 1),
    color: { background: color, border: cssColor("--stage") },
    opacity: (isBright ? 1 : 0.16) * (node.generic ? 0.6 : 1),
  };
  return map.styles.has(`n${node.id}`) ? style : { ...style, x: node.x, y: node.y };
}

function edgeStyle(edge, part, bend) {
  const look = relationLook(edge.type);
  const isThin = edge.type === "affiliation" || edge.type === CO_MENTION;
  const isBright = !part || part.edges.has(edge.id);
  const isSelected = state.selection?.id === edge.id;
  const isWeak = edge.type !== CO_MENTION && !edge.asserted;
  const width = isThin ? 1.1 + 0.25 * Math.log2(1 + edge.weight) : Math.min(8, 1.1 + 1.15 * Math.log2(1 + edge.weight));
  return {
    from: edge.source,
    to: edge.target,
    width: width + (isSelected ? 2 : 0),
    color: { color: shade(look), opacity: isBright ? (isWeak && !isSelected ? 0.42 : 0.92) : DIM, inherit: false },
    dashes: look.dash.length ? look.dash : false,
    arrows: edge.directed ? { to: { enabled: true, scaleFactor: 0.34 + 0.34 / Math.sqrt(width), type: isWeak ? "vee" : "arrow" } } : { to: { enabled: false } },
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false },
  };
}

/* Parallel edges of a pair fan out on both sides of the straight line. */
function bendsOfVisible() {
  const bends = new Map();
  for (const group of edgesOfPair.values()) {
    const shown = group.filter((edge) => visible.edges.has(edge.id));
    if (shown.length < 2) continue;
    shown.forEach((edge, index) => {
      const offset = (index - (shown.length - 1) / 2) * 0.22;
      bends.set(edge.id, edge.source < edge.target ? offset : -offset);
    });
  }
  return bends;
}

/* A ring behind the selected actor, or behind both ends of the selected link. */
function drawHalo(context) {
  const { selection } = state;
  if (!selection) return;
  const ids = selection.kind === "actor" ? [selection.id] : [edges.get(selection.id).source, edges.get(selection.id).target];
  const shown = ids.filter((id) => map.nodes.get(id));
  const places = map.network.getPositions(shown);
  context.save();
  context.fillStyle = cssColor("--halo");
  for (const id of shown) {
    context.beginPath();
    context.arc(places[id].x, places[id].y, nodes.get(id).size + 9, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

/* Heaviest first; a label takes the first free side of its dot, or stays away until there is room. */
function drawLabels(context) {
  const scale = map.network.getScale();
  const places = map.network.getPositions();
  const part = selectedPart();
  const area = viewArea();
  const rank = (node) => (node.id === state.selection?.id || node.id === map.hovered ? 1e9 : part?.nodes.has(node.id) ? 1e6 : 0) + node.weighted_degree + node.size / 100;
  const shown = [...visible.nodes].map((id) => nodes.get(id)).filter((node) => isInside(places[node.id], area)).sort((a, b) => rank(b) - rank(a));
  const zoom = scale / Math.min(1.25, Math.max(0.85, scale)); // labels stay legible, there are only fewer of them
  const dots = shown.map((node) => around(places[node.id], node.size * 0.8));
  const taken = [];
  map.labels = [];
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const [index, node] of shown.entries()) {
    if (part && !part.nodes.has(node.id) && node.id !== map.hovered) continue;
    const size = (11 + Math.min(5.5, (node.size - 7) * 0.28)) / zoom;
    context.font = `${node.generic ? "italic " : ""}${node.size > 15 ? 600 : 500} ${size}px ${LABEL_FONT}`;
    const width = context.measureText(node.label).width;
    const sides = labelSides(places[node.id], node.size, width, size, area);
    const isFree = (box) => !taken.some((other) => overlaps(box, other));
    const free = sides.filter((box) => isFree(box) && !dots.some((other) => overlaps(box, other)));
    if (!free.length && index < ALWAYS_NAMED) free.push(...sides.filter(isFree));
    const spot = free.find((box) => box.left > area.left && box.right < area.right) ?? (index < ALWAYS_NAMED ? free[0] : null) ?? (rank(node) >= 1e6 ? sides[0] : null);
    if (!spot) continue;
    taken.push(spot);
    map.labels.push({ id: node.id, box: spot });
    context.lineWidth = 4 / scale;
    context.strokeStyle = cssColor("--stage");
    context.globalAlpha = 0.9;
    context.strokeText(node.label, spot.x, spot.y);
    context.globalAlpha = 1;
    context.fillStyle = node.generic ? cssColor("--muted") : cssColor("--ink");
    context.fillText(node.label, spot.x, spot.y);
  }
  context.restore();
}

/* The best linked actors on screen are named even where that covers the dots of others. */
const ALWAYS_NAMED = 15;

const LABEL_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

const around = (at, reach) => ({ left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach });
const boxAt = (x, y, width, size) => ({ x, y, left: x - width / 2, right: x + width / 2, top: y - size * 0.62, bottom: y + size * 0.62 });
const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* Sides of a dot in order of preference; above and below, a label may slide along to stay in view. */
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.6, 1], [-0.6, 1], [0.6, -1], [-0.6, -1]];

function labelSides(at, reach, width, size, area) {
  return SIDES.map(([across, down]) => {
    const x = at.x + across * (down ? width / 2 : reach + width / 2 + size * 0.4);
    const slid = Math.max(area.left + width / 2 + size * 0.4, Math.min(area.right - width / 2 - size * 0.4, x));
    return boxAt(down && Math.abs(slid - at.x) < width / 2 ? slid : x, at.y + down * (reach + size * 0.85), width, size);
  });
}

function viewArea() {
  const { clientWidth, clientHeight } = byId("map");
  const from = map.network.DOMtoCanvas({ x: 0, y: 0 });
  const to = map.network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const isInside = (at, area) => at && at.x > area.left && at.x < area.right && at.y > area.top && at.y < area.bottom;

/* What is under a point of the map: a dot, the label of one, or a stroke. */
function hit(point) {
  const node = map.network.getNodeAt(point);
  if (node !== undefined) return { kind: "actor", id: node };
  const at = map.network.DOMtoCanvas(point);
  const named = map.labels.find(({ box }) => at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom);
  if (named) return { kind: "actor", id: named.id };
  const edge = map.network.getEdgeAt(point);
  return edge === undefined ? null : { kind: "link", id: edge };
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/* Here the panel takes half of the screen, and the map shows the selection alone. */
const isSmall = matchMedia("(max-width: 820px)");

/* The whole visible map, with a margin that leaves room for labels. */
function fitMap({ animated = true, only = visible.nodes } = {}) {
  const shown = [...only].filter((id) => visible.nodes.has(id));
  if (!map.network || !shown.length) return;
  const places = map.network.getPositions(shown);
  const xs = shown.map((id) => places[id].x);
  const ys = shown.map((id) => places[id].y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { clientWidth, clientHeight } = byId("map");
  const scale = Math.min(only === visible.nodes ? 1.5 : 1.1, (clientWidth - Math.min(150, clientWidth * 0.3)) / Math.max(right - left, 1), (clientHeight - 100) / Math.max(bottom - top, 1));
  const animation = animated ? motion() : false;
  map.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 }, scale: Math.max(0.02, scale), animation });
}

function zoomBy(factor) {
  map.network?.moveTo({ scale: Math.min(6, Math.max(0.02, map.network.getScale() * factor)), animation: motion() });
}

function panBy(x, y) {
  const at = map.network.getViewPosition();
  const scale = map.network.getScale();
  map.network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}

/* Bring the selection into view, only if it is out of it. */
function reveal(selection) {
  if (!map.network) return;
  if (isSmall.matches) return requestAnimationFrame(() => fitMap({ only: selectedPart()?.nodes }));
  const ids = selection.kind === "actor" ? [selection.id] : [edges.get(selection.id).source, edges.get(selection.id).target];
  const places = Object.values(map.network.getPositions(ids.filter((id) => visible.nodes.has(id))));
  if (!places.length || places.every((at) => isInside(at, shrunk(viewArea())))) return;
  const middle = (axis) => places.reduce((sum, at) => sum + at[axis], 0) / places.length;
  map.network.moveTo({ position: { x: middle("x"), y: middle("y") }, animation: motion() });
}

function shrunk(area) {
  const x = (area.right - area.left) * 0.15;
  const y = (area.bottom - area.top) * 0.12;
  return { left: area.left + x, right: area.right - x, top: area.top + y, bottom: area.bottom - y };
}

/* The map as a PNG on the page's own background. */
function savePng() {
  const drawn = byId("map").querySelector("canvas");
  if (!drawn) return;
  const copy = h("canvas");
  copy.width = drawn.width;
  copy.height = drawn.height;
  const context = copy.getContext("2d");
  context.fillStyle = cssColor("--stage");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    h("a", { href: address, download: "graph.png" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
