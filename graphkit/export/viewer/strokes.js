/* Many edges: strokes of one look are drawn together, each as a path of its own (one path of thousands takes
   a canvas without a graphics card ten times as long), and what is out of view is left out. */

const NEAR = 0.6; // from this zoom on, arrowheads and parallel edges can be told apart
const DASHED = 1500; // more strokes in view than this are drawn without dashes, arrowheads and bends, as fine lines

const QUICK = 2500; // so many of the heaviest are drawn while the map moves or changes, and behind a selection
const SETTLED = 180; // milliseconds of rest after which all are drawn

/* Called at each change: the next frames are quick ones, and the last is whole. */
function hurry() {
  if (!map.isBatched) return;
  map.isHurried = true;
  clearTimeout(hurry.timer);
  hurry.timer = setTimeout(() => { map.isHurried = false; map.network.redraw(); }, SETTLED);
}

const batches = { key: "", strokes: [], dots: [] };
const batchKey = () => `${visible.turn}|${theme.isDark}|${state.colorBy}|${map.unit}|${state.selection?.kind === "link" ? state.selection.id : ""}`;

function makeBatches() {
  const strokes = new Map();
  const limit = visible.edges.length > QUICK ? visible.edges.map((edge) => edge.now.weight).sort((a, b) => b - a)[QUICK] : 0;
  let heavy = 0;
  for (const edge of visible.edges) edge.isQuick = edge.now.weight > limit && (heavy += 1) > 0;
  for (const edge of visible.edges) {
    if (!edge.isQuick && edge.now.weight === limit && heavy < QUICK) { edge.isQuick = true; heavy += 1; }
    const width = Math.round(strokeWidth(edge) * 2) / 2;
    const key = `${edge.type}|${width}|${isWeak(edge)}|${isDenied(edge)}`;
    if (!strokes.has(key)) strokes.set(key, { width, edges: [], color: strokeColor(edge), dash: strokeDash(edge), opacity: strokeOpacity(edge) });
    strokes.get(key).edges.push(edge);
  }
  const dots = new Map();
  for (const node of visible.nodes) {
    const color = nodeColor(node);
    const key = `${color}|${node.generic}`;
    if (!dots.has(key)) dots.set(key, { color, opacity: node.generic ? 0.6 : 1, nodes: [] });
    dots.get(key).nodes.push(node);
  }
  batches.strokes = [...strokes.values()].sort((a, b) => a.width - b.width);
  batches.dots = [...dots.values()];
  batches.key = batchKey();
}

/* Where a stroke runs: its ends and, where it is bent, the control point between them. */
function course(edge, isBent) {
  const { from, to } = edge;
  if (!isBent || !edge.bend) return { ax: from.x, ay: from.y, bx: to.x, by: to.y, cx: null, cy: null };
  return { ax: from.x, ay: from.y, bx: to.x, by: to.y, cx: (from.x + to.x) / 2 + (to.y - from.y) * edge.bend, cy: (from.y + to.y) / 2 - (to.x - from.x) * edge.bend };
}

function isInView({ from, to }, area) {
  return Math.max(from.x, to.x) > area.left && Math.min(from.x, to.x) < area.right && Math.max(from.y, to.y) > area.top && Math.min(from.y, to.y) < area.bottom;
}

function drawBatches(context) {
  const scale = map.network.getScale();
  const area = viewArea();
  const { part } = map;
  context.save();
  const isQuick = map.isHurried || Boolean(part);
  const inView = batches.strokes.map((batch) => ({ ...batch, edges: batch.edges.filter((edge) => (!isQuick || edge.isQuick || part?.edges.has(edge)) && isInView(edge, area)) }));
  const number = inView.reduce((sum, { edges }) => sum + edges.length, 0);
  const thinning = Math.min(1, Math.max(0.35, 1800 / (number || 1))); // thousands of strokes would be one blot
  for (const batch of inView) drawStrokes(context, batch, { scale, isFine: number > (map.isHurried ? DASHED / 4 : DASHED), opacity: part ? DIM * 0.6 : batch.opacity * thinning });
  if (part) {
    for (const batch of inView) {
      const bright = batch.edges.filter((edge) => part.edges.has(edge));
      drawStrokes(context, { ...batch, edges: bright }, { scale, isFine: part.edges.size > DASHED, opacity: batch.opacity });
    }
  }
  drawDots(context, area, scale);
  context.restore();
}

function drawStrokes(context, { edges, width, color, dash }, { scale, isFine, opacity }) {
  if (!edges.length) return;
  const isNear = scale > NEAR && !isFine;
  context.globalAlpha = opacity;
  context.strokeStyle = color;
  context.lineWidth = isFine ? Math.min(width, 0.9 / scale) : Math.max(width, 0.7 / scale);
  context.setLineDash(isFine || !dash.length ? [] : dash.map((length) => length * Math.max(1, 0.5 / scale)));
  for (const edge of edges) {
    const { ax, ay, bx, by, cx, cy } = course(edge, isNear);
    context.beginPath();
    context.moveTo(ax, ay);
    if (cx === null) context.lineTo(bx, by);
    else context.quadraticCurveTo(cx, cy, bx, by);
    context.stroke();
  }
  if (!isNear) return;
  context.fillStyle = color;
  for (const edge of edges) {
    if (!edge.directed) continue;
    const [tip, left, right] = arrowHead(edge, width);
    context.beginPath();
    context.moveTo(tip.x, tip.y);
    context.lineTo(left.x, left.y);
    context.lineTo(right.x, right.y);
    context.fill();
  }
}

/* The three corners of an edge's arrowhead, at the border of the dot it points to. */
function arrowHead(edge, width) {
  const { ax, ay, bx, by, cx, cy } = course(edge, true);
  const [fromX, fromY] = cx === null ? [ax, ay] : [cx, cy];
  const length = Math.hypot(bx - fromX, by - fromY) || 1;
  const [x, y] = [(bx - fromX) / length, (by - fromY) / length];
  const size = 5.5 * map.unit + 1.6 * width;
  const tip = { x: bx - x * (radius(edge.to) + 1.5), y: by - y * (radius(edge.to) + 1.5) };
  const back = { x: tip.x - x * size, y: tip.y - y * size };
  return [tip, { x: back.x - y * size * 0.42, y: back.y + x * size * 0.42 }, { x: back.x + y * size * 0.42, y: back.y - x * size * 0.42 }];
}

function drawDots(context, area, scale) {
  const { part } = map;
  const border = cssColor("--stage");
  const isPlain = scale < 0.22; // too small for a shape to be seen
  for (const { color, opacity, nodes } of batches.dots) {
    for (const isBright of part ? [false, true] : [true]) {
      const shown = nodes.filter((node) => isInside(node, area, radius(node)) && (!part || part.nodes.has(node) === isBright));
      if (!shown.length) continue;
      context.globalAlpha = opacity * (isBright ? 1 : 0.16);
      context.fillStyle = color;
      context.lineWidth = 1.5;
      context.strokeStyle = border;
      context.setLineDash([]);
      for (const node of shown) {
        const size = Math.max(drawnSize(node), 1.6 / scale);
        if (isPlain) { context.fillRect(node.x - size, node.y - size, 2 * size, 2 * size); continue; }
        context.beginPath();
        traceShape(context, node.shape, node.x, node.y, size);
        context.fill();
        if (scale > 0.45) context.stroke();
      }
    }
  }
}

/* The corners of a shape around the origin, at size 1, as vis-network draws them; none is a circle. */
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1.05], [1, 0.68], [-1, 0.68]],
  triangleDown: [[0, 1.05], [1, -0.68], [-1, -0.68]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: [[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87]],
};

function traceShape(context, shape, x, y, size) {
  const corners = CORNERS[shape];
  if (!corners) {
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], index) => (index ? context.lineTo(x + dx * size, y + dy * size) : context.moveTo(x + dx * size, y + dy * size)));
  context.closePath();
}

/* The visible edge nearest to a point of the map, if it is within reach; bright ones first. */
function nearestStroke(at, reach) {
  const isNear = map.network.getScale() > NEAR;
  let nearest = null;
  for (const edge of visible.edges) {
    const { from, to } = edge;
    if (Math.min(from.x, to.x) - reach * 4 > at.x || Math.max(from.x, to.x) + reach * 4 < at.x || Math.min(from.y, to.y) - reach * 4 > at.y || Math.max(from.y, to.y) + reach * 4 < at.y) continue;
    const distance = distanceTo(course(edge, isNear), at) - (map.part?.edges.has(edge) ? reach : 0);
    if (distance < reach && (!nearest || distance < nearest.distance)) nearest = { edge, distance };
  }
  return nearest?.edge ?? null;
}

function distanceTo({ ax, ay, bx, by, cx, cy }, at) {
  if (cx === null) return distanceToLine(ax, ay, bx, by, at);
  const point = (t) => [(1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by];
  let best = Infinity;
  for (let step = 0; step < 8; step += 1) best = Math.min(best, distanceToLine(...point(step / 8), ...point((step + 1) / 8), at));
  return best;
}

function distanceToLine(ax, ay, bx, by, at) {
  const [x, y] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, ((at.x - ax) * x + (at.y - ay) * y) / (x * x + y * y || 1)));
  return Math.hypot(at.x - ax - share * x, at.y - ay - share * y);
}
